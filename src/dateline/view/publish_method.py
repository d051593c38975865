"""What is said of a published folder: how it was made, in paragraphs."""

from __future__ import annotations

from collections.abc import Mapping

from dateline import __version__
from dateline.record import Record
from dateline.store.releases import Edition
from dateline.view.answers import IncidentTable
from dateline.view.publish_limits import QUOTATION, REPORT, Obscured


class Publication(Record, frozen=True, kw_only=True):
    """What is published, and what is said of it.

    Attributes:
        edition: Title, authors, day and licence.
        everything: Whether incidents that nobody reviewed are published too.
        obscured: Which coordinates are coarsened; None: none.
    """

    edition: Edition
    everything: bool = False
    obscured: Obscured | None = None


def method(
    publication: Publication, table: IncidentTable, reports: int, left_out: Mapping[str, int]
) -> tuple[str, ...]:
    """Return how a publication was made, a paragraph each.

    Args:
        publication: What was asked for.
        table: What is published.
        reports: In how many reports it stands.
        left_out: How many incidents are not published, by review status.
    """
    said = [
        _MADE.format(_counted(table.count, "incident"), _counted(reports, "report"), __version__),
        _reviewed(table.count, table.review.count("unreviewed")),
        _left_out(left_out),
        _FIGURES,
        _QUOTED.format(QUOTATION, REPORT),
    ]
    obscured = publication.obscured
    if obscured:
        said.append(_OBSCURED.format("Some places" if obscured.places else "Places", obscured.km))
    said.append("Places: GeoNames, CC BY 4.0. Borders, rivers and lakes: Natural Earth.")
    licence = publication.edition.licence
    if licence:
        said.append(f"Licence of the data: {licence}. Quotations belong to their outlets.")
    return tuple(each for each in said if each)


_MADE = (
    "{}, told by {}. dateline {} read the reports: it finds the words that say that something "
    "happened, who did it to whom, where, when, how many, and according to whom, and takes "
    "together what several reports tell of one happening. Every value leads to its words."
)
_FIGURES = (
    "Where reports give other figures, all of them are shown with who says so, and one range is "
    "chosen by the rule that is named beside it. Reports that copy one another are one source."
)
_QUOTED = (
    "Reports are quoted in at most {} characters at a time and {:,} characters in all; offsets and "
    "hashes lead to the words in the whole text."
)
_OBSCURED = (
    "{} are shown in the middle of a square of {:g} km, on the map and in the data. Names of "
    "places still stand in the text."
)


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _reviewed(count: int, unreviewed: int) -> str:
    if not unreviewed:
        return "A person looked at each incident and accepted it."
    if unreviewed == count:
        return "No person has reviewed these incidents: a program read them."
    return (
        f"A person looked at {count - unreviewed:,} of them and accepted them. The other "
        f"{unreviewed:,} are marked: a program read them, and no person has reviewed them."
    )


def _left_out(left_out: Mapping[str, int]) -> str:
    parts = []
    if left_out.get("unreviewed"):
        parts.append(f"{_counted(left_out['unreviewed'], 'incident')} that nobody has reviewed")
    if left_out.get("rejected"):
        parts.append(f"{_counted(left_out['rejected'], 'incident')} that a person rejected")
    return f"Left out: {' and '.join(parts)}." if parts else ""
