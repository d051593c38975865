"""Excel-safe CSV, read back by a reader that knows the byte order mark."""

from __future__ import annotations

import csv

import msgspec
import pytest

from dateline.store import exports
from dateline.store.database import Finished, Study
from dateline.store.exports.excel import guarded
from dateline.store.exports.tables import PUBLIC
from dateline.value import Entity
from readings import PORT, reading


@pytest.fixture
def study():
    read = reading()
    formula = '=HYPERLINK("file:x")'
    told = msgspec.structs.replace(
        read.claims[0], cameo="040", actors=(Entity(name=formula), Entity(name="Путь"))
    )
    read = msgspec.structs.replace(
        read,
        claims=(told,),
        document=msgspec.structs.replace(read.document, publisher="@Quay", title="3-4"),
    )
    with Study(None) as opened:
        item = Finished(
            uri=PORT.uri, outcome="coded", original=PORT, reading=read, document=PORT.id
        )
        opened.add([item], "coder")
        yield opened


def test_cells_are_safe_and_codes_stay_text(study: Study, tmp_path) -> None:
    written = dict(exports.write(study, "excel", tmp_path))
    assert {path.stem for path in written} == set(PUBLIC)
    assert (tmp_path / "events.csv").read_bytes().startswith(b"\xef\xbb\xbfclaim_id,")
    with (tmp_path / "events.csv").open(newline="", encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert row["actors"] == '\'=HYPERLINK("file:x"); Путь'
    assert (row["cameo"], row["publisher"], row["title"]) == ("'040", "'@Quay", "'3-4")
    assert (row["date_from"], row["killed_low"], row["background"]) == (
        "2019-03-03",
        "12.0",
        "FALSE",
    )
    assert all(len(name) <= 32 for name in row)


def test_a_number_below_zero_stays_a_number(study: Study, tmp_path) -> None:
    study.connection.execute("UPDATE claims SET lat = -12.5")
    exports.write(study, "excel", tmp_path)
    with (tmp_path / "claims.csv").open(newline="", encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert row["lat"] == "-12.5"


def test_standard_output_is_the_events_table(study: Study, tmp_path, capfdbinary) -> None:
    exports.write(study, "excel", tmp_path)
    exports.write(study, "excel", None)
    assert capfdbinary.readouterr().out == (tmp_path / "events.csv").read_bytes()


@pytest.mark.parametrize(
    "text",
    [
        "=1",
        "+1",
        "-x",
        "@x",
        "\tx",
        "040",
        "12e5",
        "1.5",
        "1,000",
        "3-4",
        "1/2/20",
        "3 March",
        "May 5",
    ],
)
def test_what_excel_would_change_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Vellmar", "a=b", "12 dockers", "geonames:1", "3a4f", "x-1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == text


def test_text_beyond_a_cell_is_cut_at_a_whole_character() -> None:
    assert guarded("a" * 32_767) == "a" * 32_767
    cut = guarded("a" * 32_765 + "\U0001f4a5" * 2)
    assert cut == "a" * 32_765 + "…"
