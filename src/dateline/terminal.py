"""How things look in a terminal: events as a table, a claim with its words highlighted.

Everything here takes records and a rich console; text from reports is never read
as markup, and control characters in it are shown, not obeyed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from dateline.claim import Attribution, Claim
from dateline.document import Document
from dateline.evaluation import Evaluation, Measure
from dateline.heritage import damage
from dateline.reading import Reading
from dateline.run import OUTCOMES, Account
from dateline.span import Span
from dateline.value import EventDate, Figure, Place

OUTCOME_WORDS = {
    "coded": "coded",
    "no_event": "no event",
    "duplicate": "duplicate",
    "not_english": "not English",
    "no_report": "no report found",
    "failed": "failed",
}

ROLE_STYLES = {
    "trigger": "bold reverse",
    "actor": "red",
    "recipient": "blue",
    "place": "green",
    "date": "magenta",
    "figure": "bold yellow",
    "weapon": "cyan",
    "source": "underline",
    "cue": "italic underline",
}
"""Style of each role; the legend under a highlighted text names them."""


_QUOTED = 240
"""Longest quotation in a table, in code points; `explain` shows the whole."""


def safe(words: str) -> str:
    """Return words without control characters, on one line."""
    shown = (character if character.isprintable() else " " for character in words)
    return " ".join("".join(shown).split())


def day(value: EventDate | None) -> str:
    """Return an event's days as text: "2017-07-02", "by 2017-07-04", "2017-06-01 to 2017-06-30"."""
    if value is None or value.first is None:
        return "-"
    relation = "" if value.relation == "on" else value.relation + " "
    if value.last is None or value.last == value.first:
        return f"{relation}{value.first}"
    return f"{relation}{value.first} to {value.last}"


def place(value: Place | None) -> str:
    """Return a place as text, with its level where that is more than a settlement."""
    if value is None:
        return "-"
    country = value.admin[0] if value.admin else None
    name = safe(value.name)
    if country and country not in value.name:
        name = f"{name}, {country}"
    if value.lat is None:
        return f"{name} (not in the gazetteer)"
    return name if value.level in {"settlement", None} else f"{name} ({value.level})"


def number(value: float | None) -> str:
    """Return a number without a needless fraction."""
    if value is None:
        return ""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def figure(value: Figure) -> str:
    """Return a figure as text: "killed 12 or more (civilians)"."""
    low, high = number(value.low), number(value.high)
    if value.low is None and value.high is None:
        amount = safe(value.mention.text) if value.mention else "?"
    elif value.low == value.high:
        amount = low
    elif value.high is None:
        amount = f"{low} or more"
    elif value.low is None:
        amount = f"up to {high}"
    else:
        amount = f"{low} to {high}"
    unit = f" {value.unit}" if value.unit not in {None, "persons"} else ""
    of = f" ({safe(value.of)})" if value.of else ""
    return f"{value.kind.replace('_', ' ')} {amount}{unit}{of}"


def chain(links: Sequence[Attribution]) -> str:
    """Return a chain of attribution, outermost first; "the report" for its own voice."""
    if not links:
        return "the report"
    names = [_speaker(link) for link in links]
    names[-1] += "" if links[-1].verb_class == "says" else f" ({links[-1].verb_class})"
    return " > ".join(names)


def _speaker(link: Attribution) -> str:
    """Return a speaker as inside a sentence: "a doctor" where the report begins with "A"."""
    if link.speaker is None:
        return "unnamed"
    name = safe(link.speaker.name)
    return name[0].lower() + name[1:] if name.startswith(("A ", "An ", "The ")) else name


def who(claim: Claim) -> str:
    """Return actors and recipients as text: "A, B → C"."""
    actors = ", ".join(safe(entity.name) for entity in claim.actors) or "not stated"
    recipients = ", ".join(safe(entity.name) for entity in claim.recipients)
    return f"{actors} → {recipients}" if recipients else actors


def what(claim: Claim) -> str:
    """Return the type of event, with its status unless it plainly occurred."""
    kind = claim.event_type.replace("_", " ")
    marks: list[str] = [claim.status] if claim.status != "occurred" else []
    marks += ["background"] if claim.background else []
    return f"{kind} ({', '.join(marks)})" if marks else kind


def events_table(readings: Iterable[Reading]) -> Group:
    """Return claims as tables, one a report: each claim with its quotation and who said so."""
    parts: list[Table | Text] = []
    for reading in readings:
        if reading.claims:
            parts += [_report_table(reading), Text()]
    return Group(*parts)


def _report_table(reading: Reading) -> Table:
    document = reading.document
    title = Text(safe(document.title or document.uri), style="bold")
    when = published(document)
    title.append(f"\n{safe(document.publisher or 'publisher unknown')}, {when}", style="dim")
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", expand=True,
        title=title, title_justify="left", title_style="", padding=(0, 1, 1, 0),
    )  # fmt: skip
    table.add_column("When, where", ratio=4, overflow="fold")
    table.add_column("What, who → whom, how many", ratio=6, overflow="fold")
    table.add_column("Words, and according to whom", ratio=9, overflow="fold")
    table.add_column("Claim", width=8)
    for claim in reading.claims:
        table.add_row(*_cells(claim))
    return table


def _cells(claim: Claim) -> tuple[Text, ...]:
    where = f"{day(claim.date)}\n{place(claim.place)}"
    told = [Text(what(claim), style="bold"), Text(who(claim))]
    told += [Text(figure(value)) for value in claim.figures]
    words = Text(f"“{_quotation(claim)}”\n")
    words.append(f"according to {chain(claim.attribution)}", style="italic")
    return Text(where), Text("\n").join(told), words, Text(claim.id[:8], style="dim")


def _quotation(claim: Claim) -> str:
    """Return a claim's words, cut where they are long to what stands around the trigger."""
    evidence = claim.evidence
    words = evidence.text
    if len(words) <= _QUOTED:
        return safe(words)
    at = claim.trigger.start - evidence.start
    start = max(0, min(at - _QUOTED // 2, len(words) - _QUOTED))
    start = words.find(" ", start) + 1 if start else 0
    end = words.rfind(" ", 0, start + _QUOTED) if start + _QUOTED < len(words) else len(words)
    return f"{'… ' if start else ''}{safe(words[start:end])}{' …' if end < len(words) else ''}"


def published(document: Document) -> str:
    """Return when a report appeared, as text, and on what basis."""
    value = document.published
    if value.first is None:
        return "date of publication unknown"
    days = f"{value.first}" if value.first == value.last else f"{value.first} to {value.last}"
    return f"published {days} ({value.basis})"


def roles(claim: Claim) -> list[tuple[str, Span]]:
    """Return the words of each role of a claim, in text order."""
    found: list[tuple[str, Span | None]] = [("trigger", claim.trigger)]
    found += [("actor", entity.mention) for entity in claim.actors]
    found += [("recipient", entity.mention) for entity in claim.recipients]
    found += [("place", claim.place.mention if claim.place else None)]
    found += [("date", claim.date.mention if claim.date else None)]
    for value in claim.figures:
        found += [("figure", value.mention), *(("figure", span) for span in value.also_written)]
    found += [("weapon", weapon.mention) for weapon in claim.weapons]
    for link in claim.attribution:
        found += [("source", link.source), ("cue", link.cue)]
    kept = [(role, span) for role, span in found if span is not None]
    return sorted(kept, key=lambda item: (item[1].start, item[1].end, item[0]))


def explain(reading: Reading, claim: Claim) -> Group:
    """Return a claim as a page: the words highlighted, then each field with its words."""
    document = reading.document
    blocks = _told_in(document, claim)
    legend = Text("  ")
    for role, style in ROLE_STYLES.items():
        legend.append(role, style=style).append("  ")
    fields = Table(box=None, pad_edge=False, show_header=False)
    fields.add_column(style="bold")
    fields.add_column(overflow="fold")
    fields.add_column(overflow="fold", style="dim")
    for name, value, words in details(reading, claim):
        fields.add_row(name, Text(value), Text(words))
    head = Text.assemble((what(claim), "bold"), "  ", (claim.id, "dim"))
    return Group(head, Text(), *blocks, Text(), legend, Text(), fields, Text(), _page(reading))


def _told_in(document: Document, claim: Claim) -> list[Text]:
    """Return the blocks that hold a claim's words, highlighted, with the block's kind."""
    marked = roles(claim)
    shown: list[Text] = []
    for block in document.blocks:
        inside = [(role, span) for role, span in marked if block.start <= span.start < block.end]
        if not inside:
            continue
        text = Text(document.text[block.start : block.end], overflow="fold")
        for role, span in inside:
            text.stylize(ROLE_STYLES[role], span.start - block.start, span.end - block.start)
        shown.append(Text.assemble((f"{block.kind} {block.start}-{block.end}", "dim")))
        shown.append(text)
    return shown


def _at(span: Span | None) -> str:
    return f"“{safe(span.text)}” {span.start}-{span.end}" if span else ""


def details(reading: Reading, claim: Claim) -> list[tuple[str, str, str]]:
    """Return each field of a claim: its name, its value as text, the words it rests on."""
    rows = [("status", what(claim), _at(claim.trigger))]
    for role, entities in (("actor", claim.actors), ("recipient", claim.recipients)):
        for entity in entities:
            origin = "" if entity.resolved_from == "none" else f" by {entity.resolved_from}"
            identity = f" [{entity.id}{origin}]" if entity.id else ""
            rows.append((role, f"{safe(entity.name)}{identity}", _at(entity.mention)))
    if claim.place:
        point = claim.place
        where = (
            f" {point.lat:.3f}, {point.lon:.3f}"
            if point.lat is not None and point.lon is not None
            else ""
        )
        rows.append(("place", f"{place(point)}{where}", _at(point.mention)))
    if claim.date:
        rows.append(("date", f"{day(claim.date)} ({claim.date.basis})", _at(claim.date.mention)))
    rows += [("figure", figure(value), _at(value.mention)) for value in claim.figures]
    rows += [("weapon", safe(weapon.name), _at(weapon.mention)) for weapon in claim.weapons]
    for link in claim.attribution:
        name = safe(link.speaker.name) if link.speaker else "unnamed"
        kind = f" ({link.speaker.kind})" if link.speaker and link.speaker.kind else ""
        rows.append(("according to", f"{name}{kind} {link.verb_class}", _at(link.source)))
    rows += _damaged(reading, claim)
    rows += _codes(claim)
    rows.append(("read by", f"{claim.by}, score {claim.score:.2f}", ""))
    return rows


def _damaged(reading: Reading, claim: Claim) -> list[tuple[str, str, str]]:
    """Return what was damaged and how much of it, with EAMENA's class of that share."""
    told = damage(claim, reading.mentions)
    if told is None:
        return []
    rows = [
        ("damaged", f"{safe(one.words)} ({one.kind})", _at(one.mention)) for one in told.objects
    ]
    if told.extent_class is not None and told.share_low is not None:
        share = f"{told.share_low:.0%}, EAMENA class {told.extent_class} ({told.basis})"
        rows.append(("share damaged", share, ""))
    return rows


def _codes(claim: Claim) -> list[tuple[str, str, str]]:
    rows: list[tuple[str, str, str]] = []
    if claim.plover:
        rows.append(("PLOVER", " ".join(filter(None, (claim.plover.event, claim.plover.mode))), ""))
    if claim.acled:
        rows.append(("ACLED", f"{claim.acled.event_type} / {claim.acled.sub_event_type}", ""))
    rows += [("CAMEO", claim.cameo, "")] if claim.cameo else []
    rows += [("UCDP", f"type of violence {claim.ucdp}", "")] if claim.ucdp else []
    rows += [("lost in codes", loss, "") for loss in claim.losses]
    return rows


def _page(reading: Reading) -> Text:
    document = reading.document
    reason = document.published.reason
    lines = [
        f"{safe(document.publisher or 'publisher unknown')}: {safe(document.title or '')}",
        published(document),
        *([f"  {safe(reason)}"] if reason else []),
        f"{document.uri}  {document.id}",
    ]
    return Text("\n".join(lines), style="dim")


def account_text(account: Account) -> Text:
    """Return the row account: how many inputs were read and what became of them."""
    parts = [f"{account.outcomes.get(name, 0):,} {OUTCOME_WORDS[name]}" for name in OUTCOMES]
    text = Text(f"{account.read:,} read = " + " + ".join(parts))
    if account.earlier:
        text.append(f"\n{account.earlier:,} of them finished by an earlier run")
    for reason, count in account.failures.items():
        text.append(f"\n  failed: {count:,} × {safe(reason)}")
    return text


def evaluation(result: Evaluation, *, errors: bool) -> Group:
    """Return an evaluation as tables: measures, leaks, and with `errors` what did not match."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("measure")
    for name in ("value", "95 % interval", "precision", "recall", "cases"):
        table.add_column(name, justify="right")
    for measure in result.measures:
        table.add_row(*_measure_cells(measure))
    leaks = ", ".join(f"{count} in {name}" for name, count in result.leaks.items())
    lines = [f"claims in furniture or no-event passages: {leaks}", f"reports: {result.reports}"]
    lines += [f"not read: {', '.join(result.unread)}"] if result.unread else []
    if errors:
        lines += [
            f"{item.what}: {item.report}: {item.event_type}: “{safe(item.words)[:110]}”"
            for item in result.unmatched
        ]
    return Group(table, Text("\n".join(lines)))


def _measure_cells(measure: Measure) -> tuple[str, ...]:
    def shown(value: float | None) -> str:
        return "-" if value is None else f"{value:.3f}"

    interval = "-" if measure.low is None else f"{shown(measure.low)} to {shown(measure.high)}"
    return (
        measure.name,
        shown(measure.value),
        interval,
        shown(measure.precision),
        shown(measure.recall),
        str(measure.cases),
    )


def say(message: str) -> None:
    """Print a message to standard error; text from reports in it is made safe."""
    print(f"dateline: {safe(message)}", file=sys.stderr)


def make_console(*, stderr: bool = False) -> Console:
    """Return a console; where output is no terminal, wide and plain."""
    console = Console(stderr=stderr, highlight=False)
    return console if console.is_terminal else Console(stderr=stderr, highlight=False, width=120)
