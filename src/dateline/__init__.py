"""dateline: reads reports of armed conflict and turns them into a citable event dataset."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dateline.notebook import open as open  # noqa: A004

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401  (what it returns is declared above)
    """Return `open` once it is asked for: importing dateline itself stays light.

    Raises:
        AttributeError: dateline has no such name.
    """
    if name == "open":
        return import_module("dateline.notebook").open
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
