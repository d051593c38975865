"""dateline: reads reports of armed conflict and turns them into a citable event dataset."""

from __future__ import annotations

__version__ = "0.1.0"
