"""Who did what to whom, says who? Documents become claims."""

from __future__ import annotations
