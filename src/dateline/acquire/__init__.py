"""Bytes in: files, rows, feeds and web archives become originals."""

from __future__ import annotations
