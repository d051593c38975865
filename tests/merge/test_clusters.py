"""Clusters depend on points and judgements only, and judgements win."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.merge.clusters import Pair, cluster, components, pair

POINTS: dict[Pair, float] = {
    ("a", "b"): 2.0, ("b", "c"): 2.0, ("a", "c"): 1.0, ("c", "d"): 0.5, ("a", "d"): -5.0,
    ("b", "d"): -5.0, ("e", "f"): -1.0,
}  # fmt: skip
CLAIMS = {claim: f"report {claim}" for claim in "abcdef"}


def test_the_average_decides_and_not_one_bridge() -> None:
    assert cluster(CLAIMS, POINTS) == [("a", "b", "c"), ("d",), ("e",), ("f",)]


def test_what_a_person_judged_one_is_one() -> None:
    assert ("e", "f") in cluster(CLAIMS, POINTS, must=[("f", "e")])
    assert cluster(CLAIMS, POINTS, must=[("a", "d")])[0] != ("a", "b", "c")


def test_what_a_person_judged_two_is_two() -> None:
    found = cluster(CLAIMS, POINTS, cannot=[("b", "a")])
    assert not any({"a", "b"} <= set(group) for group in found)
    assert any("c" in group and len(group) == 2 for group in found)


def test_two_against_one_chain_of_judgements() -> None:
    """The two that were judged two stay so, though each was judged one with a third."""
    found = cluster(
        {claim: claim for claim in "abc"}, {}, must=[("a", "b"), ("b", "c")], cannot=[("a", "c")]
    )
    assert found == [("a", "b"), ("c",)]


def test_a_vague_claim_follows_the_precise_one_of_its_report() -> None:
    points = {("a", "b"): 1.0, ("a", "c"): 3.0, ("b", "c"): -3.5}
    told = {"a": "one report", "b": "one report", "c": "another"}
    assert cluster(told, points) == [("a", "b", "c")]
    assert cluster({claim: claim for claim in "abc"}, points) == [("a", "c"), ("b",)]


def two_stories(each: int, own: float, shared: float) -> list[tuple[str, ...]]:
    """Return the clusters of two stories, each told by so many reports."""
    told = [f"{story}{number}" for story in "xy" for number in range(each)]
    points = {
        pair(one, other): own if one[0] == other[0] else shared
        for one in told
        for other in told
        if one < other
    }
    return cluster({claim: claim for claim in told}, points)


def test_two_stories_told_often_need_half_of_what_holds_each_together() -> None:
    assert [len(group) for group in two_stories(8, own=4.0, shared=1.0)] == [8, 8]
    assert [len(group) for group in two_stories(8, own=4.0, shared=3.0)] == [16]


def test_two_stories_told_once_or_twice_need_no_more_than_a_little() -> None:
    assert [len(group) for group in two_stories(2, own=4.0, shared=1.0)] == [4]


def test_one_more_report_joins_the_story_that_it_has_a_little_in_common_with() -> None:
    told = [f"x{number}" for number in range(8)]
    points = {pair(one, other): 6.0 for one in told for other in told if one < other}
    points |= {pair("late", one): 0.3 for one in told}
    assert len(cluster({claim: claim for claim in [*told, "late"]}, points)) == 1


def test_components_are_sorted() -> None:
    assert components("dcba", [("d", "b")]) == [("a",), ("b", "d"), ("c",)]


ids = st.sampled_from([f"{number:02d}" for number in range(12)])
pairs = st.tuples(ids, ids).filter(lambda each: each[0] != each[1]).map(lambda each: pair(*each))


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(pairs, st.floats(-6, 6), max_size=40), st.sets(pairs, max_size=3),
    st.sets(pairs, max_size=3), st.randoms(use_true_random=False),
)  # fmt: skip
def test_order_never_matters_and_judgements_always_hold(
    points: dict[Pair, float], must: set[Pair], cannot: set[Pair], shuffle: random.Random
) -> None:
    claims = {f"{number:02d}": f"report {number // 3}" for number in range(12)}
    found = cluster(claims, points, must, cannot)
    assert sorted(claim for group in found for claim in group) == list(claims)
    of = {claim: group for group in found for claim in group}
    assert all(of[left] != of[right] for left, right in cannot)
    if not cannot:
        assert all(of[left] == of[right] for left, right in must)
    mixed = list(points.items())
    shuffle.shuffle(mixed)
    order = list(claims.items())
    shuffle.shuffle(order)
    held, barred = list(must), list(cannot)
    shuffle.shuffle(held)
    assert cluster(dict(order), dict(mixed), held, barred) == found
