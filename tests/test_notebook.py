"""A study in Python: typed frames, claims as pages, and reports that mean harm."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import msgspec
import pytest

import dateline
from dateline.document import Block
from dateline.errors import ConfigError, StoreError
from dateline.notebook import ClaimPage
from dateline.reading import Reading
from dateline.span import Span
from dateline.store.database import Finished, Study
from dateline.value import Entity, Place
from readings import PORT, claim, document

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    coded = msgspec.structs.replace(claim(), cameo="040", ucdp="1")
    whole = Reading(document=document(), claims=(coded,))
    done = Finished(uri=PORT.uri, outcome="coded", original=PORT, reading=whole, document=PORT.id)
    target = tmp_path / "study.duckdb"
    with Study(target) as study:
        study.add([done], "coder")
    return target


@pytest.mark.parametrize("kind", ["pandas", "polars"])
def test_codes_stay_text_and_days_are_days(path: Path, kind) -> None:
    pytest.importorskip(kind)
    with dateline.open(path, as_=kind) as study:
        claims = study.claims()
        assert type(claims).__module__.startswith(kind)
        assert list(claims["cameo"]) == ["040"]
        assert list(claims["ucdp"]) == ["1"]
        assert list(claims["actors"]) == ["Rebels"]
        day = claims["date_from"][0]
        assert (day.year, day.month, day.day) == (2019, 3, 3)
        assert list(study.figures()["low"]) == [12]
        assert list(study.documents()["publisher"]) == ["The Quay"]
        assert len(study.incidents()) == 0
        assert "record" not in claims.columns


def test_pandas_types_do_not_hang_on_the_values(path: Path) -> None:
    pytest.importorskip("pandas")
    with dateline.open(path) as study:
        types = study.incidents().dtypes.astype(str).to_dict()
        filled = study.claims().dtypes.astype(str).to_dict()
    assert types["date_from"].startswith("datetime64")
    assert types["killed_low"] == "float64"
    assert types["reports"] == filled["position"] == "Int64"
    assert types["previous_ids"] == filled["cameo"] == filled["same_as"] == "string"
    assert filled["background"] == "boolean"


def test_polars_types_do_not_hang_on_the_values(path: Path) -> None:
    polars = pytest.importorskip("polars")
    with dateline.open(path) as study:
        empty, filled = study.incidents(as_="polars").schema, study.claims(as_="polars")
    assert empty["date_from"] == polars.Date
    assert empty["previous_ids"] == filled.schema["same_as"] == polars.String
    assert empty["reports"] == polars.Int32
    assert filled["date_from"][0] == dt.date(2019, 3, 3)


def test_queries_give_frames_and_cannot_write(path: Path) -> None:
    pytest.importorskip("pandas")
    with dateline.open(str(path)) as study:
        assert list(
            study.sql("SELECT count(*) AS n FROM claims WHERE cameo = ?", ["040"])["n"]
        ) == [1]
        with pytest.raises(StoreError, match="read-only"):
            study.sql("DELETE FROM claims")
        with pytest.raises(StoreError, match="no_such_table"):
            study.sql("SELECT * FROM no_such_table")
        with pytest.raises(StoreError, match="gives no rows"):
            study.sql("-- only a remark")


def test_iteration_gives_readings(path: Path) -> None:
    with dateline.open(path) as study:
        assert [item.document.text for item in study] == [document().text]
        assert repr(study).endswith("1 documents, 1 claims, 0 incidents>")


def test_errors_say_what_to_do(path: Path, tmp_path: Path, monkeypatch) -> None:
    with pytest.raises(StoreError, match="dateline code"):
        dateline.open(tmp_path / "none.duckdb")
    with pytest.raises(ConfigError, match="pandas or polars"):
        dateline.open(path, as_="arrow")  # type: ignore[arg-type]
    study = dateline.open(path)
    with pytest.raises(StoreError, match="no claim begins so"):
        study.claim("zzz")
    with pytest.raises(StoreError, match="column `id`"):
        study.claim("")
    for kind in ("pandas", "polars"):
        monkeypatch.setitem(sys.modules, kind, None)
        with pytest.raises(ConfigError, match=f"pip install {kind}"):
            study.claims(as_=kind)
    with pytest.raises(ConfigError, match="pip install pandas"):
        study.claims()
    study.close()
    with pytest.raises(StoreError, match=r"closed\. Open it again"):
        study.claims()
    assert repr(study).endswith("closed>")


def test_a_study_of_an_older_schema_is_refused(path: Path) -> None:
    with duckdb.connect(path) as connection:
        connection.execute("UPDATE study SET version = 1")
    with pytest.raises(StoreError, match="Code the reports again"):
        dateline.open(path)


def test_a_study_that_is_being_written_is_refused(path: Path) -> None:
    program = (
        f"import duckdb; c = duckdb.connect({str(path)!r}); print('open', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match="Close the other program"):
            dateline.open(path)
        writer.communicate(b"\n")


def test_a_study_open_for_writing_in_the_same_notebook_is_refused(path: Path) -> None:
    with Study(path), pytest.raises(StoreError, match="this program has it open already"):
        dateline.open(path)
    with dateline.open(path), pytest.raises(StoreError, match="this program has it open already"):
        Study(path)


def test_polars_is_taken_where_pandas_is_not_installed(path: Path, monkeypatch) -> None:
    polars = pytest.importorskip("polars")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with dateline.open(path) as study:
        assert isinstance(study.claims(), polars.DataFrame)
        made = study.sql("SELECT 1.5::DECIMAL(4, 2) AS share, [1, 2] AS days")
    assert made["days"].to_list() == [[1, 2]]


def test_importing_dateline_stays_light() -> None:
    program = (
        "import sys, dateline; heavy = {'duckdb', 'pandas', 'polars', 'rich'} & set(sys.modules);"
        "assert not heavy, heavy; assert not hasattr(dateline, 'no_such_name')"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


class _Page(HTMLParser):
    """Text of a page, its elements, and the roles of its marked words; every element closed."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, dict[str, str | None]]] = []
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.quoted = ""
        self.marks: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self.stack == []

    def handle_starttag(self, tag: str, attrs) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        if tag != "br":
            self.stack.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if any(tag == "blockquote" for tag, _ in self.stack):
            self.quoted += data
            if self.stack[-1][0] == "mark":
                self.marks.append((data, self.stack[-1][1]["title"] or ""))


def test_a_page_shows_the_paragraph_with_every_role(path: Path) -> None:
    with dateline.open(path) as study:
        page = study.claim(claim().id[:8])
        assert page.claim == study.claim(claim().id).claim
    html = page._repr_html_()
    shown = _Page(html)
    body = document().block_span(document().blocks[1]).text
    assert shown.quoted == body
    assert ("Rebels", "actor") in shown.marks
    assert ("Vellmar", "place") in shown.marks
    assert ("12", "figure") in shown.marks
    for words in ("mayor of Vellmar", "CAMEO", "040", "killed 12", "The Quay", "2019-03-03"):
        assert words in html
    assert "shelling" in repr(page)
    assert body[:30] in repr(page)


HOSTILE = (
    "<script>alert('x')</script> \"quoted\" & 'single' <img src=x onerror=alert(1)> "
    "\u202eRebels\u202c fired at <b>Vellmar</b>\x00\x1b[31m, he said. \u200fإدلب\u200f"
)


def hostile() -> ClaimPage:
    """Return a page of which every text is hostile, and whose spans cross and nest."""
    text = HOSTILE
    place = text.index("Vellmar")
    target = Span.of(text, place - 6, place + 4)  # "at <b>Vell"
    changed = msgspec.structs.replace(
        claim(),
        trigger=Span.of(text, text.index("fired"), text.index("fired") + 5),
        evidence=Span.of(text, 0, len(text)),
        actors=(Entity(name=HOSTILE, mention=Span.of(text, 0, 10), id='"><script>'),),
        recipients=(Entity(name="b", mention=target),),
        place=Place(name=HOSTILE, mention=Span.of(text, place, place + 7)),
        date=None, figures=(), weapons=(), attribution=(), losses=(HOSTILE,), cameo="<script>",
    )  # fmt: skip
    told = msgspec.structs.replace(
        document(HOSTILE), text=text, title=HOSTILE, publisher=HOSTILE,
        blocks=(Block(0, len(text), "paragraph"),),
    )  # fmt: skip
    return ClaimPage(claim=changed, reading=Reading(document=told, claims=(changed,)))


def test_hostile_reports_stay_text() -> None:
    html = hostile()._repr_html_()
    shown = _Page(html)
    assert shown.tags <= {
        "div", "p", "b", "code", "br", "bdi", "blockquote", "mark", "table", "tr", "td", "th", "small",
    }  # fmt: skip
    assert shown.names <= {"class", "style", "title", "dir"}
    assert html.startswith('<div class="tex2jax_ignore mathjax_ignore"')
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f\x00\x1b]", html)
    named = re.sub("[\u202e\u202c\u200f\x00\x1b]", lambda found: f"U+{ord(found[0]):04X}", HOSTILE)
    assert shown.quoted == named


def test_crossing_and_nested_spans_keep_every_character_and_role() -> None:
    marks = _Page(hostile()._repr_html_()).marks
    assert ("Vell", "recipient, place") in marks
    assert ("mar", "place") in marks
    assert ("at <b>", "recipient") in marks
    assert marks[0] == ("<script>al", "actor")


def test_words_that_cross_from_block_to_block_are_marked_in_both() -> None:
    text = "Shells fell on Vellmar\n\nand on the port."
    middle = text.index("\n")
    blocks = (Block(0, middle, "headline"), Block(middle + 2, len(text), "paragraph"))
    told = msgspec.structs.replace(document(), text=text, blocks=blocks)
    crossing = msgspec.structs.replace(
        claim(),
        trigger=Span.of(text, 7, 11),
        evidence=Span.of(text, 0, len(text)),
        actors=(), recipients=(Entity(name="both", mention=Span.of(text, 15, len(text))),),
        place=None, date=None, figures=(), weapons=(), attribution=(),
    )  # fmt: skip
    page = ClaimPage(claim=crossing, reading=Reading(document=told, claims=(crossing,)))
    shown = _Page(page._repr_html_())
    assert shown.quoted == text.replace("\n\n", "")
    assert shown.marks == [
        ("fell", "trigger"),
        ("Vellmar", "recipient"),
        ("and on the port.", "recipient"),
    ]


def test_the_python_of_the_guide_runs(path: Path, monkeypatch, capsys) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    monkeypatch.chdir(path.parent)
    guide = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    programs = re.findall(r"```python\n(.*?)```", guide, re.DOTALL)
    names: dict[str, object] = {}
    for program in programs:
        exec(program, names)  # noqa: S102
    printed = capsys.readouterr().out
    assert len(programs) >= 3
    assert "The Quay" in printed
    assert "shelling" in printed
