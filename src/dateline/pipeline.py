"""Coder: from one original to one reading. Everything up to `link`, as one function."""

from __future__ import annotations

import traceback

import msgspec

from dateline import __version__
from dateline.document import Document
from dateline.errors import DatelineError, UnreadableError
from dateline.original import Original
from dateline.reading import Extraction, Reading
from dateline.record import content_id
from dateline.rejection import Rejection
from dateline.settings import Settings
from dateline.stage import Cleaner, Extractor, Linker, find


class Coder:
    """Codes originals, one after the other, each by itself.

    Attributes:
        by: Signature of the version, all stages and the settings: two coders with the
            same signature give the same readings.
    """

    def __init__(self, settings: Settings, *, strict: bool = False) -> None:
        """Open the stages that the settings name.

        Args:
            settings: Which stages, and how.
            strict: Raise what nobody foresaw instead of turning it into a rejection.

        Raises:
            StageError: A stage is not installed.
            ConfigError: A stage's data is wrong.
        """
        self._strict = strict
        self._settings = settings
        self._clean: Cleaner = find("clean", settings.clean)(settings)
        self._extract: Extractor = find("extract", settings.extract)(settings)
        self._link: list[Linker] = [find("link", name)(settings) for name in settings.link]
        signatures = [self._clean.by, self._extract.by, *(linker.by for linker in self._link)]
        self.by = content_id(__version__, *signatures, settings.to_json().decode())

    def __call__(self, original: Original) -> Reading | Rejection:
        """Return what was read from an original, or why nothing was."""
        stage = f"clean.{self._settings.clean}"
        try:
            document = self._clean(original)
            if isinstance(document, Rejection):
                return msgspec.structs.replace(document, uri=original.uri)
            stage = self._extract.by
            extraction = self._extract(document)
            for linker in self._link:
                stage = linker.by
                extraction = linker(document, extraction)
        except UnreadableError as error:
            return _failed(original, stage, error.problem, error.advice)
        except MemoryError:
            advice = "Raise limits.memory_mb in dateline.toml, or split the report"
            return _failed(original, stage, "it takes more memory than allowed", advice)
        except TimeoutError:
            advice = "Raise limits.seconds in dateline.toml, or look at what the page holds"
            return _failed(original, stage, "it takes more time than allowed", advice)
        except Exception as error:  # the one broad except: a bad original never stops a run
            if self._strict:
                raise
            return _unforeseen(original, stage, error)
        return Reading.of(document, _within(extraction, document, self._settings.threshold))

    def read(self, text: str) -> Reading | Rejection:
        """Return what was read from a text."""
        content = text.encode("utf-8", "surrogatepass")
        return self(Original(uri="text:", media_type="text/plain", content=content))


def _within(extraction: Extraction, document: Document, threshold: float) -> Extraction:
    """Return the extraction without claims below the threshold, each left out by name."""
    low = [claim for claim in extraction.claims if claim.score < threshold]
    if not low:
        return extraction
    rejections = tuple(
        Rejection(
            stage="threshold",
            reason=f"a claim of {claim.event_type} with score {claim.score:.2f}, below {threshold}",
            span=document.span(claim.trigger.start, claim.trigger.end),
        )
        for claim in low
    )
    return msgspec.structs.replace(
        extraction,
        claims=tuple(claim for claim in extraction.claims if claim.score >= threshold),
        rejections=extraction.rejections + rejections,
    )


def _failed(original: Original, stage: str, reason: str, advice: str) -> Rejection:
    name = stage.partition("@")[0]
    return Rejection(stage=name, reason=reason, uri=original.uri, outcome="failed", advice=advice)


def _unforeseen(original: Original, stage: str, error: Exception) -> Rejection:
    if isinstance(error, DatelineError):
        return _failed(original, stage, f"{error.where}: {error.problem}", error.advice)
    reason = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    rejection = _failed(
        original, stage, reason, "Please report this with the file: it is an error in dateline"
    )
    return msgspec.structs.replace(rejection, detail="".join(traceback.format_exception(error)))
