"""How incidents look in a terminal: a table of them, one of them in full, the log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from dateline import terminal
from dateline.incident import FigureTable, Incident, IncidentClaim
from dateline.judgement import Judgement
from dateline.record import Record
from dateline.value import FigureKind

_NAMES = 3
"""Names shown of those who did it, and of those it was done to."""

_STATES = {
    "counts": "",
    "part": "a part",
    "revised": "revised later",
    "copy": "in a copy",
    "doubtful": "a party's word",
    "not_told": "does not tell it",
}


class ShownClaim(Record, frozen=True, kw_only=True):
    """What the table of one incident shows of a claim.

    Attributes:
        item: Its part in the incident.
        outlet: Publisher of the report.
        published: Day of the report, as text.
        what: Type and status.
        evidence: Its words.
        reasons: What speaks most for it being about this happening, as text.
    """

    item: IncidentClaim
    outlet: str
    published: str
    what: str
    evidence: str
    reasons: str


def _table(*columns: tuple[str, int]) -> Table:
    table = Table(box=box.HORIZONTALS, pad_edge=False, show_edge=False, header_style="bold")
    for name, ratio in columns:
        table.add_column(name, ratio=ratio, overflow="fold")
    return table


def incidents_table(incidents: Iterable[Incident]) -> Table:
    """Return incidents as a table: one row a happening."""
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", expand=True,
        padding=(0, 1, 1, 0),
    )  # fmt: skip
    for name, ratio in (("When, where", 4), ("What, who → whom", 6), ("How many", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    table.add_column("Told by", ratio=6, overflow="fold")
    table.add_column("Incident", width=8)
    for item in incidents:
        table.add_row(*_cells(item))
    return table


def _cells(item: Incident) -> tuple[Text, ...]:
    denied = any(each.role == "denies" for each in item.claims)
    says = ", ".join(terminal.safe(name) for name in item.sources)
    counts = [(kind, amount(item, kind)) for kind in ("killed", "wounded")]
    told = Text(f"{_number(item.reports, 'report')}, {_number(len(item.sources), 'source')}:\n")
    told.append(f"{says}; denied" if denied else says, style="italic")
    return (
        Text(f"{_when(item)}\n{terminal.place(item.place)}"),
        Text("\n").join([Text(_what(item), style="bold"), Text(_who(item))]),
        Text("\n".join(f"{kind} {words}" for kind, words in counts if words != "-") or "-"),
        told,
        Text(item.id[:8], style="dim"),
    )


def _number(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _when(item: Incident) -> str:
    if item.first is None:
        return "-"
    return str(item.first) if item.first == item.last else f"{item.first} to {item.last}"


def _what(item: Incident) -> str:
    others = ", ".join(kind.replace("_", " ") for kind in item.event_types[1:])
    main = item.event_type.replace("_", " ")
    marks: list[str] = [item.status] if item.status != "occurred" else []
    marks += [item.review] if item.review != "unreviewed" else []
    text = f"{main} ({', '.join(marks)})" if marks else main
    return f"{text}; {others}" if others else text


def _who(item: Incident) -> str:
    actors = _few(item.actors) or "not stated"
    return f"{actors} → {_few(item.recipients)}" if item.recipients else actors


def _few(names: Sequence[str]) -> str:
    """Return the names told most, and how many there are besides."""
    shown = ", ".join(terminal.safe(name) for name in names[:_NAMES])
    return f"{shown} and {len(names) - _NAMES} more" if len(names) > _NAMES else shown


def amount(item: Incident, kind: FigureKind) -> str:
    """Return the chosen range of a kind of figure: "24 to 31", "9", "12 or more", "-"."""
    table = item.figure(kind)
    if table is None or (table.low is None and table.high is None):
        return "-"
    low, high = terminal.number(table.low), terminal.number(table.high)
    if low == high:
        return low
    return f"{low} to {high}" if low and high else f"{low} or more" if low else f"up to {high}"


def incident_page(item: Incident, shown: Sequence[ShownClaim], copied: Mapping[str, str]) -> Group:
    """Return one incident in full: its fields, every claim, every figure, what was judged.

    Args:
        item: The incident.
        shown: Its claims, in the order in which their reports appeared.
        copied: For each copy among its reports, what it changed.
    """
    head = "\n".join(
        line
        for line in (
            f"incident {item.id}",
            f"{_what(item)}, {_when(item)}, {terminal.place(item.place)}",
            _who(item),
            f"{item.reports} reports, {len(item.sources)} independent sources: "
            + ", ".join(terminal.safe(name) for name in item.sources),
            f"set by a person: {', '.join(item.edited)}" if item.edited else "",
            f"took over: {', '.join(item.previous)}" if item.previous else "",
            *(
                f"the machine disagrees with judgement {each.judgement[:8]} on {each.field}: "
                f"judged {each.judged}, machine {each.machine}"
                for each in item.disputes
            ),
            *(f"copy: {terminal.safe(words)}" for words in copied.values()),
        )
        if line
    )
    parts: list[Text | Table] = [Text(head), _claims(shown)]
    for table in item.figures:
        parts += [Text(_chosen(table), style="bold"), _figures(table)]
    return Group(*parts)


def _claims(shown: Sequence[ShownClaim]) -> Table:
    table = _table(
        ("Claim", 2), ("Role", 2), ("Report", 4), ("What", 3), ("Words", 9), ("Because", 5)
    )
    for each in shown:
        role = f"{each.item.role} (copy)" if each.item.copied else each.item.role
        report = f"{terminal.safe(each.outlet)}, {each.published}"
        cells = (each.item.claim[:8], role, report, each.what)
        words = f"“{terminal.safe(each.evidence)}”"
        table.add_row(*(Text(cell) for cell in (*cells, words, each.reasons)))
    return table


def _chosen(table: FigureTable) -> str:
    low, best, high = (terminal.number(each) or "-" for each in (table.low, table.best, table.high))
    unit = f" {table.unit}" if table.unit not in {None, "persons"} else ""
    kind = table.kind.replace("_", " ")
    return f"{kind}{unit}: low {low}, best {best}, high {high} ({table.rule}: {table.reason})"


def _figures(table: FigureTable) -> Table:
    shown = _table(("Words", 3), ("Of", 3), ("According to", 5), ("Said", 2), ("", 3), ("Claim", 2))
    for row in table.tellings:
        cells = (row.words, row.of or "", row.speaker, str(row.said or "-"))
        shown.add_row(
            *(Text(terminal.safe(cell)) for cell in (*cells, _STATES[row.state], row.claim[:8]))
        )
    return shown


def log_table(log: Iterable[Judgement], standing: frozenset[str]) -> Table:
    """Return judgements as a table, oldest first; `standing` are the ids of those in force."""
    table = _table(
        ("When", 3), ("Who", 2), ("What", 2), ("Incident", 2), ("Details", 5), ("Why", 6), ("Id", 2)
    )
    for item in log:
        table.add_row(*(Text(terminal.safe(cell)) for cell in _log_cells(item, standing)))
    return table


def _log_cells(item: Judgement, standing: frozenset[str]) -> tuple[str, ...]:
    details = ""
    if item.field:
        details = f"{item.field}: {item.before or '-'} to {item.after or '-'}"
    elif item.undo_of:
        details = f"of {item.undo_of[:8]}"
    elif item.other:
        apart = item.action in {"split", "not-same"}
        details = f"{'from' if apart else 'with'} {item.other[:8]}"
    if item.action != "undo" and item.id not in standing:
        details = f"{details} (undone)".strip()
    when = item.decided.strftime("%Y-%m-%d %H:%M:%S")
    return when, item.who, item.action, item.object[:8], details, item.reason, item.id[:8]
