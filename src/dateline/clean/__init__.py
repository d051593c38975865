"""What is the report, and what is furniture? Originals become documents."""

from __future__ import annotations
