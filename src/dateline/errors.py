"""Every exception dateline raises.

    DatelineError
    ├── ConfigError        a setting, a lexicon entry or a command is wrong
    ├── UnreadableError    an input cannot be read as what it claims to be
    ├── OffsetError        a span does not fit the text it is used on
    ├── StageError         a stage broke its contract
    └── StoreError         a study cannot be opened, or is of another version

Each message has three parts: what is wrong, where exactly, what to do.
"""

from __future__ import annotations


class DatelineError(Exception):
    """The base of all errors that dateline raises on purpose.

    Attributes:
        problem: What is wrong, in one clause.
        where: The file, line, field or span it is about.
        advice: What the reader of the message can do.
    """

    def __init__(self, problem: str, *, where: str, advice: str) -> None:
        super().__init__(f"{where}: {problem}. {advice}")
        self.problem = problem
        self.where = where
        self.advice = advice

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the three parts when an error crosses a process border."""
        return (_rebuild, (type(self), self.problem, self.where, self.advice))


def _rebuild(kind: type[DatelineError], problem: str, where: str, advice: str) -> DatelineError:
    return kind(problem, where=where, advice=advice)


class ConfigError(DatelineError):
    """A setting, a lexicon entry or a command is wrong; raised at once."""


class UnreadableError(DatelineError):
    """An input cannot be read as what it claims to be; becomes a rejection."""


class OffsetError(DatelineError):
    """A span does not fit the text it is used on."""


class StageError(DatelineError):
    """A stage broke its contract, or does not exist."""


class StoreError(DatelineError):
    """A study cannot be opened, is in use, or is of another version."""
