"""The codebook of a release: every column with its unit and label, as Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from dateline.store.releases_columns import Column, Table, codes

_HEAD = ("column", "label", "type", "unit", "description")
_TYPES = {
    "VARCHAR": "text",
    "BOOLEAN": "true or false",
    "INTEGER": "whole number",
    "BIGINT": "whole number",
    "DOUBLE": "number",
    "DATE": "day",
    "TIMESTAMP": "time, UTC",
}
_STYLE = """body { font: 1rem/1.5 sans-serif; margin: 2rem auto; max-width: 70rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #ccc; padding: .3rem; text-align: left; vertical-align: top }
"""


def markdown(title: str, tables: Sequence[Table]) -> str:
    """Return the codebook as Markdown."""
    lines = [f"# Codebook: {title}", ""]
    for table in tables:
        lines += [f"## {table.name}: {table.meaning.title}", "", table.meaning.about, ""]
        lines += _markdown_table(_HEAD, [_cells(column) for column in table.columns])
    for name in _lists(tables):
        lines += [f"## Values of {name}", ""]
        lines += _markdown_table(("value", "meaning"), list(codes(name).items()))
    return "\n".join(lines)


def html(title: str, tables: Sequence[Table]) -> str:
    """Return the codebook as one HTML page that needs nothing else."""
    parts = [
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f"<title>Codebook: {escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>",
        f"<h1>Codebook: {escape(title)}</h1>",
    ]
    for table in tables:
        parts.append(f"<h2>{escape(table.name)}: {escape(table.meaning.title)}</h2>")
        parts.append(f"<p>{escape(table.meaning.about)}</p>")
        parts += _html_table(_HEAD, [_cells(column) for column in table.columns])
    for name in _lists(tables):
        parts.append(f'<h2 id="{escape(name)}">Values of {escape(name)}</h2>')
        parts += _html_table(("value", "meaning"), list(codes(name).items()))
    return "\n".join([*parts, "</body>\n</html>\n"])


def _cells(column: Column) -> tuple[str, ...]:
    meaning = column.meaning
    values = f" Values of {meaning.codes}, below." if meaning.codes else ""
    kind = _TYPES.get(column.type, column.type.lower())
    return (column.name, meaning.label, kind, meaning.unit or "", meaning.about + values)


def _lists(tables: Sequence[Table]) -> list[str]:
    used = (column.meaning.codes for table in tables for column in table.columns)
    return sorted({name for name in used if name})


def _markdown_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [*("| " + " | ".join(_in_cell(cell) for cell in line) + " |" for line in lines), ""]


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|")


def _html_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "<table>"
    yield "<tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in head) + "</tr>"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
    yield "</table>"
