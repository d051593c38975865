"""A published folder: written whole or not at all, and never over somebody else's files."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec

from dateline.errors import ConfigError
from dateline.record import Record

MARK = "dateline-site.json"
"""The file that says that a folder was made here, and which files are in it."""


class Made(Record, frozen=True, kw_only=True):
    """What a published folder holds: the hash of each file."""

    made_by: str
    files: dict[str, str]


@contextmanager
def new_folder(output: Path, version: str) -> Iterator[Path]:
    """Give a folder to write into, and put it in the place of `output` if all went well.

    Raises:
        ConfigError: There is something at `output` that was not made here, or nothing can be
            written there.
    """
    check_free(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{output.name}.", dir=output.parent))
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError(problem, where=str(output), advice="Choose another -o") from error
    try:
        new = beside / "new"
        new.mkdir()
        yield new
        _mark(new, version)
        _exchange(new, output, beside / "old")
    except OSError as error:
        problem = error.strerror or str(error)
        raise ConfigError(problem, where=str(output), advice="Choose another -o") from error
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def check_free(output: Path) -> None:
    """See that nothing is lost if `output` is written anew.

    Raises:
        ConfigError: It holds something that was not made here.
    """
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        raise ConfigError(
            "this is no folder that could be written anew",
            where=str(output),
            advice="Choose a new folder for -o",
        )
    there = set(_files(output))
    if not there:
        return
    made = _made(output / MARK)
    if made is None:
        raise ConfigError(
            "this folder was not made by dateline publish, so it is left alone",
            where=str(output),
            advice="Choose a new folder for -o",
        )
    strange = sorted(there - made.files.keys() - {MARK})
    strange += [
        name for name, digest in made.files.items()
        if name in there and _sha256(output / name) != digest
    ]  # fmt: skip
    if strange:
        raise ConfigError(
            f"somebody put a file of their own there, or changed one: {strange[0]}",
            where=str(output),
            advice="Move it elsewhere, or choose a new folder for -o",
        )


def _made(mark: Path) -> Made | None:
    try:
        return msgspec.json.decode(mark.read_bytes(), type=Made)
    except (OSError, msgspec.DecodeError):
        return None


def _files(folder: Path) -> Iterable[str]:
    return (
        path.relative_to(folder).as_posix()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _mark(folder: Path, version: str) -> None:
    digests: Mapping[str, str] = {name: _sha256(folder / name) for name in _files(folder)}
    made = Made(made_by=f"dateline publish {version}", files=dict(digests))
    (folder / MARK).write_bytes(msgspec.json.format(made.to_json(), indent=1) + b"\n")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)  # a web server must be able to read it


def _exchange(new: Path, output: Path, old: Path) -> None:
    """Put one folder in the place of another; if that fails, the other is there as before.

    Raises:
        OSError: It failed.
    """
    moved = output.exists()
    if moved:
        output.rename(old)
    try:
        new.rename(output)
    except OSError:
        if moved:
            with contextlib.suppress(OSError):
                old.rename(output)
        raise
