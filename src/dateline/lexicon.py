"""Reads and checks the words of dateline: the YAML files of `dateline_data`.

Everything in `dateline_data` is data, no code. A file is read once a process,
checked against the record type that its reader asks for, and named with the
offending entry when it is wrong.
"""

from __future__ import annotations

import functools
import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec
import yaml

from dateline.errors import ConfigError

T = TypeVar("T")

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def data_file(name: str) -> Traversable:
    """Return the data file `name` ("events.yaml", "actors/syria.yaml").

    Raises:
        ConfigError: There is no such file.
    """
    path = files("dateline_data").joinpath(*name.split("/"))
    if not path.is_file() and not path.is_dir():
        raise ConfigError(
            "no such file in dateline_data",
            where=name,
            advice="Reinstall dateline: its package data is incomplete",
        )
    return path


@functools.cache
def read_data(name: str, kind: type[T]) -> T:
    """Return a data file's content, checked to be a `kind` (a record or a container of them).

    Raises:
        ConfigError: The file is missing, is no YAML, or does not fit `kind`.
    """
    return parse(data_file(name).read_text(encoding="utf-8"), kind, where=name)


def parse(text: str, kind: type[T], *, where: str) -> T:
    """Return YAML text as a checked `kind`.

    Raises:
        ConfigError: The text is no YAML, or does not fit `kind`.
    """
    try:
        content = yaml.load(text, _LOADER)  # noqa: S506  (both loaders are safe ones)
        return msgspec.convert(content, kind, strict=True)
    except yaml.YAMLError as error:
        raise ConfigError(f"no valid YAML: {error}", where=where, advice="Mend the file") from error
    except msgspec.ValidationError as error:
        raise ConfigError(str(error), where=where, advice="Mend the entry it names") from error


@functools.cache
def digest(*names: str) -> str:
    """Return a hash over data files, for the signature of a stage that uses them."""
    total = hashlib.sha256()
    for name in names:
        total.update(name.encode())
        total.update(data_file(name).read_bytes())
    return total.hexdigest()[:16]
