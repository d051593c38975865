"""Readings as tables: DuckDB, and files for other programs."""

from __future__ import annotations
