"""Takes the words for an actor apart: a name, a state's body, a description, a pronoun.

"a unit of the Syrian Democratic Forces" is named by its last words, "IS fighters" by
its first, "Russian jets" by a state and what its army has; "the jihadist force" needs
something that came before it; "gunmen" are nobody's and stay so.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from dateline.link.actor_names import Hit, Token, key_of, tokens_of
from dateline.register import Actor, Country, Register

PhraseKind = Literal[
    "named", "state", "adjective", "body", "people", "described", "pronoun", "words"
]

PRONOUNS = frozenset("they them their theirs it its he him his she her hers who whom which".split())
_DEFINITE = frozenset("the this that these its their his her said same".split())
_OTHERS = frozenset("other others another such rival both those".split())
_OWNERS = frozenset("its their his her".split())
_FORMER = frozenset(("former", "ex"))
_ONE = frozenset("a an one another".split())
_BEFORE = _DEFINITE | frozenset(
    """a an some several many most all each every any no few dozens hundreds thousands scores of
    at least up to about around nearly almost over than more another other others two three four
    five six seven eight nine ten eleven twelve dozen hundred thousand suspected alleged presumed
    unidentified unknown heavily armed two-dozen one first second former so called ex both those
    such""".split()
)
_BREAKS = frozenset(
    """of from in at on near with by who whom which that loyal belonging under inside outside
    around backed led allied affiliated linked aligned inspired trained against for to armed
    wearing carrying riding dressed opposed commanded supported sent based stationed deployed
    fighting backing as after before while when where during since killed""".split()
)
_OF = frozenset("of from loyal belonging to in under commanded within inside for".split())
_LINKS = frozenset(
    """backed led affiliated linked inspired held controlled aligned allied run trained sponsored
    style era born supported funded occupied dominated owned made built supplied appointed
    friendly occupied bound anti pro non counter""".split()
)
_MEMBERS = frozenset(
    """members member fighters fighter unit units elements element cell cells soldiers soldier
    troops forces force militants militant gunmen men man band bands column columns convoy patrol
    cadres commander commanders wing branch supply detachment part parts section battalion
    battalions brigade company squad group groups faction fighters' insurgents rebels guerrillas
    officers officer personnel servicemen paratroopers planes aircraft jets warplanes ships
    positions headquarters guards militiamen contingent body remnants wings camps bases position
    camp base peacekeepers peacekeeper observers cadre guerrilla guerrillas militia""".split()
)
_PARTS: Mapping[str, str] = {
    "dateline:role-soldiers": "army",
    "dateline:role-arms": "army",
    "dateline:role-sites": "army",
    "dateline:role-units": "army",
    "dateline:role-security-forces": "security-forces",
    "dateline:role-air-force": "air-force",
    "dateline:role-navy": "navy",
    "dateline:role-police": "police",
    "dateline:role-government": "government",
    "dateline:role-intelligence": "intelligence",
    "dateline:role-defence-ministry": "defence-ministry",
    "dateline:role-foreign-ministry": "foreign-ministry",
    "dateline:role-interior-ministry": "interior-ministry",
    "dateline:role-health-ministry": "health-ministry",
}
"""Which body of a state a role after its name stands for."""

POSSESSIONS = frozenset(("dateline:role-arms", "dateline:role-sites", "dateline:role-units"))
"""Roles that act for an owner and never refer to one by themselves."""

_BACKING = frozenset("backed supported allied led aligned partner".split())
"""Words that tell whom others stand behind: "Kurdish-led", "U.S.-backed", "partner"."""

_ARMED_SECTORS = frozenset(("MIL", "REB", "PRM", "UAF", "CRM", "COP"))
"""Sectors of roles that a name before them owns: "Abu Sayyaf gunmen" are Abu Sayyaf's."""

_NOT_OF_THE_STATE = frozenset(
    """mutinous mutineer rebel local municipal regional provincial city deserting former retired
    private reserve foreign enemy traffic federal village surrendering renegade breakaway""".split()
)
"""Words before "police" or "soldiers" by which they are not simply the state's."""

_OF_SITES = frozenset("s army military air naval frontline border main forward".split())
"""Words between an owner and its position that leave it a position of its army."""

_INSTITUTIONS = frozenset(
    """army military police government navy authorities troops soldiers regime policemen
    servicemen paratroopers marines""".split()
) | {"air force", "security forces", "armed forces", "government forces", "government troops",
     "police officers", "riot police", "government soldiers", "intelligence service",
     "defence ministry", "defense ministry",
     "foreign ministry", "interior ministry", "health ministry"}  # fmt: skip
"""Words that name a body of the state a report is about, without saying which state."""


class Phrase(NamedTuple):
    """What some words for an actor are made of.

    A `people` phrase names nationals ("the Belgians"), a `words` phrase nobody.

    Attributes:
        kind: What they are.
        hit: The register's name in them that they are named by.
        role: The role their head word tells.
        country: The state of a `state`, `adjective` or `body`, or of the people meant.
        part: The body of the state, for a `body`.
        definite: Whether they point back ("the group").
        backers: Names in them of those who back whom they mean ("U.S.-backed fighters").
        institution: Whether they name a body of some state not said.
        words: The words from which traits are read.
        owner: A possessive before them ("its fighters"), folded.
        single: Whether they speak of one ("a soldier").
    """

    kind: PhraseKind
    hit: Hit | None = None
    role: Actor | None = None
    country: Country | None = None
    part: str | None = None
    definite: bool = False
    backers: tuple[Hit, ...] = ()
    institution: bool = False
    words: tuple[str, ...] = ()
    owner: str | None = None
    single: bool = False

    @property
    def belongs(self) -> bool:
        """Whether the words, with a possessive before them, mean part of the owner."""
        return bool(self.words) and (
            self.words[-1] in _MEMBERS or (self.role is not None and bool(self.role.traits))
        )


class Phrases:
    """Takes phrases apart with the roles of a register."""

    def __init__(self, register: Register) -> None:
        self._roles: Mapping[str, Actor] = {
            " ".join(token.key for token in tokens_of(name)): actor
            for actor in register.actors.values()
            if actor.kind == "role"
            for name in (actor.name, *actor.names)
        }
        self._traits = frozenset(
            key_of(word)
            for actor in register.actors.values()
            if actor.kind != "role"
            for trait in actor.traits
            for word in trait.replace("-", " ").split()
        )

    def role(self, tokens: Sequence[Token]) -> tuple[Actor, int] | None:
        """Return the role that words end with, and how many words it takes."""
        for length in (3, 2, 1):
            if length <= len(tokens):
                found = self._roles.get(" ".join(token.key for token in tokens[-length:]))
                if found is not None:
                    return found, length
        return None

    def parse(self, tokens: Sequence[Token], hits: Sequence[Hit], offset: int) -> Phrase:
        """Return what a phrase is made of.

        Args:
            tokens: The phrase's words.
            hits: Names of the register that lie wholly in it.
            offset: Where its first word stands among the text's, as hits count them.
        """
        if len(tokens) == 1 and tokens[0].key in PRONOUNS:
            return Phrase("pronoun", words=(tokens[0].key,))
        start, definite = _opening(tokens, hits, offset)
        end = _core_end(tokens, hits, offset, start)
        core = tokens[start:end]
        inner = [hit for hit in hits if start <= hit.start - offset < end]
        phrase = self._core(core, inner, offset + start, definite=definite)
        if phrase.kind in {"words", "described"} and end < len(tokens):
            if tokens[end].key in _OF - {"in", "inside", "within"}:
                phrase = phrase._replace(institution=False, definite=False)
            phrase = (
                self._member(tokens, hits, offset, (end, phrase))
                or _apposition(tokens, hits, offset)
                or phrase
            )
        first = tokens[0].key
        owner = next((token.key for token in tokens[:start] if token.key in _OWNERS), None)
        single = first in _ONE
        if phrase.kind == "adjective" and start:  # "an Afghan", "the Americans"
            phrase = phrase._replace(kind="words" if single else "people")
        if phrase.kind in {"named", "body"} and any(
            token.key in _FORMER for token in tokens[:start]
        ):
            phrase = phrase._replace(kind="words", hit=None)  # "former U.S. soldiers"
        return phrase._replace(owner=owner, single=single)

    def _core(
        self, core: Sequence[Token], hits: Sequence[Hit], offset: int, *, definite: bool
    ) -> Phrase:
        """Return what the words before any "of", "in", "loyal to" … are made of."""
        if not core:
            return Phrase("words", definite=definite)
        role, length = self.role(core) or (None, 0)
        if hits:
            return _with_name(core, hits[-1], offset, (role, length), definite=definite)
        words = tuple(token.key for token in core)
        if role is None:
            return Phrase("words", definite=definite, words=words)
        strange = [token for token in core[: len(core) - length] if token.capital]
        if any(token.key not in self._traits for token in strange[not definite :]):
            return Phrase("words", role=role, words=words)  # a name we do not know
        institution = " ".join(words[-length:]) in _INSTITUTIONS
        institution = institution or ("government" in words and role.sector == "MIL")
        institution = institution and _NOT_OF_THE_STATE.isdisjoint(words)
        return Phrase(
            "described",
            role=role,
            definite=definite or not _BACKING.isdisjoint(words),
            institution=institution,
            part=_PARTS.get(role.id),
            words=words,
        )

    def _member(
        self, tokens: Sequence[Token], hits: Sequence[Hit], offset: int, core: tuple[int, Phrase]
    ) -> Phrase | None:
        """Return the phrase after "of": "fighters of the Maute group" are the Maute group's."""
        end, phrase = core
        if not set(phrase.words[-2:]) & _MEMBERS or tokens[end].key not in _OF:
            return None
        after = [hit for hit in hits if hit.start - offset > end]
        if not after or after[0].how not in {"actor", "leader"}:
            if after and after[0].country and tokens[end].key == "of" and phrase.role:
                return _with_role(after[0], phrase.role, phrase.words, definite=False)
            return None
        between = {token.key for token in tokens[end : after[0].start - offset]}
        if between & _LINKS or len(between) > 4:
            return None
        return Phrase("named", hit=after[0], role=phrase.role, words=phrase.words)


def _with_name(
    core: Sequence[Token],
    name: Hit,
    offset: int,
    head: tuple[Actor | None, int],
    *,
    definite: bool,
) -> Phrase:
    """Return what words that hold a name are made of: it, what is its, or whom it backs."""
    role, length = head
    words = tuple(token.key for token in core)
    stop = name.end - offset
    if stop == len(core):
        before = words[: name.start - offset]
        if before and before[-1] in {"anti", "pro", "non"}:
            return Phrase("words", words=words)
        return _bare(name, words, definite=definite)
    if name.how == "actor" and stop < len(core) and set(words[stop:]) <= _MEMBERS:
        return _bare(name, words, definite=definite)  # "U.S. military personnel"
    if role is not None and stop <= len(core) - length:
        between = set(words[stop : len(core) - length])
        apart = not between.isdisjoint(_LINKS)
        apart = apart or any(token.capital for token in core[stop : len(core) - length])
        if role.id == "dateline:role-sites":
            apart = apart or not between <= _OF_SITES
        if not apart:
            return _with_role(name, role, words, definite=definite)
        if not between.isdisjoint(_BACKING):
            return Phrase("described", role=role, definite=True, backers=(name,), words=words)
    return Phrase("words", role=role, country=name.country, words=words)


def _apposition(tokens: Sequence[Token], hits: Sequence[Hit], offset: int) -> Phrase | None:
    """Return the name that a comma sets after a description: "the aid agency, Oxfam"."""
    if not hits or hits[-1].how != "actor" or hits[-1].end - offset != len(tokens):
        return None
    first = hits[-1].start - offset
    if first and tokens[first].start - tokens[first - 1].end > _SPACE:
        return Phrase("named", hit=hits[-1], words=tuple(token.key for token in tokens))
    return None


def _opening(tokens: Sequence[Token], hits: Sequence[Hit], offset: int) -> tuple[int, bool]:
    """Return how many words stand before the noun phrase proper, and whether one points back."""
    first = min((hit.start - offset for hit in hits), default=len(tokens))
    start, definite = 0, False
    while start < min(len(tokens) - 1, first):
        token = tokens[start]
        if token.key not in _BEFORE and not token.text.isdigit():
            break
        definite = (definite or token.key in _DEFINITE) and token.key not in _OTHERS
        start += 1
    return start, definite


def _core_end(tokens: Sequence[Token], hits: Sequence[Hit], offset: int, start: int) -> int:
    """Return where the words that may name the actor end: before "of", "who", a comma."""
    inside = {place for hit in hits for place in range(hit.start - offset + 1, hit.end - offset)}
    for place in range(start + 1, len(tokens)):
        if place in inside:
            continue
        gap = tokens[place].start - tokens[place - 1].end
        hyphen = gap == 1 and tokens[place].key in _LINKS
        if (tokens[place].key in _BREAKS and not hyphen) or gap > _SPACE:
            return place
    return len(tokens)


_SPACE = 1
"""Characters between two words of one phrase: more than one means a comma or a bracket."""


def _bare(hit: Hit, words: tuple[str, ...], *, definite: bool) -> Phrase:
    if hit.how == "actor":
        return Phrase("named", hit=hit, definite=definite, words=words)
    if hit.how == "name":
        return Phrase("state", hit=hit, country=hit.country, words=words)
    if hit.how in {"people", "leader"}:
        kind: PhraseKind = "people" if hit.how == "people" else "words"
        return Phrase(kind, hit=hit, country=hit.country, definite=definite, words=words)
    return Phrase("adjective", hit=hit, country=hit.country, definite=definite, words=words)


def _with_role(hit: Hit, role: Actor, words: tuple[str, ...], *, definite: bool) -> Phrase:
    """Return whose role it is: a state's body, a named group, or people of some state."""
    if hit.how in {"actor", "leader"}:
        owns = role.traits or role.sector in _ARMED_SECTORS
        if not owns:
            return Phrase("words", role=role, country=None, words=words)
        return Phrase("named", hit=hit, role=role, definite=definite, words=words)
    part = _PARTS.get(role.id)
    if part is None:
        return Phrase("words", role=role, country=hit.country, words=words)
    return Phrase("body", hit=hit, role=role, country=hit.country, part=part, words=words)


@functools.cache
def phrases_of(register: Register) -> Phrases:
    """Return the roles of a register, indexed once per process."""
    return Phrases(register)


def traits_in(words: Sequence[str]) -> frozenset[str]:
    """Return the words, singular, by which an actor's traits may be recognised."""
    singular = {word.removesuffix("s") for word in words}
    return frozenset(key_of(word) for word in (*words, *singular))
