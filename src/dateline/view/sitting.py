"""Sitting: one person in front of one study; asks and decisions, one at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime

from dateline.desk import Decided as Made
from dateline.desk import Desk
from dateline.errors import ConfigError, StoreError
from dateline.judgement import Judgement, Quote
from dateline.merger_rulings import Rulings
from dateline.original import Original
from dateline.record import Record
from dateline.review import Signed
from dateline.store.database import Study
from dateline.view import decisions, incident_pages
from dateline.view.answers import (
    Decided,
    Decision,
    Gone,
    JudgementLog,
    PairQueue,
    SearchAnswer,
    StudyInfo,
    Undoing,
)
from dateline.view.answers_pages import IncidentPage, ReportPage
from dateline.view.held import Held
from dateline.view.pages import Pages


class Chair(Record, frozen=True, kw_only=True):
    """Who sits there.

    Attributes:
        who: As the person signs; None if nobody is named, then each decision names its own.
        read_only: Whether nothing can be decided.
    """

    who: str | None = None
    read_only: bool = False


class Sitting:
    """A merged study, asked and decided about from any thread."""

    def __init__(self, study: Study, chair: Chair, now: Callable[[], datetime]) -> None:
        """Read what the page asks for first.

        Args:
            study: Open; to write unless the chair is read-only. It is merged if it is not yet.
            chair: Who sits there.
            now: The clock, in UTC.

        Raises:
            StoreError: It is opened to read, and not merged yet.
        """
        self.chair = chair
        self._now = now
        self._lock = threading.Lock()
        self._desk = None if chair.read_only else Desk(study)
        rulings = self._desk.rulings if self._desk else Rulings(study)
        self._pages = Pages(study, rulings)
        self._held = Held(self._pages.incidents())

    def info(self) -> StudyInfo:
        """Return what the study is and holds."""
        with self._lock:
            return self._pages.info(self.chair.who, live=True, read_only=self.chair.read_only)

    def incidents(self) -> bytes:
        """Return all incidents as columns, as JSON."""
        with self._lock:
            return self._held.json()

    def incident(self, key: str) -> IncidentPage:
        """Return one incident in full.

        Raises:
            StoreError: There is none of this id.
        """
        with self._lock:
            return self._pages.incident(key)

    def heir(self, key: str) -> str | None:
        """Return the incident that took over one that is no more, if one did."""
        with self._lock:
            return self._pages.heir(key)

    def report(self, key: str) -> ReportPage:
        """Return one report in full.

        Raises:
            StoreError: The study does not hold it.
        """
        with self._lock:
            return self._pages.report(key)

    def original(self, key: str) -> Original:
        """Return the bytes of a report as they were kept.

        Raises:
            StoreError: The study does not hold them.
        """
        with self._lock:
            found = self._pages.study.original(key)
        if found is None:
            raise StoreError(
                "there are no such bytes in this study",
                where=key,
                advice="Open a report and follow its link",
            )
        return found

    def search(self, query: str) -> SearchAnswer:
        """Return the incidents whose evidence holds some words."""
        with self._lock:
            return self._pages.search(query)

    def pairs(self) -> PairQueue:
        """Return the incidents that may be one."""
        with self._lock:
            return self._pages.pairs()

    def judgements(self) -> JudgementLog:
        """Return the latest judgements, newest first."""
        with self._lock:
            return self._pages.judgements()

    def decide(self, decision: Decision) -> Decided:
        """Take a decision.

        Raises:
            ConfigError: Something is missing or does not fit, or nothing can be decided here.
            StoreError: There is no such incident or claim.
        """
        desk, given = self._open(), decisions.arguments(decision)
        with self._lock:
            signed = self._signed(decision.who, decision.reason, decision.quote)
            made = desk.decide(decision.action, decision.incident, given, signed)
            return self._answer(made)

    def undo(self, undoing: Undoing) -> Decided:
        """Undo a judgement, or the latest one in force.

        Raises:
            ConfigError: Nobody is named, or nothing can be decided here.
            StoreError: There is no such judgement in force.
        """
        desk = self._open()
        with self._lock:
            signed = self._signed(undoing.who, undoing.reason, None)
            return self._answer(desk.undo(undoing.judgement, signed))

    def _open(self) -> Desk:
        if self._desk is None:
            raise ConfigError(
                "nothing can be decided here",
                where="read-only",
                advice="Start dateline view without --read-only",
            )
        return self._desk

    def _signed(self, who: str | None, why: str, quote: Quote | None) -> Signed:
        name = (who or self.chair.who or "").strip()
        if not name:
            raise ConfigError("nobody is named who decides", where="who", advice="Say how you sign")
        return Signed(who=name, why=why.strip(), when=self._now(), quote=quote)

    def _answer(self, made: Made) -> Decided:
        """Return what a decision did, and keep the held columns in step."""
        ids = {item.id for item in made.changed.made} | self._about(made.judgement)
        changed = self._pages.incidents(ids)
        self._held.change(changed, made.changed.gone)
        (shown,) = decisions.pages(self._pages.rulings, [made.judgement])
        gone = tuple(Gone(id=each, heir=self._pages.heir(each)) for each in made.changed.gone)
        return Decided(revision=self._pages.revision, judgement=shown, changed=changed, gone=gone)

    def _about(self, judgement: Judgement) -> set[str]:
        """Return the incidents that a judgement is about: a comment on one makes it no other."""
        rulings = self._pages.rulings
        about = rulings.undone(judgement)
        if self._pages.study.one("SELECT 1 FROM incidents WHERE id = ?", [about.object]):
            return {about.object}
        claims = rulings.left(about)
        return set(incident_pages.incidents_of(self._pages.study, claims).values())
