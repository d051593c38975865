"""Words to values: times, places, actors, figures, speakers and codes."""

from __future__ import annotations
