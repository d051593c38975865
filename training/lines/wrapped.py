"""Reports of the project's own corpus wrapped in furniture, as sites and agencies wrap them.

Menus, teasers, sharing, sign-ups and comments are put around and into the reports; the
teasers are headlines and first sentences of other reports of the corpus, so that what
must be left out reads like what must be kept.
"""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Sequence

from training.lines.pages import Page, made

Lines = list[tuple[str, str]]
Report = tuple[str, Lines]

_MENU = (
    "Home|News|World|Africa|Middle East|Asia|Europe|Americas|Politics|Business|Sport|"
    "Culture|Opinion|Video|Podcasts|Weather|Science|Health|Environment|Subscribe|Log in|"
    "Sign in|Search|About us|Contact|Newsletters|Live TV|Radio|Archive|Photos|Magazine|"
    "Jobs|Events|Investigations|Explainers|Climate|Economy|Technology|Travel|Obituaries|"
    "Letters|Cartoons|Puzzles|Donate|Shop|Help|Careers|Advertise|E-paper|Regions|Security|"
    "Human rights|Migration|Elections|Editorials|Interviews"
).split("|")
_HEADINGS = (
    "Top stories|Related articles|Most read|More from World|You may also like|Read next|"
    "Partner news|Latest news|Editor's picks|Trending now|More on this story|"
    "Around the web|Recommended|Don't miss|Popular|Other news in this section|"
    "Sponsored content"
).split("|")
_CALLS = (
    "Sign up for our daily briefing and get the news that matters in your inbox every morning.",
    "You have read two of your five free articles this month. Subscribe to go on reading.",
    "Our reporters stay when others leave. If you can, please support our work today.",
    "Get the latest from our correspondents, delivered to your phone as it happens.",
    "We and our partners store and read information on your device to show you better pages.",
    "This site uses cookies to improve your experience. By going on you agree to our policy.",
    "Enjoying our coverage? Tell us what you think and help us to make it better for you.",
    "Listen to the latest episode of our podcast, where we talk to the people behind the news.",
    "Download our app for breaking news alerts, live blogs and the morning quiz.",
    "Do you live in the area and have something to tell? You can write to us in confidence.",
    "Join thousands of readers who start their day with our newsletter. No spam, ever.",
    "Become a member today and read without advertisements on all of your devices.",
)
_NOTES = (
    "Advertisement|Share|Save|Print|Listen to this article|4 min read|Story continues below|"
    "Comments|Follow us on Facebook|Copy link|Tweet|Read more|Load more|Back to top|Gallery|"
    "Live|Video"
).split("|")
_REMARKS = (
    "I have been saying this for years and nobody listens to people like me.",
    "Why does nobody ask who pays for all of this? My money, your money.",
    "Thank you for an honest report, we need more of this and less of the rest.",
    "You people never learn, do you? I was there and it was nothing like that.",
    "My heart goes out to all of them, I cannot imagine what they go through.",
)
_FOOT = (
    "About us|Contact|Terms of use|Privacy policy|Cookie settings|Advertise with us|Careers|Help"
    "|Accessibility|Site map|RSS|© {year} {name}. All rights reserved.|All rights reserved"
    "|Reproduction without written permission is prohibited.|Powered by {name}"
).split("|")
_SITES = (
    "Harbour Gazette|The Morning Ledger|Quay Daily|Northern Post|Signal News|Upland Herald"
).split("|")
_NAMES = "Ana Wolde|Jan Mbeki|Ilse Korhonen|Tariq Aden|Rosa Quint|Pavel Drum|Mina Sato".split("|")


def wrapped(reports: Sequence[Report], seed: int) -> list[Page]:
    """Return the reports as they are, and each of them once more wrapped in furniture."""
    pages = []
    for number, (name, lines) in enumerate(reports):
        chance = random.Random(f"{seed} {name}")  # noqa: S311  (no secret)
        pages.append(_page(f"{name} bare", name, lines, _joiner(chance, bare=True)))
        others = [report for place, report in enumerate(reports) if place != number]
        around = _around(chance, lines, others)
        pages.append(_page(f"{name} wrapped", name, around, _joiner(chance, bare=False)))
    return pages


def _page(name: str, group: str, lines: Lines, join: Callable[[str], str]) -> Page:
    text, spans = "", []
    for line, label in lines:
        shown = join(line)
        spans.append((len(text), len(text) + len(shown), label))
        text += shown
    return made((name, group), text, spans)


def _joiner(chance: random.Random, *, bare: bool) -> Callable[[str], str]:
    """Return how lines are written one after the other: apart, close, or wrapped."""
    width = chance.choice((66, 72, 80))
    way = chance.choice(("apart", "close", "wrapped") if bare else ("apart", "close", "close"))
    if way == "wrapped":
        return lambda line: "\n".join(textwrap.wrap(line, width)) + "\n\n"
    return lambda line: line + ("\n\n" if way == "apart" else "\n")


def _around(chance: random.Random, lines: Lines, others: Sequence[Report]) -> Lines:
    site = chance.choice(_SITES)
    title = next((line for line, label in lines if label == "title"), "")
    page: Lines = []
    if title and chance.random() < 0.6:
        page.append((f"{title} {chance.choice('-|—')} {site}", "title"))
    if chance.random() < 0.7:
        page += _chrome(chance.sample(_MENU, chance.randint(4, 40)))
    if chance.random() < 0.25:
        page += _teasers(chance, others, chance.randint(1, 4))
    if chance.random() < 0.3:
        page += _chrome([chance.choice(_CALLS)])
    page += _inside(chance, lines, others)
    if chance.random() < 0.3:
        name = chance.choice(_NAMES)
        page += _chrome([f"{name} is a correspondent for {site} and has reported from the region."])
    for _ in range(chance.randint(0, 3)):
        page += _teasers(chance, others, chance.randint(2, 8))
    if chance.random() < 0.3:
        page += _remarks(chance)
    if chance.random() < 0.4:
        page += _chrome(chance.sample(_CALLS, chance.randint(1, 2)))
    foot = chance.sample(_FOOT, chance.randint(0, len(_FOOT)))
    return page + _chrome([line.format(year=2020, name=site) for line in foot])


def _inside(chance: random.Random, lines: Lines, others: Sequence[Report]) -> Lines:
    """Return the report with a byline, and furniture between some of its paragraphs."""
    page: Lines = []
    for line, label in lines:
        page.append((line, label))
        if label == "title":
            if chance.random() < 0.5:
                page.append((f"By {chance.choice(_NAMES)}", "byline"))
            if chance.random() < 0.5:
                page.append(
                    (f"{chance.randint(1, 28)} May 2020 {chance.randint(10, 23)}:15", "byline")
                )
            if chance.random() < 0.4:
                page += _chrome(chance.sample(_NOTES, chance.randint(1, 4)))
        elif label == "body" and chance.random() < 0.12:
            page += chance.choice(
                (
                    lambda: _chrome([chance.choice(_NOTES)]),
                    lambda: _chrome([chance.choice(_CALLS)]),
                    lambda: _teasers(chance, others, chance.randint(1, 4)),
                    lambda: _chrome([f"READ ALSO: {_title(chance.choice(others))}"]),
                )
            )()
    return page


def _teasers(chance: random.Random, others: Sequence[Report], count: int) -> Lines:
    """Return links to other reports, under a heading more often than not."""
    page: Lines = _chrome([chance.choice(_HEADINGS)]) if chance.random() < 0.8 else []
    way = chance.choice(("title", "first", "both", "both in one"))
    for other in chance.sample(list(others), count):
        title, first = _title(other), _first(other)
        if way == "both in one":
            page += _chrome([f"{title} {first}"])
            continue
        page += _chrome([title] if way != "first" else [])
        page += _chrome([first] if way != "title" and first else [])
    return page


def _remarks(chance: random.Random) -> Lines:
    page = _chrome([chance.choice(("Comments", "Leave a reply", "Join the conversation"))])
    for remark in chance.sample(_REMARKS, chance.randint(1, 4)):
        page += _chrome([f"{chance.choice(_NAMES)} says:", remark])
    return page


def _chrome(lines: Sequence[str]) -> Lines:
    return [(line, "chrome") for line in lines if line]


def _title(report: Report) -> str:
    return next((line for line, label in report[1] if label == "title"), "")


def _first(report: Report) -> str:
    """Return the first sentence of a report, its place and agency left out."""
    line = next((line for line, label in report[1] if label == "body"), "")
    line = line.rsplit(") - ", 1)[-1].rsplit(" - ", 1)[-1]
    return line.split(". ")[0].rstrip(".") + "."
