"""The files of a published folder: data as scripts, tables to download, and words about them.

A page opened from a disk may not fetch files, but it may run scripts that lie beside it. So data
are scripts, see `publish_packed`.
"""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dateline.view.answers import IncidentTable

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' file:",  # not every browser takes the files beside a file for its own
        "style-src 'self' file:",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
PLAIN_POLICY = "default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'"

_EPOCH = date(1970, 1, 1)


def page(built: str, title: str) -> str:
    """Return the built page with its content policy and its data.

    Args:
        built: The page as it was built from web/.
        title: What is published.

    Raises:
        AssertionError: The built page is not as this expects it.
    """
    policy = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}" />'
    data = (
        f'{policy}\n    <script defer src="data/study.js"></script>\n'
        '    <script defer src="data/incidents.js"></script>'
    )
    charset = '<meta charset="utf-8" />'
    without = (
        "This page needs JavaScript. It loads nothing from elsewhere. Without it: "
        '<a href="about.html">how this was made, and the data</a>.'
    )
    marks = {
        charset: f"{charset}\n    {data}",
        "<title>dateline</title>": f"<title>{html.escape(title)}</title>",
        "This page needs JavaScript. It loads nothing from elsewhere.": without,
    }
    for mark, text in marks.items():
        if built.count(mark) != 1:
            raise AssertionError(f"the built page has no single {mark}")
        built = built.replace(mark, text)
    return built


def about(title: str, method: Sequence[str], citation: str, downloads: Mapping[str, str]) -> str:
    """Return the page that says how it was made, how to cite it and what can be downloaded."""
    said = "\n".join(f"<p>{html.escape(each)}</p>" for each in method)
    links = "\n".join(
        f'<li><a href="{path}" download>{path}</a>: {html.escape(what)}</li>'
        for path, what in downloads.items()
    )
    return f"""<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="{PLAIN_POLICY}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <title>About: {html.escape(title)}</title>
    <link rel="stylesheet" href="about.css" />
  </head>
  <body>
    <main>
      <p><a href="index.html">Back to the incidents</a></p>
      <h1>{html.escape(title)}</h1>
      <h2>How this was made</h2>
{said}
      <h2>Data</h2>
      <ul>
{links}
      </ul>
      <h2>How to cite it</h2>
      <pre tabindex="0">{html.escape(citation)}</pre>
      <h2>In a page of your own</h2>
      <p>Put this folder on your site, and this line into your page, with the folder's address:</p>
      <pre tabindex="0">{html.escape(embed(title))}</pre>
    </main>
  </body>
</html>
"""


def embed(title: str) -> str:
    """Return the line by which another page shows this one."""
    return (
        '<iframe src="https://example.org/site/index.html" '
        f'title="{html.escape(title)}" width="100%" height="640" loading="lazy" '
        'sandbox="allow-scripts allow-popups allow-downloads"></iframe>\n'
    )


STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.55 system-ui, sans-serif; margin: 0; padding: 1rem; }
main { max-width: 44rem; margin: 0 auto; }
h1 { font-size: 1.6rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { font-size: 1.15rem; margin-top: 2rem; }
p, li { overflow-wrap: anywhere; }
pre {
  font: 0.85rem/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
  border: 1px solid #8886; border-radius: 6px; padding: 0.75rem;
}
"""


def rows(table: IncidentTable, sources: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """Return the columns as one record an incident, words in place of numbers.

    Args:
        table: The columns.
        sources: Addresses or names of the reports of each incident.
    """
    found = []
    for row in range(table.count):
        key = table.id[row]
        first, last = table.first[row], table.last[row]
        found.append(
            {
                "incident": key,
                "event_type": table.lists.types[table.type[row]],
                "status": table.status[row],
                "denied": table.denied[row],
                "date_from": _day(first),
                "date_to": _day(last),
                "place": _word(table.lists.places, table.place[row]),
                "country": _word(table.lists.countries, table.country[row]),
                "admin1": _word(table.lists.admin1, table.admin1[row]),
                "lat": table.lat[row],
                "lon": table.lon[row],
                "place_level": table.level[row],
                "precision_km": table.precision_km[row],
                "actors": [table.lists.names[each] for each in table.actors[row]],
                "recipients": [table.lists.names[each] for each in table.recipients[row]],
                **{name: getattr(table, name)[row] for name in _FIGURES},
                "reports": table.reports[row],
                "independent_sources": table.sources[row],
                "review_status": table.review[row],
                "edited": [table.lists.fields[each] for each in table.edited[row]],
                "headline": table.title[row],
                "sources": list(sources.get(key, ())),
            }
        )
    return found


_FIGURES = (
    "killed_low", "killed_best", "killed_high", "wounded_low", "wounded_best", "wounded_high",
)  # fmt: skip


def _day(number: int | None) -> str | None:
    return None if number is None else (_EPOCH + timedelta(days=number)).isoformat()


def _word(words: Sequence[str], number: int | None) -> str | None:
    return None if number is None else words[number]


def table_text(records: Sequence[Mapping[str, Any]]) -> bytes:
    """Return records as CSV in UTF-8 with a byte order mark; no cell begins as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(records[0] if records else ())
    writer.writerows([_cell(value) for value in record.values()] for record in records)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return f"'{value}"
    return value


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return files as one archive; the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, compresslevel=9)
    return made.getvalue()
