"""Statements over clauses and sentences: where one's words end and another's begin."""

from __future__ import annotations

import pytest

from extract.marked import read


def said(text: str) -> list[tuple[str | None, str, list[str], str | None]]:
    """Return source, cue, content and the source of the outer statement of each statement."""
    statements = read(text).statements
    names = {one.id: one.source.text if one.source else None for one in statements}
    return [
        (
            one.source.text if one.source else None,
            one.cue.text if one.cue else "",
            [piece.text.rstrip(".") for piece in one.content],
            names.get(one.inside or ""),
        )
        for one in statements
    ]


def test_a_semicolon_parts_two_speakers() -> None:
    found = said("The army said it took the mill; rebels said the fight went on.")
    assert found == [
        ("The army", "said", ["it took the mill"], None),
        ("rebels", "said", ["the fight went on"], None),
    ]


def test_another_speakers_clause_after_a_turn_is_its_own() -> None:
    found = said("The army said it took the mill, but residents said troops had fled.")
    assert [(source, content, outer) for source, _, content, outer in found] == [
        ("The army", ["it took the mill"], None),
        ("residents", ["troops had fled"], None),
    ]


def test_two_verbs_share_a_speaker() -> None:
    found = said("The admiral denied that his men had fired and claimed that rebels had.")
    assert [(source, cue) for source, cue, _, _ in found] == [
        ("The admiral", "denied"), ("The admiral", "claimed"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("AFP reports that a medic said ten men had died.", "AFP", "a medic"),
        ("AFP, citing a medic, said ten men had died.", "AFP", "a medic"),
        ("Ten men had died, AFP reported, quoting unnamed medics.", "AFP", "medics"),
        ("AFP quoted a medic as saying ten men had died.", "AFP", "a medic"),
        ("A medic quoted by AFP said ten men had died.", "AFP", "A medic"),
        ("The colonel claimed on Radio Mill that ten men had died.", "Radio Mill", "The colonel"),
        ("Hezbollah, through its Mill outlet, said ten men had died.", "Mill outlet", "Hezbollah"),
    ],
)
def test_who_carries_whose_words(text: str, outer: str, inner: str) -> None:
    found = said(text)
    innermost = [one for one in found if one[3] == outer]
    assert [one[0] for one in innermost] == [inner]
    assert any("ten men had died" in piece.lower() for piece in innermost[0][2])
    assert [one[3] for one in found if one[0] == outer] == [None]


def test_a_colon_opens_the_paragraph_after_it() -> None:
    text = "The following communique was issued by the War Office:\n\nWe took a mill. Ten men fell."
    assert said(text) == [("the War Office", "issued", ["We took a mill", "Ten men fell"], None)]


def test_a_colon_opens_a_list() -> None:
    text = "The governor said:\n\n1. Ten huts burned.\n\n2. Two men died.\n\nIt rained."
    (statement,) = said(text)
    assert "Two men died" in statement[2]
    assert "It rained" not in statement[2]


def test_a_quotation_goes_back_to_its_beginning() -> None:
    text = '"They came at dawn. They burned ten huts. We ran," said Amina Sule.'
    assert [one[2] for one in said(text)] == [
        ['"They came at dawn', "They burned ten huts", 'We ran,"']
    ]


def test_a_quotation_goes_on_until_it_is_closed() -> None:
    text = 'The mayor wrote: "We mourn ten men. Two huts burned. We will rebuild." It rained.'
    (statement,) = said(text)
    assert [piece.rstrip(".") for piece in statement[2]] == [
        '"We mourn ten men', "Two huts burned", 'We will rebuild."',
    ]  # fmt: skip


def test_quoted_words_of_nobody_are_the_last_speakers() -> None:
    text = (
        '"Our boats crossed the ford at night," the communique read.\n\n'
        'It stopped rebels from burning "barges that they had moored there" again. It rained.'
    )
    (statement,) = said(text)
    assert len(statement[2]) == 2


@pytest.mark.parametrize(
    "denial", ["The army denied it.", "The army denied this.", "The army rejected the charge."]
)
def test_a_denial_of_what_was_said_covers_it(denial: str) -> None:
    found = said(f"A monitor said troops burned ten huts. {denial}")
    assert [(one[0], one[2], one[3]) for one in found] == [
        ("A monitor", ["troops burned ten huts"], None),
        ("The army", ["troops burned ten huts"], None),
    ]


def test_only_the_quotation_is_said_where_a_clause_stands_before_it() -> None:
    found = said('When the army entered the town, "it joined in," said a baker.')
    assert found[0][2] == ['"it joined in,"']


def test_an_act_told_before_a_relative_clause_is_said_by_its_speaker() -> None:
    (statement,) = said("The dispatch of ten jets, which the minister announced, changes little.")
    assert statement[2][0] == "The dispatch of ten jets, which"


def test_claiming_responsibility_is_a_statement_by_itself() -> None:
    found = said("The Mill Guard, which is banned, later claimed responsibility.")
    assert found == [("The Mill Guard", "claimed responsibility", ["claimed responsibility"], None)]


def test_a_pretended_speaker_says_nothing_by_pretending() -> None:
    found = said("A man claiming to speak for the rebels said ten men had died.")
    assert [one[1] for one in found] == ["said"]


def test_a_speaker_within_a_quotation_is_no_source() -> None:
    assert said("I said ten men had died.") == []


@pytest.mark.parametrize(
    ("headline", "source", "content"),
    [
        ("Army: ten rebels killed in Gao", "Army", "ten rebels killed in Gao"),
        ("Ten rebels killed in Gao: police", "police", "Ten rebels killed in Gao"),
        ("Ten killed as blast hits bus - officials", "officials", "Ten killed as blast hits bus"),
    ],
)
def test_a_mark_in_a_headline_is_a_cue(headline: str, source: str, content: str) -> None:
    ((found, _, pieces, _),) = said(f"# {headline}\nIt rained.")
    assert (found, pieces) == (source, [content])


@pytest.mark.parametrize(
    "headline", ["Syria: ten killed in raid", "Gao: blast kills ten", "Rebels kill ten - again"]
)
def test_a_place_before_a_mark_is_no_source(headline: str) -> None:
    assert said(f"# {headline}\nIt rained.") == []


def test_a_mark_in_the_text_is_no_cue() -> None:
    assert said("# A fire\nPolice: ten rebels killed in Gao.") == []


def test_a_denial_whose_subject_is_it_denies_its_own_clause() -> None:
    found = said("Witnesses heard planes. The coalition denies that it carried out the strike.")
    assert found[-1] == ("The coalition", "denies", ["it carried out the strike"], None)
