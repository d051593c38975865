"""The learned reader: what it must read, what it must leave, and its contract."""

import json
import shutil
from datetime import date

import pytest

from dateline.document import Block, Document, Published
from dateline.errors import ConfigError
from dateline.extract.learned import LearnedReader, candidates
from dateline.extract.rules import RulesReader
from dateline.extract.seen import Seen
from dateline.extract.windows import MAX_PIECES, windows
from dateline.reading import Reading, check_spans
from dateline.sentence import sentences
from dateline.settings import Settings
from dateline.weights import FILES, Weights, bundled


def document(*paragraphs):
    text, blocks = "", []
    for paragraph in paragraphs:
        text += "\n\n" * bool(text)
        blocks.append(Block(len(text), len(text) + len(paragraph), "paragraph"))
        text += paragraph
    return Document(
        id="sha256:test",
        uri="file:test",
        text=text,
        blocks=tuple(blocks),
        published=Published(first=date(2023, 3, 6), last=date(2023, 3, 6), basis="given"),
        language="en",
    )


@pytest.fixture(scope="module")
def read():
    return LearnedReader(Settings())


FOUND = [
    ("Gunmen shot dead four farmers near the town of Bama on Sunday.", "attack", "farmers"),
    ("Warplanes bombed a hospital in the northern city, a doctor said.", "air_strike", "hospital"),
    ("Rebels seized the border town of Kasindi from the army on Monday.", "territory_taken", None),
    ("A roadside bomb tore through a bus carrying soldiers, killing six.", "bombing", None),
    ("Police arrested 20 demonstrators outside the parliament.", "arrest", "demonstrators"),
]


@pytest.mark.parametrize(("sentence", "event_type", "recipient"), FOUND)
def test_plain_sentences_are_read(read, sentence, event_type, recipient):
    claims = read(document(sentence)).claims
    assert event_type in {claim.event_type for claim in claims}
    if recipient is not None:
        assert any(recipient in entity.name for c in claims for entity in c.recipients)


LEFT = [
    "The striker shot twice and the home side attacked until the final whistle.",
    "The company fought off a takeover bid and its shares fell under fire from analysts.",
    "Seven people died when a bus overturned on a wet road north of the capital.",
    "The museum opened a show of paintings of the siege.",
    "Protests are not reported in the northern provinces.",
]


@pytest.mark.parametrize("sentence", LEFT)
def test_what_only_looks_violent_is_left(read, sentence):
    assert read(document(sentence)).claims == ()


def test_whom_the_rules_read_as_doer_is_not_turned_into_the_one_acted_on(read):
    text = (
        "The command said that coalition forces supported an advance by rebel fighters on Harran."
    )
    claims = read(document(text)).claims
    assert claims
    assert not [c for c in claims for one in c.recipients if "rebel fighters" in one.name]


def test_nobody_stands_on_both_sides_by_the_same_words(read):
    texts = [sentence for sentence, _, _ in FOUND]
    texts.append("The mission said that it had flown 11 wounded men to Bamako.")
    for claim in read(document(*texts)).claims:
        doers = {entity.mention for entity in claim.actors}
        assert doers.isdisjoint({entity.mention for entity in claim.recipients})


def test_the_contract_of_a_reader_holds(read):
    told = document(
        "Gunmen attacked a village in Plateau state on Friday, killing 12 people, police said.",
        "The governor said the attackers burned 40 houses. The army denied that it came late.",
    )
    extraction = read(told)
    check_spans(Reading.of(told, extraction))
    ids = [claim.id for claim in extraction.claims]
    assert ids
    assert len(set(ids)) == len(ids)
    assert all(0 <= claim.score <= 1 and claim.by == read.by for claim in extraction.claims)
    for claim in extraction.claims:
        assert claim.evidence.contains(claim.trigger)
        assert claim.same_as is None or claim.same_as in ids


def test_reading_twice_gives_the_same(read):
    told = document("Shells hit the market in Sloviansk on Sunday, killing three, the mayor said.")
    assert read(told) == read(told) == LearnedReader(Settings())(told)


def test_what_is_not_believed_is_rejected_with_its_score(read):
    told = document(
        "The president will visit the town that rebels shelled, and speak of the attack of 1998.",
        "The siege of the port, the fighting and the raid were on everybody's lips.",
    )
    rejected = read(told).rejections
    assert all(one.reason for one in rejected)
    for one in rejected:
        if one.stage == "extract.learned":
            assert "score" in one.reason
            assert one.span is not None


def test_every_claim_of_the_rules_is_a_claim_or_a_rejection(read):
    told = document(
        "Police fired tear gas at protesters on Monday. Two soldiers were killed in an ambush.",
        "The attack was the deadliest since 2014, when gunmen killed 70 people at a market.",
    )
    rules = RulesReader(Settings())(told)
    both = read(told)
    kept = [claim.trigger for claim in both.claims]
    left = [one.span for one in both.rejections if one.span is not None]
    for claim in rules.claims:
        assert any(span.overlaps(claim.trigger) for span in [*kept, *left])


def test_candidates_stand_in_text_order_and_once():
    told = document("Rebels attacked a post, seized guns and burned a truck on Monday.")
    names = bundled().names
    reading = RulesReader(Settings()).read(told)
    found = candidates(told, reading, Seen(told, sentences(told), bundled()), names)
    starts = [one.trigger.start for one in found]
    assert starts == sorted(starts)
    assert all(0 <= one.told <= 1 for one in found)


def test_windows_hold_each_word_of_each_sentence_once():
    told = document(*["Gunmen attacked the village of Ndele, and 14 people fled to Bria."] * 30)
    marks = bundled().names.marks
    made = windows(sentences(told), bundled().tokenizer, marks)
    words = [word for window in made for word in window.words]
    assert words == sorted(set(words))
    assert [told.text[start:end] for start, end in words[:3]] == ["Gunmen", "attacked", "the"]
    for window in made:
        assert len(window.pieces) <= MAX_PIECES
        assert (window.pieces[0], window.pieces[-1]) == marks
        assert len(window.first) == len(window.words) == len(window.shapes)


def test_an_endless_sentence_is_cut_and_does_not_fail(read):
    told = document("the army shelled " * 4000)
    assert isinstance(read(told).claims, tuple)


def test_what_the_encoder_does_not_read_is_left_to_the_rules(read, monkeypatch):
    first = "Gunmen shot dead four farmers near Bama on Sunday."
    told = document(first, "Police arrested 20 demonstrators outside the parliament on Monday.")
    monkeypatch.setattr("dateline.extract.seen.MOST", len(first) + 1)
    rules = {claim.trigger: claim for claim in RulesReader(Settings())(told).claims}
    beyond = [claim for claim in read(told).claims if claim.trigger.start > len(first)]
    assert beyond
    for claim in beyond:
        assert claim.score == rules[claim.trigger].score
        assert claim.actors == rules[claim.trigger].actors


def test_words_in_other_scripts_and_of_no_script_are_read(read):
    told = document("قصفت 🚀 Gunmen\u200b shot dead two men in Kyïv — “Київ” — on Sunday.")
    check_spans(Reading.of(told, read(told)))


def test_a_missing_model_says_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match="trained reader"):
        Weights(tmp_path)


@pytest.mark.parametrize("broken", FILES)
def test_a_broken_file_of_the_model_says_what_to_do(tmp_path, broken):
    folder = bundled().folder
    for name in FILES:
        shutil.copy(folder / name, tmp_path / name)
    (tmp_path / broken).write_bytes(b"{}")
    with pytest.raises(ConfigError, match="Install dateline again"):
        Weights(tmp_path)


def test_the_model_is_small_and_says_what_it_is():
    folder = bundled().folder
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 30_000_000
    card = (folder / "CARD.md").read_text(encoding="utf-8")
    for source in ("all-MiniLM-L6-v2", "MAVEN", "GENEVA", "WikiEvents", "re3d", "training/corpus"):
        assert source in card
    trust = json.loads((folder / "trust.json").read_text(encoding="utf-8"))
    assert trust["reports"] >= 100
