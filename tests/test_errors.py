"""Errors say what is wrong, where, and what to do, on both sides of a process border."""

from __future__ import annotations

import pickle

import pytest

from dateline import errors
from dateline.lexicon import parse, read_data
from dateline.settings import read_settings


def test_an_error_has_three_parts_and_survives_pickling() -> None:
    error = errors.StoreError("it is locked", where="a.duckdb", advice="Close it")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  (our own bytes)
    assert str(again) == "a.duckdb: it is locked. Close it"
    assert (type(again), again.advice) == (errors.StoreError, "Close it")


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    named = {line.split()[1] for line in (errors.__doc__ or "").splitlines() if "──" in line}
    kinds = {kind.__name__ for kind in errors.DatelineError.__subclasses__()}
    assert named == kinds


def test_wrong_data_is_named() -> None:
    with pytest.raises(errors.ConfigError, match="lexicon"):
        parse("a: [", dict[str, int], where="lexicon.yaml")
    with pytest.raises(errors.ConfigError, match="Expected `int`"):
        parse("a: b", dict[str, int], where="lexicon.yaml")
    with pytest.raises(errors.ConfigError, match="no such file"):
        read_data("nothing.yaml", dict[str, int])


def test_settings_name_what_they_do_not_know(tmp_path) -> None:
    path = tmp_path / "dateline.toml"
    path.write_text('extract = "rules"\n[limits]\nseconds = 5\n')
    assert read_settings(path).limits.seconds == 5
    path.write_text("colour = 3\n")
    with pytest.raises(errors.ConfigError, match="colour"):
        read_settings(path)
    with pytest.raises(errors.ConfigError, match="Check the path"):
        read_settings(tmp_path / "absent.toml")
    assert read_settings(None).extract
