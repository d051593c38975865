"""One happening, many reports: claims of all documents become incidents."""

from __future__ import annotations
