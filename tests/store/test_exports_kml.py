"""KML is read back by a reader of XML that checks names, order and points."""

from __future__ import annotations

import msgspec
import pytest
from lxml import etree

from dateline.store import exports
from dateline.store.database import Finished, Study
from dateline.value import Entity
from readings import PORT, reading

KML = {"k": "http://www.opengis.net/kml/2.2"}


def study_of(**changes):
    told = msgspec.structs.replace(reading().claims[0], **changes)
    read = msgspec.structs.replace(reading(), claims=(told,))
    study = Study(None)
    study.add(
        [Finished(uri=PORT.uri, outcome="coded", original=PORT, reading=read, document=PORT.id)],
        "coder",
    )
    return study


def placemark(path):
    root = etree.parse(path).getroot()
    (mark,) = root.findall("k:Document/k:Placemark", KML)
    return mark


def test_a_placemark_has_its_days_words_and_point(tmp_path) -> None:
    path = tmp_path / "events.kml"
    with study_of(cameo="040") as study:
        assert exports.write(study, "kml", path) == [(path, 1)]
    mark = placemark(path)
    assert mark.findtext("k:name", namespaces=KML) == "shelling, Vellmar"
    assert mark.findtext("k:description", namespaces=KML).startswith("Rebels fired rockets")
    assert mark.findtext("k:TimeSpan/k:begin", namespaces=KML) == "2019-03-03"
    assert mark.findtext("k:Point/k:coordinates", namespaces=KML) == "9.47,51.35"
    data = {
        item.get("name"): item.findtext("k:value", namespaces=KML)
        for item in mark.findall("k:ExtendedData/k:Data", KML)
    }
    assert (data["cameo"], data["background"], data["actors"]) == ("040", "false", "Rebels")
    order = [etree.QName(child).localname for child in mark]
    assert order == ["name", "description", "TimeSpan", "ExtendedData", "Point"]


def test_what_has_no_place_or_day_is_kept_without(tmp_path) -> None:
    path = tmp_path / "events.kml"
    with study_of(place=None, date=None) as study:
        exports.write(study, "kml", path)
    order = [etree.QName(child).localname for child in placemark(path)]
    assert order == ["name", "description", "ExtendedData"]


@pytest.mark.parametrize("name", ["A & <B>", "bell\x07"])
def test_any_words_are_xml(tmp_path, name: str) -> None:
    path = tmp_path / "events.kml"
    with study_of(actors=(Entity(name=name),)) as study:
        exports.write(study, "kml", path)
    (actors,) = placemark(path).xpath(
        "k:ExtendedData/k:Data[@name='actors']/k:value", namespaces=KML
    )
    assert actors.text == name.replace("\x07", "")


def test_same_bytes_on_standard_output(tmp_path, capfdbinary) -> None:
    path = tmp_path / "events.kml"
    with study_of() as study:
        exports.write(study, "kml", path)
        exports.write(study, "kml", None)
    assert capfdbinary.readouterr().out == path.read_bytes()
