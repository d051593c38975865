"""A study keeps what was read, once, whole, and gives it back."""

from __future__ import annotations

import zlib

import duckdb
import pytest

from dateline.errors import StoreError
from dateline.reading import check_spans
from dateline.rejection import Rejection
from dateline.store.database import VERSION, Finished, Study
from readings import PORT, reading

CODED = Finished(uri=PORT.uri, outcome="coded", original=PORT, reading=reading(), document=PORT.id)
FAILED = Finished(
    uri="file:noise.txt",
    outcome="failed",
    rejection=Rejection(
        stage="acquire", reason="it is binary", uri="file:noise.txt", outcome="failed"
    ),
)


@pytest.fixture
def study():
    with Study(None) as opened:
        yield opened


def test_a_reading_comes_back_as_it_went_in(study: Study) -> None:
    study.add([CODED, FAILED], "coder")
    back = study.reading(PORT.id)
    assert back is not None
    assert back == reading()
    check_spans(back)
    assert list(study.readings()) == [back]
    assert study.reading("sha256:1") is None


def test_the_original_comes_back_byte_for_byte(study: Study) -> None:
    study.add([CODED], "coder")
    back = study.original(PORT.id)
    assert back == PORT
    stored = study.one("SELECT content, size FROM originals")
    assert zlib.decompress(stored[0]) == PORT.content
    assert stored[1] == len(PORT.content)


def test_public_tables_and_columns_are_there(study: Study) -> None:
    public = {
        "documents": "id doc_id uri title publisher published_from published_to published_basis "
        "copy_of main_incident text",
        "claims": "id document event_type status background trigger_start trigger_end "
        "evidence_start evidence_end date_from date_to place_name lat lon place_level score "
        "coded_by",
        "claim_entities": "claim role name entity_id start end",
        "figures": "claim kind low high unit of hedge start end",
        "attributions": "claim position speaker speaker_kind verb_class statement_from",
        "incidents": "id event_type date_from date_to place_name lat lon killed_low killed_high "
        "wounded_low wounded_high reports independent_sources review_status",
        "incident_claims": "incident claim",
        "judgements": "",
        "rejections": "",
        "runs": "",
    }
    for table, columns in public.items():
        there = {row[0] for row in study.all(f"DESCRIBE {table}")}
        assert set(columns.split()) <= there, table


def test_the_flat_view_has_one_row_a_claim(study: Study) -> None:
    study.add([CODED], "coder")
    names = [row[0] for row in study.all("DESCRIBE events")]
    (row,) = study.all("SELECT * FROM events")
    event = dict(zip(names, row, strict=True))
    assert event["actors"] == "Rebels"
    assert event["killed_low"] == event["killed_high"] == 12
    assert event["wounded_low"] is None
    assert event["according_to"] == "mayor of Vellmar"
    assert event["country"] == "Germany"
    assert all(len(name) <= 32 for name in names)


def test_coding_again_replaces_and_leaves_nothing_behind(study: Study) -> None:
    study.add([CODED], "coder")
    before = study.digest()
    again = Finished(
        uri=PORT.uri, outcome="coded", original=PORT, reading=reading(killed=14), document=PORT.id
    )
    study.add([again], "coder")
    assert study.all("SELECT low FROM figures") == [(14.0,)]
    assert study.digest() != before
    study.add([CODED], "coder")
    assert study.digest() == before


def test_the_digest_depends_on_content_and_not_on_order() -> None:
    with Study(None) as one, Study(None) as other:
        one.add([CODED, FAILED], "coder")
        other.add([FAILED], "coder")
        other.add([CODED], "coder")
        assert one.digest() == other.digest()
        other.add([FAILED], "another coder")
        assert one.digest() != other.digest()


def test_done_says_what_became_of_each_input(study: Study) -> None:
    study.add([CODED, FAILED], "coder")
    assert study.done("coder") == {
        PORT.uri: (PORT.id, "coded", None),
        "file:noise.txt": (None, "failed", "it is binary"),
    }
    assert study.done("another coder") == {}
    assert study.documents("coder") == {PORT.id}


def test_a_batch_is_written_whole_or_not_at_all(study: Study) -> None:
    broken = Finished(uri="file:x", outcome="coded", original=PORT, reading=None)
    with pytest.raises(duckdb.Error):
        study.add([CODED, broken], "coder")  # the same bytes twice break the primary key
    assert study.done("coder") == {}
    assert study.one("SELECT count(*) FROM claims") == (0,)


def test_errors_say_what_to_do(tmp_path) -> None:
    with pytest.raises(StoreError, match="dateline code"):
        Study(tmp_path / "absent.duckdb", read_only=True)
    text = tmp_path / "text.duckdb"
    text.write_text("no database " * 2000)
    with pytest.raises(StoreError, match="another file"):
        Study(text)
    foreign = tmp_path / "foreign.duckdb"
    with duckdb.connect(foreign) as connection:
        connection.execute("CREATE TABLE mine (a INTEGER)")
    with pytest.raises(StoreError, match="no dateline study"):
        Study(foreign)
    old = tmp_path / "old.duckdb"
    with Study(old) as opened:
        opened.connection.execute("UPDATE study SET version = ?", [VERSION + 1])
    with pytest.raises(StoreError, match="version"):
        Study(old)


def test_a_study_is_still_there_after_closing(tmp_path) -> None:
    path = tmp_path / "kept.duckdb"
    with Study(path) as opened:
        opened.add([CODED], "coder")
        digest = opened.digest()
    with Study(path, read_only=True) as again:
        assert again.digest() == digest
        assert again.reading(PORT.id) == reading()
