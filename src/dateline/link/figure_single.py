"""One person told without a number: "a soldier was killed", "killing Ali Hassan"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.link.figure_sentence import (
    AUX,
    CONJUNCTIONS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    Noun,
    Sentence,
)  # fmt: skip
from dateline.link.figure_words import Lexicon
from dateline.numeral import Numeral

_DETERMINER = re.compile(r"\b(?:an?|another|his|her|their|its|my|our|the|whose)(?=\s)")
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")
_AGE = r"(?:\d{1,3}|[a-z]+(?:-[a-z]+)?)[ -](?:year|month|week|day)s?[ -]old"
_AGED = re.compile(rf"\s*({_AGE})(?![\w-])")
_BARE_AGED = re.compile(rf"(?<![\w-]){_AGE}(?= \w)")
_NAMED = re.compile(r" ((?:[A-Z](?:\.|[\w’'-]+)[ ]?)+)(?![\w’'-])")
_ANOTHER = re.compile(r"\banother(?= (?:was|is|injured|wounded|killed|dead|died|shot|in)\b)")
_HE = re.compile(r"\bs?he(?= (?:was|has|had|later|then|soon|also|died|subsequently)\b)")
_DEATH_OF = re.compile(
    r"\b(?:(?:the|his|her|their) )?[a-z-]+['’]s(?= (?:[a-z-]+ )?(?:death|murder|killing|slaying)\b"
    r"(?! (?:of|toll|penalty|rate|threat|sentence|row|squad|trial)))"
)
_AND = re.compile(r" and (?=[a-z])")
_HIM = re.compile(
    r"\b(?:pronounced|declared) (him|her|(?!brain|clinically|legally)[a-z’'-]+)(?= dead\b)"
)
_ONESELF = re.compile(
    r"\b(?:kill\w*|sh[o]{1,2}t(?:s|ing)?|wound\w*|injur\w*|on) (himself|herself)\b"
    r"|\bt(?:ook|ak(?:e|es|en|ing)) (?P<own>his|her)(?= own life)"
)
_TRIED = re.compile(
    r"\b(?:tr(?:y|ies|ied|ying)|attempt\w*|threat\w*|want\w*|plan\w*|going|about) to $"
)
_OF_AGE = re.compile(r"[ -](?:year|month|week|day)s?[ -]old")
_NAME = re.compile(
    r"(?:(?:[A-Z]\.|[A-Z][\w’'-]+|al-[A-Z]\w+)[ ])+"
    r"(?:(?:bin|ibn|al|el|de|la|van|von|da|dos|der)[ ])*"
    r"(?:al-)?[A-Z][\w’-]+"
)
_TITLED = re.compile(
    r"(?:Mr|Mrs|Ms|Dr|Gen|Col|Capt|Lt|Sgt|Maj|Cpl|Sen|Rep|Rev|Fr|Prof)\.? (?:[A-Z][\w’'-]+ ?){0,2}"
    r"[A-Z][\w’-]+"
)
_PLURAL = frozenset(
    """people persons men women children police personnel staff troops crew kin youth families
    policemen servicemen gunmen militiamen fishermen crewmen airmen firemen others horsemen
    schoolchildren grandchildren households couple garrison military personnel public rest
    cavalrymen artillerymen tribesmen infantrymen boers mps pows souls jury dead wounded injured
    parents family relatives majority number toll general major minor national individual
    lancers members secretary deputy agent agents""".split()
)
_SINGULAR_S = frozenset("boss princess actress hostess waitress".split())
_ORG = frozenset(
    """avenue drive lane boulevard highway terrace apartment apartments
    army armed forces force front state party movement group brigade brigades council ministry
    government police united nations republic islamic party agency union coalition city town
    province district street square road river bridge hospital university school airport mosque
    church cathedral press news times post media committee commission organisation organization
    association corps guard guards battalion division regiment command centre center office court
    congress senate parliament assembly house palace camp valley mountain mountains island islands
    sea gulf bay lake north south east west northern southern eastern western central new saint
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december department bank company league alliance
    resistance taliban hamas hezbollah isis hotel market station port base base stadium museum
    the and in on at""".split()
)


def singles(text: str, lowered: str, bounds: tuple[int, int], words: Lexicon) -> list[Numeral]:
    """Return the places in `lowered[start:end]` where one person is told without a number.

    Each is a numeral of one, over the determiner or the name; `text` is the text in its
    own case.
    """
    start, end = bounds
    found: list[Numeral] = []
    for match in _DETERMINER.finditer(lowered, start, end):
        last = _head_end(lowered, match.end(), end, words)
        if last is not None:
            found.append(_one(match.start(), match.end()))
            found.extend(_with_it(lowered, last, end, words))
    for pattern, group in ((_ONESELF, 1), (_ANOTHER, 0), (_HE, 0), (_HIM, 1)):
        found.extend(
            _one(*(match.span("own") if match.start(group) < 0 else match.span(group)))
            for match in pattern.finditer(lowered, start, end)
            if not _TRIED.search(lowered[max(start, match.start() - 30) : match.start()])
        )
    found.extend(
        _one(*match.span())
        for match in _DEATH_OF.finditer(lowered, start, end)
        if _is_owner(text[match.start() : match.end() - 2], words)
    )
    found.extend(_bare_aged(text, lowered, (start, end), (found, words)))
    bare = _bare(lowered, start, end, words)
    if bare is not None:
        found.append(bare)
    for pattern in (_TITLED, _NAME):
        taken = [(item.start, item.end) for item in found]
        found.extend(
            _one(match.start(), match.end())
            for match in pattern.finditer(text, start, end)
            # After "a" that stands for someone, "Dover Man" is the same one.
            if not any(low < match.end() and match.start() < high + 2 for low, high in taken)
            and not (lowered.endswith("the ", start, match.start()) or match.group()[1] == ".")
            and _is_person(match.group(), lowered, match.end(), words)
        )
    return sorted(found, key=lambda item: item.start)


def _with_it(lowered: str, at: int, end: int, words: Lexicon) -> list[Numeral]:
    """Return the one who shares a determiner with the one before: "her sister | and mother"."""
    joined = _AND.match(lowered, at, end)
    word = _WORD.match(lowered, joined.end(), end) if joined else None
    if word is None or words.noun(word.group()) != "person" or not is_singular(word.group()):
        return []
    return [_one(*word.span())]


def _is_owner(owner: str, words: Lexicon) -> bool:
    """Tell whether a death can be that of someone: "the girl's death", "Omar's death"."""
    last = owner.rsplit(maxsplit=1)[-1]
    if words.noun(last.lower()) == "person":
        return is_singular(last.lower())
    return last[0].isupper() and last.lower() not in _ORG


def _bare(lowered: str, start: int, end: int, words: Lexicon) -> Numeral | None:
    """Return the one person that a headline begins with: "Policeman killed in ambush"."""
    match = _WORD.match(lowered, start, end)
    if match is None or words.noun(match.group()) != "person" or not is_singular(match.group()):
        return None
    return _one(match.start(), match.end())


def _bare_aged(
    text: str, lowered: str, bounds: tuple[int, int], known: tuple[Sequence[Numeral], Lexicon]
) -> list[Numeral]:
    """Return those who are told by an age alone: "49-year-old woman", "7-year-old Ana Ruiz"."""
    start, end = bounds
    found, words = known
    told = {item.end + 1 for item in found}
    people: list[Numeral] = []
    for match in _BARE_AGED.finditer(lowered, start, end):
        if match.start() in told:
            continue
        name = _NAMED.match(text, match.end(), end)
        head = _head_end(lowered, match.start(), end, words)
        if head is not None and head > match.end():
            people.append(_one(*match.span()))
        elif name is not None and _is_person(name.group(1).strip(), lowered, name.end(), words):
            people.append(_one(match.start(), name.start(1) + len(name.group(1).rstrip())))
    return people


def _one(start: int, end: int) -> Numeral:
    return Numeral(start=start, end=end, core=start, low=1, high=1)


def _head_end(lowered: str, at: int, end: int, words: Lexicon) -> int | None:
    """Return where a noun phrase with one person as its head ends; None if it is none."""
    head: tuple[str, int] | None = None
    aged = _AGED.match(lowered, at, end)
    if aged is not None:
        head, at = ("one", aged.end(1)), aged.end(1)
    for count, match in enumerate(_WORD.finditer(lowered, at, end)):
        word = match.group()
        gap = lowered[at : match.start()]
        if (
            count > (_LONG if aged else _SHORT)
            or gap.strip()
            or word[0].isdigit()
            or word in _BREAKS
        ):
            break
        if word.endswith(("'s", "’s")):
            head = None
        elif words.noun(word) == "person":
            head = (word, match.end())
        elif word in words.nouns or (
            head is not None and (word in words.verbs or word in words.cues)
        ):
            cue = words.cues.get(word)
            if word in words.nouns or (cue is not None and not (cue.acts or cue.happens)):
                head = None
            if aged is None or word not in words.nouns:
                break
        elif word in words.cues and word not in words.describing:
            break
        at = match.end()
    if head is None or not is_singular(head[0]):
        return None
    return head[1]


_SHORT, _LONG = 5, 7
"""So many words at most stand before the head of a phrase, without and with an age."""

_BREAKS = AUX | PREPOSITIONS | CONJUNCTIONS | PRONOUNS


def is_singular(word: str) -> bool:
    """Tell whether a noun for persons means one person."""
    if word in _PLURAL:
        return word in {
            "secretary",
            "deputy",
            "agent",
            "minor",
            "national",
            "individual",
            "general",
            "major",
        }
    return word in _SINGULAR_S or not word.endswith("s")


def _is_person(name: str, lowered: str, end: int, words: Lexicon) -> bool:
    pieces = [piece.lower().strip(".’'") for piece in name.split()]
    if any(piece in _ORG or piece.endswith(("'s", "’s")) for piece in pieces):
        return False
    if any(piece in words.nouns and not is_singular(piece) for piece in pieces):
        return False
    if len(name) <= 6 and name.isupper():
        return False
    if all(piece.isupper() for piece in name.split()) or lowered[end : end + 2] in {"'s", "’s"}:
        return False
    if pieces[0] in _BREAKS or pieces[-1] in words.verbs:
        return False
    if pieces[-1] in MONTHS and lowered.startswith(".", end):
        return False
    following = _WORD.match(lowered, end + 1) if lowered[end : end + 1] == " " else None
    after = following.group() if following else ""
    return not words.noun(after)


_SPEECH = frozenset(
    """said says say told tells tell announced reported reports added adds confirmed claimed claims
    acknowledged admitted declared wrote writes insisted warned stated argued maintained explained
    recalled denied accused asked urged called vowed promised put spoke testified noted posted
    understood thought ordered demanded condemned spokesman spokeswoman""".split()
)
_UNDER = PREPOSITIONS - frozenset("including among of as after before since until".split())
_AGE_AND_FATE = re.compile(
    r",\s\d{1,3},\s(?:was|is|has|had|died|suffered|sustained|remained|remains|later)\b"
)


def no_victim(sentence: Sentence, number: int, noun: Noun) -> bool:
    """Tell whether one person told without a number speaks, or stands under a preposition."""
    words, place = sentence.words, sentence.position[number]
    before = words[place - 1] if place else ""
    following = words[noun.end] if noun.end < len(words) else "."
    if before in _SPEECH and not following[0].isalpha():
        end = sentence.items[max(noun.end - 1, place)].end
        if not _AGE_AND_FATE.match(sentence.text, end):
            return True
    if before in _UNDER or words[max(0, place - 2) : place] == ["of", "them"]:
        return True
    return speaks(sentence, number, noun)


def speaks(sentence: Sentence, number: int, noun: Noun) -> bool:
    """Tell whether those whom a number counts say something: "two officials said"."""
    words, place = sentence.words, sentence.position[number]
    for after in range(place + 1, min(len(words), max(noun.end, place) + 12)):
        word = words[after]
        if after < noun.end and word not in _SPEECH:
            continue
        if word in _SPEECH:
            return words[after - 1] not in {"was", "were", "is", "are", "been"}
        if after in sentence.cues and (
            sentence.cues[after][0].acts or sentence.cues[after][0].happens
        ):
            return False
        if word in {"who", "whom", ";", "that"} or _other_number(sentence, after):
            return False
    return False


def _other_number(sentence: Sentence, place: int) -> bool:
    """Tell whether a number stands at an item, and no other person told without one."""
    index = sentence.items[place].numeral
    return index >= 0 and not (sentence.numbers[index].low == sentence.numbers[index].high == 1)


_BESIDE = re.compile(r"(?:,?\s*|,\s*\d+,?\s*|\s*\(\d+\),?\s*)")


def same_person(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    """Tell whether two who stand side by side are one: "the mayor, Ali Hassan"."""
    if first[1] > second[0]:
        return True
    named = text[first[0]].isupper() != text[second[0]].isupper()
    return named and _BESIDE.fullmatch(text, first[1], second[0]) is not None


def without_ages(
    lowered: str, numbers: Sequence[Numeral], people: Sequence[Numeral]
) -> list[Numeral]:
    """Return the numbers but for the ages of people who are counted: "a 9-year-old boy"."""
    starts = {place for person in people for place in (person.start, person.end + 1)}
    return [
        number
        for number in numbers
        if number.start not in starts or not _OF_AGE.match(lowered, number.end)
    ]


def only_new(numbers: Sequence[Numeral], more: Sequence[Numeral]) -> list[Numeral]:
    """Return both in text order, of `more` only those that overlap no number."""
    kept = list(numbers)
    for item in more:
        clash = any(item.start < other.end and other.start < item.end for other in numbers)
        if not clash:
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)
