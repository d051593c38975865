"""What the words for a speaker say: a person's name, a body, a document, somebody unnamed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from dateline.link.actor_names import key_of
from dateline.value import SpeakerKind

SourceShape = Literal["pronoun", "person", "body", "document", "description"]

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?")
_PRONOUNS = frozenset("it he she they him her them i we you who which one".split())
_DEFINITE = re.compile(r"(?:the|this|that|these|those|both|its|his|her|their)\b", re.IGNORECASE)
_PARTICLES = frozenset(
    "al el ul ur as ash an bin ibn ben abu abd van von der den de da di del la le dos du".split()
)
_TITLES = frozenset(
    """mr mrs ms miss dr sir lord lady president premier prime minister general gen colonel col
    lieutenant lt major maj captain capt brigadier brig admiral adm sergeant sgt corporal commander
    cmdr chief secretary ambassador governor mayor senator deputy spokesman spokeswoman
    spokesperson representative rep judge justice prosecutor bishop archbishop pope imam sheikh
    ayatollah king queen prince princess emperor sultan father rev reverend professor prof
    inspector superintendent commissioner constable director chairman chairwoman head leader
    executive marshal field vice foreign defence defense interior home health finance justice
    information affairs us u.s uk eu un state special envoy police army military rear former acting
    chancellor councillor coordinator president-elect councilman attorney counsel officer detective
    human rights public press media national northern southern eastern western central ministry
    office department council regional provincial district city military security force forces
    navy air warden sheriff the a an lawyer doctor journalist reporter activist resident villager
    farmer driver teacher nurse medic eyewitness witness trader shopkeeper mr. mrs. ms. dr. gen.
    col. lt. maj. capt. brig. adm. sgt. cmdr. rep. prof. rev. sen. gov. majesty""".split()
)
_BODY_NOUNS = frozenset(
    """ministry department agency command government army police observatory centre center
    committee council commission office court union front movement force forces group organisation
    organization association network mission coalition alliance party authority authorities
    administration staff headquarters bureau institute foundation service services television
    radio tv channel company university hospital society federation league board parliament
    senate congress bank cross crescent guard guards navy directorate secretariat tribunal watch
    international monitor watchdog desk club press times post news media cell brigade division
    corps battalion republic kingdom state states nations brigades army's prosecution inspectorate
    control customs municipality fund programme program project militia chamber court
    team panel inquiry junta regime cabinet kremlin pentagon institute judges""".split()
)
_DOCUMENTS = frozenset(
    """statement report communique communiqué letter note video message document indictment
    bulletin text release dispatch telegram footage log leaflet recording tweet post list account
    article website thread despatch update notice declaration book photographs pictures images
    messages versions order memo memorandum transcript study complaint verdict judgment ruling
    audio cable cables website intercept statements reports accounts dispatches videos""".split()
)
_KINDS: tuple[tuple[SpeakerKind, frozenset[str]], ...] = (
    ("agency", frozenset(("agency", "newswire", "wire"))),
    (
        "media",
        frozenset(
            """television tv radio newspaper channel broadcaster correspondent journalist reporter
            photographer media daily station magazine website editor cameraman presenter""".split()
        ),
    ),
    ("monitor", frozenset("monitor monitors observatory watchdog tracker monitoring".split())),
    (
        "witness",
        frozenset(
            """witness witnesses eyewitness eyewitnesses resident residents villager villagers
            survivor survivors neighbour neighbours neighbor neighbors passenger passengers farmer
            driver drivers shopkeeper trader traders refugee refugees relative relatives family
            families fisherman fishermen student students worker workers locals inhabitants people
            father mother brother sister son daughter widow wife husband owner labourer travellers
            travelers townspeople elders elder shopper fishermen herder herders teacher protester
            protesters demonstrators victim victims wounded caretaker bystander hostage""".split()
        ),
    ),
    (
        "ngo",
        frozenset("charity ngo relief humanitarian activists activist campaigners lawyer".split()),
    ),
    (
        "belligerent",
        frozenset(
            """rebels rebel militants militant insurgents separatists guerrillas fighters
            fighter commander militia jihadists""".split()
        ),
    ),
    (
        "official",
        frozenset(
            """official officials spokesman spokeswoman spokesperson spokesmen minister ministers
            president premier governor mayor police officer officers ambassador envoy general
            colonel major captain lieutenant secretary chief prosecutor prosecutors judge ministry
            department government authorities authority command army military navy army's council
            administration commissioner parliament lawmaker senator senators mp deputy director
            doctor doctors medic medics hospital court commander-in-chief staff constable sheriff
            administrator diplomat diplomats chancellor king prince office embassy commission
            headquarters soldier soldiers troops intelligence investigators""".split()
        ),
    ),
    ("anonymous", frozenset("source sources caller man woman men women somebody someone".split())),
)


class Source(NamedTuple):
    """What some words for a speaker say.

    Attributes:
        shape: What they are.
        name: The person's name, titles left off; the words as they stand for others.
        kind: The kind of source that the words tell; None if nothing does.
        named: Whether they name a person or body rather than describe one.
        definite: Whether they may point back ("the official").
        heads: Their words, folded, without the name.
    """

    shape: SourceShape
    name: str
    kind: SpeakerKind | None
    named: bool
    definite: bool
    heads: tuple[str, ...]


def read_source(words: str) -> Source:
    """Return what the words for a speaker say of them."""
    matches = list(_WORD.finditer(words))
    folded = tuple(key_of(match.group().removesuffix("'s").removesuffix("’s")) for match in matches)
    definite = _DEFINITE.match(words) is not None
    if len(folded) == 1 and folded[0] in _PRONOUNS:
        return Source("pronoun", folded[0], None, named=False, definite=True, heads=folded)
    person = _person(words, matches, folded)
    kind = _kind(folded)
    if person is not None:
        name, left = person
        return Source("person", name, kind, named=True, definite=False, heads=left)
    if _head(folded) in _DOCUMENTS:
        return Source("document", words, "document", named=False, definite=definite, heads=folded)
    capitals = any(match.group()[0].isupper() for match in matches[1:])
    capitals = capitals or (len(matches) == 1 and words[:1].isupper() and kind is None)
    if set(folded) & _BODY_NOUNS or (capitals and kind is None):
        unnamed = bool(folded) and folded[0] in {"a", "an", "one", "two", "some", "several"}
        named = capitals and not unnamed
        return Source("body", words, kind, named=named, definite=definite, heads=folded)
    return Source("description", words, kind, named=False, definite=definite, heads=folded)


def _person(
    words: str, matches: list[re.Match[str]], folded: tuple[str, ...]
) -> tuple[str, tuple[str, ...]] | None:
    """Return a person's name in the words and the words besides it; None if none is there."""
    best: tuple[int, int] | None = None
    start: int | None = None
    for place in range(len(matches) + 1):
        fits = place < len(matches) and _may_name(matches[place].group(), folded[place])
        apart = (
            place > 0 and fits and "," in words[matches[place - 1].end() : matches[place].start()]
        )
        if start is not None and (not fits or apart):
            if _is_name(matches, folded, start, place):
                best = (start, place)
            start = None
        if fits and start is None and matches[place].group()[0].isupper():
            start = place
    if best is None:
        return None
    low, high = best
    name = words[matches[low].start() : matches[high - 1].end()]
    return name.removesuffix("'s").removesuffix("’s"), folded[:low] + folded[high:]


def _may_name(word: str, folded: str) -> bool:
    if folded in _TITLES or folded.rstrip(".") in _TITLES or folded in _BODY_NOUNS:
        return False
    if folded in _DOCUMENTS:
        return False
    return word[0].isupper() or folded.split("-", maxsplit=1)[0] in _PARTICLES


def _is_name(matches: list[re.Match[str]], folded: tuple[str, ...], start: int, end: int) -> bool:
    """Tell whether words look like a person's name: two or more, or one after a title."""
    if folded[end - 1] in _PARTICLES:
        return False
    if any(
        word.isupper() and len(word) > 2 for word in (one.group() for one in matches[start:end])
    ):
        return False
    before = folded[start - 1].rstrip(".") if start else ""
    if end < len(matches) and matches[end].start() - matches[end - 1].end() <= 1:
        return False  # more of the phrase follows: "the Elmwood hospital"
    if end - start >= 2:
        return start == 0 or before in _TITLES or before in _ROLES_BEFORE or _comma(matches, start)
    return before in _TITLES and before not in {"the", "a", "an"}


def _comma(matches: list[re.Match[str]], start: int) -> bool:
    return matches[start].start() - matches[start - 1].end() > 1


_ROLES_BEFORE = frozenset(word for _, words in _KINDS for word in words) | frozenset(
    "boss warlord gunner named called".split()
)


def _head(folded: tuple[str, ...]) -> str:
    """Return the head noun: the last word before "of", "for", "from" and the like."""
    for place, word in enumerate(folded):
        if word in _STOPS and place:
            return folded[place - 1]
    return folded[-1] if folded else ""


_STOPS = frozenset("of for from by in at on with posted released issued who close near to".split())


def _kind(folded: tuple[str, ...]) -> SpeakerKind | None:
    """Return the kind of source that the head noun tells, or else any other of the words."""
    head = _head(folded)
    for kind, nouns in _KINDS:
        if head in nouns:
            return kind
    for kind, nouns in _KINDS[:-1]:
        if any(word in nouns for word in folded):
            return kind
    return None


KIND_OF_ACTOR: Mapping[str, SpeakerKind] = {
    "state": "official",
    "government": "official",
    "army": "official",
    "police": "official",
    "intelligence": "official",
    "armed_group": "belligerent",
    "coalition": "belligerent",
    "mission": "igo",
    "igo": "igo",
    "ngo": "ngo",
    "monitor": "monitor",
    "agency": "agency",
    "media": "media",
}
"""The kind of source that an actor of the register is."""
