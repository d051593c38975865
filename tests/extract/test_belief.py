"""How signs become a score, and how two answers are weighed."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.belief import (
    Candidate,
    Expert,
    belief,
    best,
    claim_signs,
    log_odds,
    role_signs,
)
from dateline.extract.scene import Scene
from dateline.extract.seen import SeenEvent
from dateline.span import Span

WORD, SENTENCE = Span(4, 11, "shelled"), Span(0, 19, "They shelled a town")


def seen(sureness=0.9, retelling=0.1):
    return SeenEvent(
        trigger=WORD,
        sureness=sureness,
        types=np.array([0.2, 0.8], dtype=np.float32),
        statuses=np.array([0.9, 0.1], dtype=np.float32),
        background=0.0,
        retelling=retelling,
        roles={"actor": (), "recipient": (), "weapon": ()},
    )


def candidate(**changed):
    plain = Candidate(
        trigger=WORD, evidence=SENTENCE, event=seen(), told=0.9, scene=Scene(None, accident=False)
    )
    return msgspec.structs.replace(plain, **changed)


def test_without_weights_nothing_is_known():
    assert belief({"always": 1.0, "encoder": 1.0}, {}) == 0.5


@given(st.floats(0, 1))
def test_log_odds_grow_with_probability_and_are_bounded(probability):
    value = log_odds(probability)
    assert -6 <= value <= 6
    assert (value > 0) == (probability > 0.5) or abs(value) < 1e-6


@given(st.floats(-8, 8), st.floats(0, 1), st.floats(0, 1))
def test_belief_is_a_probability(weight, one, other):
    signs = {"always": 1.0, "encoder_told": log_odds(one)}
    low, high = (belief({**signs, "x": x}, {"x": weight}) for x in sorted((one, other)))
    assert 0 < low < 1
    assert 0 < high < 1
    assert (low <= high) == (weight >= 0) or low == high


def test_what_only_the_encoder_sees_has_signs_of_its_own():
    signs = claim_signs(candidate())
    assert signs["encoder"] == 1.0
    assert signs["encoder_told"] == pytest.approx(log_odds(0.9))
    assert "rules" not in signs


def test_what_the_rules_left_out_is_told_apart():
    signs = claim_signs(candidate(left_out=True))
    assert signs["left_out"] == 1.0
    assert "encoder" not in signs


def test_a_scene_that_explains_the_word_is_a_sign():
    signs = claim_signs(candidate(elsewhere=True, scene=Scene("sport", accident=False)))
    assert signs["encoder_elsewhere"] == 1.0
    assert signs["encoder_armed"] == 0.0


def test_roles_are_told_by_who_states_them():
    assert role_signs("encoder", 0.8, 0.9)["encoder_linked"] == pytest.approx(log_odds(0.8))
    assert role_signs("rules", 0.0, 0.9)["rules_linked"] == -3.0
    assert "encoder" not in role_signs("encoder_beside", 0.8, 0.9)


def test_the_encoder_is_overruled_by_enough_favour_only():
    shares = [0.7, 0.3]
    assert best(("battle", "attack"), shares, "attack", Expert(power=1.0, favour=0.5)) == "battle"
    assert best(("battle", "attack"), shares, "attack", Expert(power=1.0, favour=2.0)) == "attack"


def test_of_equal_choices_the_first_is_taken():
    assert best(("a", "b"), [0.5, 0.5], None, Expert(power=1.0, favour=3.0)) == "a"
