"""Trade: sentences about firms and goods, whose deals and demands are no events of conflict."""

from __future__ import annotations

from dateline.extract.phrase import Phrase

_PUBLIC = frozenset(
    ("agent", "nationality", "armed", "irregular", "police", "rank", "civilian", "crowd")
)


def of_trade(phrase: Phrase) -> bool:
    """Tell whether a sentence is about firms and goods, with no state, force or people in it."""
    market = phrase.lexis.scenes["market"]
    if market.isdisjoint(phrase.lows):
        return False
    return not any(
        chunk.kinds & _PUBLIC and phrase.lows[chunk.last - 1] not in market
        for chunk in phrase.chunks
    )
