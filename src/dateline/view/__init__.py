"""The review page: a study's incidents, their evidence and decisions, for a browser."""

from __future__ import annotations
