"""Search: words in the evidence of claims, whatever their case and accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from dateline.span import Span
from dateline.store.database import Study
from dateline.view import reports
from dateline.view.answers import SearchAnswer, SearchHit

_HITS = 200
_TERMS = re.compile(r'"([^"]*)"?|(\S+)')

_EVIDENCE = """
    SELECT i.incident, c.id, c.evidence FROM claims c JOIN incident_claims i ON i.claim = c.id
    JOIN incidents n ON n.id = i.incident
    ORDER BY n.reports DESC, n.id, i.role <> 'tells', c.document, c.position"""


def terms(query: str) -> tuple[str, ...]:
    """Return what must be found: each word, and words in quotation marks together."""
    found = (quoted or word for quoted, word in _TERMS.findall(query))
    folded = (" ".join(fold(each).split()) for each in found)
    return tuple(dict.fromkeys(each for each in folded if each))


def fold(words: str) -> str:
    """Return words in small letters without accents."""
    if words.isascii():
        return words.lower()
    return "".join(map(_folded, words))


def _folded(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character.casefold())
    return "".join(each for each in plain if not unicodedata.combining(each))


def matches(words: str, wanted: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return where terms stand in some words, as code points of these words, in their order."""
    places: list[int] = []
    pieces: list[str] = []
    space = True
    for place, character in enumerate(words):
        folded = " " if character.isspace() else _folded(character)
        if folded == " " and space:
            continue  # runs of white space count as one space, as in a term
        space = folded == " "
        pieces.append(folded)
        places += [place] * len(folded)
    text = "".join(pieces)
    found = {
        (places[hit.start()], places[hit.end() - 1] + 1)
        for term in wanted
        for hit in re.finditer(re.escape(term), text)
    }
    return tuple(sorted(found))


class Search:
    """The evidence of all claims of incidents, ready to be searched.

    Decisions move claims from incident to incident, and never change evidence: where a claim
    is now is asked again each time.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        rows = study.all(_EVIDENCE)
        self._claims = [row[1] for row in rows]
        self._folded = [" ".join(fold(row[2]).split()) for row in rows]

    def find(self, query: str, revision: str) -> SearchAnswer:
        """Return the incidents of which one claim's evidence holds all terms, best first.

        Those with more claims that do come first; an empty query finds nothing.
        """
        wanted = terms(query)
        claims = self._found(wanted) if wanted else []
        of = dict(
            self._study.all(
                """SELECT claim, incident FROM incident_claims
                   WHERE claim IN (SELECT unnest(?::VARCHAR[]))""",
                [claims],
            )
        )
        by_incident: dict[str, list[str]] = {}
        for claim in claims:
            if claim in of:
                by_incident.setdefault(of[claim], []).append(claim)
        best = sorted(by_incident, key=lambda incident: -len(by_incident[incident]))
        shown = [(each, claim) for each in best for claim in by_incident[each]][:_HITS]
        return SearchAnswer(
            query=query,
            revision=revision,
            incidents=tuple(best),
            hits=tuple(self._hits(shown, wanted)),
        )

    def _found(self, wanted: Sequence[str]) -> list[str]:
        first, *others = sorted(wanted, key=len, reverse=True)
        places = [place for place, text in enumerate(self._folded) if first in text]
        for term in others:
            places = [place for place in places if term in self._folded[place]]
        return [self._claims[place] for place in places]

    def _hits(self, shown: Sequence[tuple[str, str]], wanted: Sequence[str]) -> Iterator[SearchHit]:
        ids = [claim for _, claim in shown]
        query = f"""SELECT c.id, c.document, c.evidence_start, c.evidence_end, c.evidence
                    FROM claims c WHERE c.id IN ({reports.marks(ids)})"""  # noqa: S608
        rows = {row[0]: row[1:] for row in self._study.all(query, ids)}
        texts = reports.texts(self._study, {row[0] for row in rows.values()})
        for incident, claim in shown:
            document, start, end, evidence = rows[claim]
            span = Span(start, end, evidence)
            yield SearchHit(
                incident=incident,
                claim=claim,
                quote=reports.quotation(document, texts[document], span),
                matches=tuple(
                    (start + low, start + high) for low, high in matches(evidence, wanted)
                ),
            )
