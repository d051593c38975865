"""KML 2.2 for map programs: one placemark a claim, with its days and its words.

Claims without coordinates are placemarks without a point, so none is lost.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

from dateline.store.database import Study

NAMESPACE = "http://www.opengis.net/kml/2.2"
_NOT_XML = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHOWN = frozenset(("lat", "lon", "evidence"))
"""Columns that have an element of their own; the others become data of the placemark."""


def write(study: Study, output: Path | None) -> Iterator[tuple[Path, int]]:
    """Write the flat events as placemarks to a file, or to standard output."""
    names = [row[0] for row in study.all("DESCRIBE events")]
    root = etree.Element("kml", nsmap={None: NAMESPACE})
    document = etree.SubElement(root, "Document")
    _add(document, "name", "Events")
    _add(document, "description", "Places: GeoNames, CC BY 4.0")
    rows = study.all("FROM events")
    for row in rows:
        _placemark(document, dict(zip(names, row, strict=True)))
    encoded = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    if output is None:
        sys.stdout.buffer.write(encoded)
        return
    output.write_bytes(encoded)
    yield output, len(rows)


def _placemark(document: etree._Element, event: dict[str, Any]) -> None:
    # The order of these elements is KML's.
    mark = etree.SubElement(document, "Placemark", id=f"c{event['claim_id']}")
    where = event["place_name"]
    _add(mark, "name", f"{event['event_type']}, {where}" if where else event["event_type"])
    _add(mark, "description", event["evidence"])
    if event["date_from"] is not None:
        span = etree.SubElement(mark, "TimeSpan")
        _add(span, "begin", event["date_from"].isoformat())
        _add(span, "end", (event["date_to"] or event["date_from"]).isoformat())
    extended = etree.SubElement(mark, "ExtendedData")
    for name, value in event.items():
        if value is not None and name not in _SHOWN:
            _add(etree.SubElement(extended, "Data", name=name), "value", _text(value))
    if event["lat"] is not None:
        point = etree.SubElement(mark, "Point")
        _add(point, "coordinates", f"{event['lon']!r},{event['lat']!r}")


def _add(parent: etree._Element, tag: str, text: str) -> None:
    etree.SubElement(parent, tag).text = _NOT_XML.sub("", text)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
