"""Releases: a study as a Frictionless data package that explains and checks itself.

The same inputs, settings and judgements give the same bytes: no clock and no name of the
study's file goes into a release.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from dateline import __version__
from dateline.errors import ConfigError
from dateline.record import Record
from dateline.store import releases_checks, releases_codebook
from dateline.store.database import Study
from dateline.store.exports.tables import PUBLIC, copy
from dateline.store.releases_checks import Check
from dateline.store.releases_columns import Column, Table, codes, tables
from dateline.store.releases_quotations import CHARACTERS, WORDS, quoted

_TYPES = {
    "VARCHAR": "string", "BOOLEAN": "boolean", "INTEGER": "integer", "BIGINT": "integer",
    "DOUBLE": "number", "DATE": "date",
}  # fmt: skip

_WITHOUT_TEXTS = (
    "The texts of the reports are left out: no column quotes more than "
    f"{WORDS} words or {CHARACTERS} characters in a row, and documents have the hash of their text."
)


class Edition(Record, frozen=True, kw_only=True):
    """What people say about a release.

    Attributes:
        version: Its version, such as `v1`.
        title: Its title.
        authors: Whom to cite.
        date: Day of the release, ISO 8601; None to leave it out.
        licence: SPDX identifier of the licence; None if there is none.
        texts: Whether the reports' texts are in it, or short quotations only.
    """

    version: str
    title: str = "Conflict events coded with dateline"
    authors: tuple[str, ...] = ()
    date: str | None = None
    licence: str | None = None
    texts: bool = True


def write_release(study: Study, edition: Edition, output: Path) -> tuple[Check, ...]:
    """Write a release into a new folder, whole or not at all, and return its checks.

    Raises:
        ConfigError: The folder is in use or cannot be written.
    """
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise ConfigError(
            "there is something already", where=str(output), advice="Choose a new folder for -o"
        )
    unfinished = output.with_name(output.name + ".unfinished")
    try:
        shutil.rmtree(unfinished, ignore_errors=True)
        checks = _write(study, edition, unfinished)
        if output.is_dir():
            output.rmdir()
        unfinished.rename(output)
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError(problem, where=str(output), advice="Choose another -o") from error
    return checks


def _write(study: Study, edition: Edition, folder: Path) -> tuple[Check, ...]:
    described, queries = tables(study), PUBLIC
    if not edition.texts:
        described, queries = quoted(described)
    counts = _write_tables(study, queries, folder / "data")
    checks = releases_checks.run_checks(study, described)
    digest = study.digest()
    texts = {
        "checks.md": releases_checks.markdown(checks),
        "codebook.md": releases_codebook.markdown(edition.title, described),
        "codebook.html": releases_codebook.html(edition.title, described),
        "CITATION.cff": citation_text(edition, digest),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    _put_json(folder / "datapackage.json", _package(edition, described, folder, counts))
    manifest = _manifest(study, edition, digest, counts)
    if not edition.texts:
        manifest["quotations"] = {"words": WORDS, "characters": CHARACTERS}
    manifest["checks"] = {"made": len(checks), "broken": sum(1 for c in checks if c.broken)}
    manifest["files"] = [
        {"path": path.relative_to(folder).as_posix(), **_stamp(path)}
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    ]
    _put_json(folder / "manifest.json", manifest)
    return checks


def _write_tables(study: Study, queries: Mapping[str, str], folder: Path) -> dict[str, int]:
    """Write each table in both forms; return how many rows each file has."""
    folder.mkdir(parents=True)
    return {
        f"{table}.{form}": copy(study, query, folder / f"{table}.{form}", form)
        for form in ("csv", "parquet")
        for table, query in queries.items()
    }


def _put_json(path: Path, content: object) -> None:
    path.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")


def _stamp(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return {
            "bytes": path.stat().st_size,
            "sha256": hashlib.file_digest(file, "sha256").hexdigest(),
        }


def _package(
    edition: Edition, described: Sequence[Table], folder: Path, counts: dict[str, int]
) -> dict[str, Any]:
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": re.sub(r"[^a-z0-9]+", "-", edition.title.lower()).strip("-") or "release",
        "title": edition.title,
        "version": edition.version,
    }
    if not edition.texts:
        package["description"] = _WITHOUT_TEXTS
    if edition.date:
        package["created"] = f"{edition.date}T00:00:00Z"
    if edition.licence:
        package["licenses"] = [{"name": edition.licence}]
    if edition.authors:
        package["contributors"] = [{"title": name, "role": "author"} for name in edition.authors]
    package["resources"] = [
        _resource(table, form, folder, counts) for form in ("csv", "parquet") for table in described
    ]
    return package


def _resource(table: Table, form: str, folder: Path, counts: dict[str, int]) -> dict[str, Any]:
    path = f"data/{table.name}.{form}"
    stamp = _stamp(folder / path)
    resource: dict[str, Any] = {
        "name": table.name if form == "csv" else f"{table.name}-parquet",
        "path": path,
        "title": table.meaning.title,
        "description": table.meaning.about,
        "format": form,
        "mediatype": "text/csv" if form == "csv" else "application/vnd.apache.parquet",
        "bytes": stamp["bytes"],
        "hash": f"sha256:{stamp['sha256']}",
        "rows": counts[f"{table.name}.{form}"],
        "schema": _schema(table),
    }
    if form == "csv":
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8"}
        resource["dialect"] = {"delimiter": ",", "lineTerminator": "\n", "header": True}
    return resource


def _schema(table: Table) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_field(column, column.name in table.meaning.key) for column in table.columns],
        "missingValues": [""],
    }
    if table.meaning.key:
        schema["primaryKey"] = list(table.meaning.key)
    keys = [
        {
            "fields": [column],
            "reference": {"resource": "" if target == table.name else target, "fields": ["id"]},
        }
        for column, target in table.meaning.points.items()
    ]
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: Column, required: bool) -> dict[str, Any]:  # noqa: FBT001  (private)
    meaning = column.meaning
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "any"),
        "title": meaning.label,
        "description": meaning.about,
    }
    if column.type == "TIMESTAMP":
        field |= {"type": "datetime", "format": "any"}
    if meaning.unit:
        field["unit"] = meaning.unit
    constraints: dict[str, Any] = {"required": True} if required else {}
    if meaning.codes:
        constraints["enum"] = list(codes(meaning.codes))
    if constraints:
        field["constraints"] = constraints
    return field


def citation_text(edition: Edition, digest: str) -> str:
    """Return a CITATION.cff; an edition without a version has none there."""
    citation: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": edition.title,
        "authors": [{"name": name} for name in edition.authors or ("Authors not named",)],
        "identifiers": [
            {
                "type": "other",
                "value": f"sha256:{digest}",
                "description": "Hash of the study's content.",
            }
        ],
    }
    if edition.version:
        citation["version"] = edition.version
    if edition.date:
        citation["date-released"] = edition.date
    if edition.licence:
        citation["license"] = edition.licence
    text: str = yaml.safe_dump(citation, sort_keys=False, allow_unicode=True, width=100)
    return text


def _manifest(
    study: Study, edition: Edition, digest: str, counts: dict[str, int]
) -> dict[str, Any]:
    inputs = study.all("SELECT uri, document, outcome FROM inputs ORDER BY uri")
    failures = study.all(
        """SELECT outcome, reason, count(*) FROM rejections WHERE outcome IS NOT NULL
           GROUP BY ALL ORDER BY ALL"""
    )
    outcomes = Counter(outcome for _, _, outcome in inputs)
    settings = study.all("SELECT DISTINCT settings FROM runs ORDER BY ALL")
    coders = study.all("SELECT coder FROM inputs UNION SELECT coded_by FROM claims ORDER BY ALL")
    rule = study.one("SELECT rule FROM merge_rule")
    return {
        "version": edition.version,
        "date": edition.date,
        "dateline": __version__,
        "content": f"sha256:{digest}",
        "coders": [row[0] for row in coders],
        "settings": [msgspec.json.decode(row[0]) for row in settings],
        "figure_rule": rule[0] if rule else None,
        "account": {
            "read": len(inputs),
            "outcomes": {name: outcomes[name] for name in codes("outcome")},
            "reasons": [
                {"outcome": outcome, "reason": reason, "inputs": count}
                for outcome, reason, count in failures
            ],
        },
        "judgements": study.one("SELECT count(*) FROM judgements")[0],
        "rows": {name.removesuffix(".csv"): n for name, n in counts.items() if ".csv" in name},
        "inputs": [
            {"uri": uri, "sha256": _hash(document), "outcome": outcome}
            for uri, document, outcome in inputs
        ],
    }


def _hash(document: str | None) -> str | None:
    return document.removeprefix("sha256:") if document else None
