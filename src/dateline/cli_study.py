"""Commands that look into a study: show, explain, export, evaluate."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import click
import msgspec

from dateline import terminal
from dateline.errors import ConfigError, StoreError
from dateline.evaluation import Evaluation, Measure
from dateline.evaluation import evaluate as compare
from dateline.gold import read_gold
from dateline.reading import Reading
from dateline.store import exports
from dateline.store.database import Study

EXIT_BELOW = 4


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.option("--type", "event_type", help="Only this type of event.")
@click.option("--words", help="Only claims whose evidence holds these words.")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True)
@click.option(
    "--rejected", is_flag=True, help="List the inputs that gave no reading, with reasons."
)
def show(
    study: Path, event_type: str | None, words: str | None, limit: int, *, rejected: bool
) -> None:
    """Show what a study holds: its events as a table, or what was left out."""
    with Study(study, read_only=True) as opened:
        console = terminal.make_console()
        if rejected:
            _show_rejected(opened)
            return
        chosen = _choose(opened, event_type, words, limit)
        console.print(terminal.events_table(chosen))
        shown = sum(len(reading.claims) for reading in chosen)
        documents, claims = opened.one(
            "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM claims)"
        )
        terminal.make_console(stderr=True).print(
            f"{shown:,} of {claims:,} claims shown, from {documents:,} documents; "
            f"content hash {opened.digest()[:16]}"
        )


def _choose(study: Study, event_type: str | None, words: str | None, limit: int) -> list[Reading]:
    query = """SELECT c.document, c.id FROM claims c JOIN documents d ON d.id = c.document
               WHERE (?1 IS NULL OR c.event_type = ?1)
                 AND (?2 IS NULL OR contains(lower(c.evidence), lower(?2)))
               ORDER BY d.uri, c.position LIMIT ?3"""
    chosen: dict[str, set[str]] = {}
    for document, claim in study.all(query, [event_type, words, limit]):
        chosen.setdefault(document, set()).add(claim)
    return [_only(study, document, claims) for document, claims in chosen.items()]


def _only(study: Study, document: str, claims: set[str]) -> Reading:
    reading = _reading(study, document)
    kept = tuple(claim for claim in reading.claims if claim.id in claims)
    return Reading(document=reading.document, claims=kept)


def _show_rejected(study: Study) -> None:
    query = """SELECT uri, outcome, reason, advice FROM rejections WHERE outcome IS NOT NULL
               ORDER BY outcome, uri"""
    for uri, outcome, reason, advice in study.all(query):
        line = f"{terminal.OUTCOME_WORDS[outcome]}: {uri}: {reason}"
        click.echo(terminal.safe(f"{line}. {advice}" if advice else line))


@click.command()
@click.argument("claim")
@click.option(
    "-s", "--study", type=click.Path(path_type=Path), help="By default the only one in this folder."
)
def explain(claim: str, study: Path | None) -> None:
    """Show the words that a claim was read from, and what each field rests on.

    CLAIM is a claim's id, or its first characters as the tables show them.
    """
    with Study(study or _only_study(), read_only=True) as opened:
        document, identity = _find_claim(opened, claim)
        reading = _reading(opened, document)
        chosen = next(item for item in reading.claims if item.id == identity)
        terminal.make_console().print(terminal.explain(reading, chosen))


def _find_claim(study: Study, beginning: str) -> tuple[str, str]:
    query = "SELECT document, id FROM claims WHERE starts_with(id, ?) ORDER BY id"
    found = study.all(query, [beginning])
    if len(found) != 1:
        problem = f"{len(found)} claims begin so" if found else "no claim begins so"
        advice = "Ids stand in the last column of dateline show"
        raise StoreError(problem, where=beginning, advice=advice)
    return found[0][0], found[0][1]


def _reading(study: Study, document: str) -> Reading:
    reading = study.reading(document)
    if reading is None:
        raise StoreError("the document is not in the study", where=document, advice="Code it again")
    return reading


def _only_study() -> Path:
    found = sorted(Path().glob("*.duckdb"))
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise ConfigError(
            f"{len(found)} studies in this folder ({names})",
            where="--study",
            advice="Name one with --study FILE",
        )
    return found[0]


@click.command()
@click.argument("study", type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(sorted(exports.FORMATS)), required=True, help="Which."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File or folder; else standard output."
)
@click.option("--hxl", is_flag=True, help="Add a row of HXL tags under the names (csv).")
def export(study: Path, form: str, output: Path | None, *, hxl: bool) -> None:
    """Write a study in a form that other programs read."""
    with Study(study, read_only=True) as opened:
        for path, count in exports.write(opened, form, output, tagged=hxl):
            terminal.say(f"wrote {path}: {count:,} rows")


@click.command()
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("readings", type=click.Path(path_type=Path))
@click.option("--floor", multiple=True, metavar="MEASURE=VALUE", help="Exit with 4 if below.")
@click.option("--errors", is_flag=True, help="List what did not match, with its words.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
def evaluate(
    gold: Path, readings: Path, floor: tuple[str, ...], *, errors: bool, as_json: bool
) -> None:
    """Score READINGS (JSON lines or a study) against hand-coded reports in GOLD."""
    floors = dict(_floor(item) for item in floor)
    result = compare(list(read_gold(gold)), _by_doc_id(readings))
    if as_json:
        click.echo(msgspec.json.encode(result).decode())
    else:
        terminal.make_console().print(terminal.evaluation(result, errors=errors))
    below = [_below(name, value, result) for name, value in floors.items()]
    for message in filter(None, below):
        terminal.say(message)
    if any(below):
        sys.exit(EXIT_BELOW)


def _floor(words: str) -> tuple[str, float]:
    name, _, value = words.partition("=")
    try:
        return name, float(value)
    except ValueError:
        raise ConfigError(
            "no number stands after =", where=f"--floor {words}", advice="Write detection=0.6"
        ) from None


def _below(name: str, floor: float, result: Evaluation) -> str | None:
    found: Measure | None = next((item for item in result.measures if item.name == name), None)
    if found is None:
        known = ", ".join(item.name for item in result.measures)
        raise ConfigError("no such measure", where=f"--floor {name}", advice=f"Known: {known}")
    if found.value is not None and found.value >= floor:
        return None
    value = "without cases" if found.value is None else f"{found.value:.3f}"
    return f"{name} is {value}, below {floor}"


def _by_doc_id(path: Path) -> Mapping[str, Reading]:
    """Return readings by their own id, else by the stem of their file's name."""
    return {
        reading.document.doc_id or _stem(reading.document.uri): reading
        for reading in _readings_of(path)
    }


def _stem(uri: str) -> str:
    return Path(uri.partition("#")[0].rpartition(":")[2]).stem


def _readings_of(path: Path) -> Iterator[Reading]:
    if path.suffix == ".duckdb":
        with Study(path, read_only=True) as study:
            yield from study.readings()
        return
    try:
        lines: Iterable[bytes] = path.read_bytes().splitlines()
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError(problem, where=str(path), advice="Check the path") from error
    for number, line in enumerate(lines, 1):
        try:
            yield msgspec.json.decode(line, type=Reading)
        except msgspec.DecodeError as error:
            advice = "Make the file with: dateline code REPORTS --format jsonl"
            where = f"{path} line {number}"
            raise ConfigError(f"no reading: {error}", where=where, advice=advice) from error
