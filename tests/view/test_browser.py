"""The review page in a real Chromium: what a person sees, clicks and types."""

from __future__ import annotations

import importlib.util
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import TIMEOUT, Watched, arguments, chromium, server
from made import HOSTILE, REPORTS, make
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from dateline.merger import merge
from dateline.span import Span
from dateline.store.database import Finished, Study
from dateline.store.releases import Edition
from dateline.value import Entity
from dateline.view.publish import publish
from dateline.view.publish_method import Publication

expect.set_options(timeout=TIMEOUT)
Opener = Callable[..., Watched]


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def chrome(playwright: Playwright) -> Iterator[Browser]:
    launched = playwright.chromium.launch(
        executable_path=chromium(playwright), args=arguments(), timeout=120_000
    )
    with launched as browser:
        yield browser


@pytest.fixture
def view() -> Iterator[Callable[..., str]]:
    """Start servers, each stopped only when no page asks it any more."""
    with ExitStack() as started:
        yield lambda *given: started.enter_context(server(*given))


@pytest.fixture
def context(chrome: Browser, view: Callable[..., str]) -> Iterator[Opener]:
    """Give browser contexts, and see at the end that nothing was asked from elsewhere."""
    assert view  # asked for here, so that it outlives the contexts
    opened: list[Watched] = []

    def make_context(own: str, **options: object) -> Watched:
        options = {"viewport": {"width": 1440, "height": 900}, **options}
        watched = Watched(chrome.new_context(**options), own)
        opened.append(watched)
        return watched

    yield make_context
    for watched in opened:
        watched.context.close()
    for watched in opened:
        watched.check()


def crossing() -> Finished:
    """The hostile report with a recipient whose words cross those of the figure."""
    found = REPORTS[-1]
    assert found.reading
    (claim,) = found.reading.claims
    text = found.reading.document.text
    start = text.index("قرية, killing")
    span = Span.of(text, start, start + len("قرية, killing 3"))
    figure = claim.figures[0]
    low = text.index("3, <b>")
    wide = Span.of(text, low, low + len("3, <b>nobody</b>"))
    crossed = msgspec.structs.replace(
        claim,
        recipients=(Entity(name="people of the village", mention=span),),
        figures=(msgspec.structs.replace(figure, mention=wide),),
    )
    reading = msgspec.structs.replace(found.reading, claims=(crossed,))
    return msgspec.structs.replace(found, reading=reading)


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.duckdb"
    with Study(path) as opened:
        opened.add([*REPORTS[:-1], crossing()], "coder")
        merge(opened)
    return path


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A study of a hundred and more incidents."""
    source = Path(__file__).parents[2] / "bench" / "made_up_study.py"
    spec = importlib.util.spec_from_file_location("made_up_study", source)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["made_up_study"] = module  # records look up their types there
    spec.loader.exec_module(module)
    path = tmp_path / "many.duckdb"
    with Study(path) as opened:
        opened.add(list(module.reports(random.Random(4), 110)), "coder")  # noqa: S311
        merge(opened)
    return path


def origin(address: str) -> str:
    return address.partition("?")[0]


def choose(page: Page, words: str) -> None:
    page.locator(".row", has_text=words).first.click()
    expect(page.locator(".incident-head h2")).to_be_visible()
    expect(page.locator(".block").first).to_be_visible()


def shown(page: Page) -> list[str]:
    return [text.strip() for text in page.locator(".row .row-head").all_inner_texts()]


def test_the_page_loads_and_filters_with_counts(study, view, context):
    address = view(study, "--who", "Anna")
    watched = context(origin(address))
    page = watched.open(address)
    expect(page.locator(".counts-shown")).to_have_text("4 incidents")
    assert "token" not in page.url
    page.locator(".filters .chip", has_text="Type").click()
    page.locator("input[data-value=bombing]").check()
    expect(page.locator(".counts-shown")).to_have_text("1 of 4 incidents")
    assert "type=bombing" in page.url
    page.locator("input[data-value=bombing]").press("Escape")
    page.go_back()
    expect(page.locator(".counts-shown")).to_have_text("4 incidents")
    page.keyboard.press("/")
    page.keyboard.type("monk")
    expect(page.locator(".counts-shown")).to_have_text("1 of 4 incidents")
    expect(page.locator(".row mark")).to_have_text("monk")


def test_a_pasted_link_restores_the_view_and_back_goes_back(study, view, context):
    address = view(study, "--who", "Anna")
    watched = context(origin(address))
    first = watched.open(f"{address}#type=attack&killed=2..&sort=killed-")
    expect(first.locator(".counts-shown")).to_have_text("3 of 4 incidents")
    listed = shown(first)
    choose(first, "Dorsa")
    first.locator("[data-field$='/place']").click()
    expect(first.locator(".mark.open")).to_have_text("Dorsa")
    expect(first).to_have_url(re.compile("quote="))
    link = first.url
    assert "sel=" in link

    # a colleague's browser knows the token, and nothing else
    other = context(origin(address))
    other.open(address).close()
    second = other.open(link)
    expect(second.locator(".counts-shown")).to_have_text("3 of 4 incidents")
    assert shown(second) == listed
    expect(second.locator(".row[aria-selected=true]")).to_contain_text("Dorsa")
    expect(second.locator(".mark.open")).to_have_text("Dorsa")

    choose(first, "Tarvane")
    first.go_back()
    expect(first.locator(".row[aria-selected=true]")).to_contain_text("Dorsa")


def test_words_lead_to_fields_and_fields_to_words(study, view, context):
    address = view(study, "--who", "Anna")
    page = context(origin(address)).open(address)
    choose(page, "قرية")
    for path, words in {
        "actors[0]": HOSTILE,
        "recipients[0]": "قرية, killing 3",
        "figures[0]": "3, <b>nobody</b>",
        "place": "قرية",
    }.items():
        page.locator(f"[data-field$='/{path}']").click()
        expect(page.locator(".mark.open").first).to_be_visible()
        assert "".join(page.locator(".mark.open").all_inner_texts()) == words
    # the 3 is in three fields at once; the closest one is chosen by a click on it
    three = page.locator(".mark", has_text=re.compile(r"^3$"))
    assert three.locator(".line").count() == 2
    page.locator("[data-field$='/place']").click()
    three.click()
    opened = page.locator(".field.open")
    expect(opened).to_have_count(1)
    assert re.search(r"/(figures|recipients)\[0\]$", opened.get_attribute("data-field") or "")
    page.locator(".mark", has_text="قصف").click()
    expect(page.locator(".field.open")).to_have_attribute(
        "data-field", re.compile(r"/actors\[0\]$")
    )


def test_offsets_of_selected_words_count_code_points(study, view, context):
    with Study(study, read_only=True) as opened:
        text = next(
            each.document.text for each in opened.readings() if HOSTILE in each.document.text
        )
    address = view(study, "--who", "Anna")
    page = context(origin(address)).open(address)
    choose(page, "قرية")
    sent: list[dict] = []
    page.on("request", lambda asked: asked.method == "POST" and sent.append(asked.post_data_json))
    page.evaluate(
        """() => {
            const mark = [...document.querySelectorAll('.mark')].find((e) => e.textContent.includes('bombed'));
            const range = document.createRange();
            range.selectNodeContents(mark);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    page.keyboard.press("e")
    dialog = page.locator("dialog[open]")
    dialog.locator("select").first.select_option("killed_high")
    dialog.get_by_label("New value").fill("21")
    dialog.get_by_label("Reason").fill("a later count")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answer:
        dialog.get_by_role("button", name="Save").click()
    assert answer.value.status == 200
    quote = sent[0]["quote"]
    assert quote["text"] == "bombed"
    assert text[quote["start"] : quote["end"]] == "bombed"


def test_a_hundred_incidents_are_reviewed_by_keyboard_alone(many, context):
    with server(many, "--who", "Anna") as address:
        watched = context(origin(address))
        page = watched.open(address)
        page.keyboard.press("j")
        expect(page.locator(".row[aria-selected=true]")).to_have_count(1)
        answers: list[int] = []
        page.on(
            "response",
            lambda answer: answer.request.method == "POST" and answers.append(answer.status),
        )
        for number in range(100):
            if number % 10 == 9:
                page.keyboard.press("x")
                expect(page.locator("dialog[open]")).to_be_visible()
                page.keyboard.type("no event")
                page.keyboard.press("Enter")
                expect(page.locator("dialog[open]")).to_have_count(0)
            else:
                page.keyboard.press("a")
        # The page runs ahead of the study; on a busy machine the study takes its time.
        expect(page.locator(".counts-review")).to_have_text("100 reviewed", timeout=180_000)
        expect(page.locator(".strip-waiting, .strip-sending")).to_have_count(0)
        page.keyboard.press("u")
        expect(page.locator(".counts-review")).to_have_text("99 reviewed")
        expect(page.locator(".strip-undone")).to_have_count(1)
        assert set(answers) == {200}
        watched.context.close()
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "merge", str(many)],
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    with server(many, "--who", "Ben") as address:
        watched = context(origin(address))
        page = watched.open(f"{address}#review=accepted&review=rejected")
        expect(page.locator(".counts-shown strong")).to_have_text("99")
        page.goto(f"{origin(address)}#review=rejected")
        expect(page.locator(".counts-shown strong")).to_have_text(re.compile("^(9|10)$"))
        watched.context.close()


def test_two_incidents_are_merged_and_parted_again(study, view, context):
    address = view(study, "--who", "Anna")
    page = context(origin(address)).open(address)
    choose(page, "Dorsa")
    page.keyboard.press("m")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_be_visible()
    dialog.locator("input").first.fill("Tarvane")
    dialog.locator("button", has_text="Tarvane").first.click()
    pair = page.locator("dialog[open]")
    expect(pair).to_contain_text("Dorsa")
    page.keyboard.press("y")
    reason = page.locator("dialog[open]:not(.pair-dialog)")
    expect(reason).to_be_visible()
    page.keyboard.type("one raid")
    page.keyboard.press("Enter")
    expect(page.locator(".counts-shown")).to_have_text("3 incidents")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator(".counts-shown")).to_have_text("4 incidents")


def test_scripts_in_reports_do_not_run(study, view, context):
    address = view(study, "--who", "Anna")
    page = context(origin(address)).open(address)
    choose(page, "قرية")
    expect(
        page.locator(".report-title", has_text="<script>alert('title')</script>")
    ).to_be_visible()
    assert page.locator("#app img, #app iframe, #app script").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0


def axe(page: Page) -> list[str]:
    """Return serious and critical findings, each with where it is."""
    response = Axe().run(page, options={"preload": False}).response
    assert len(response["passes"]) > 10, "axe looked at nothing"
    found = response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:200]} {each['nodes'][0]['failureSummary'][:300]}"
        for each in found
        if each["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_is_accessible(study, view, context, scheme):
    address = view(study, "--who", "Anna")
    # axe is put into the page as a script, which the page's own policy forbids
    watched = context(origin(address), bypass_csp=True, color_scheme=scheme)
    page = watched.open(address)
    assert axe(page) == []
    choose(page, "Tarvane")
    assert axe(page) == []
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_be_visible()
    assert axe(page) == []


def wide(page: Page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_a_narrow_screen_has_all_panes_and_no_sideways_scrolling(study, view, context):
    address = view(study, "--who", "Anna")
    watched = context(origin(address), viewport={"width": 360, "height": 740})
    page = watched.open(address)
    assert wide(page) <= 0
    for tab in ("Map", "Evidence", "List"):
        page.get_by_role("button", name=tab, exact=True).click()
        assert wide(page) <= 0
    page.locator(".row", has_text="Tarvane").click()
    expect(page.locator(".incident-head h2")).to_be_visible()
    assert wide(page) <= 0


@pytest.fixture
def site(study: Path, tmp_path: Path) -> Path:
    edition = Edition(version="", title="<script>alert('site')</script> raids")
    with Study(study, read_only=True) as opened:
        publish(opened, Publication(edition=edition, everything=True), tmp_path / "site")
    return tmp_path / "site"


def test_a_published_folder_opens_from_a_disk_without_a_network(site, context):
    own = site.as_uri()
    watched = context(own, offline=True)
    page = watched.open(f"{own}/index.html")
    expect(page.locator(".counts-shown")).to_have_text("4 incidents")
    expect(page.locator(".notice")).to_contain_text("not reviewed")
    choose(page, "قرية")
    page.locator("[data-field$='/actors[0]']").click()
    assert "".join(page.locator(".mark.open").all_inner_texts()) == HOSTILE
    link = page.url
    page.keyboard.press("a")  # no decision can be made
    page.keyboard.press("/")
    page.keyboard.type("monk")
    expect(page.locator(".counts-shown")).to_have_text("1 of 4 incidents")
    assert page.locator(".incident-sign").inner_text().lower() == "not reviewed"
    again = watched.open(link)
    expect(again.locator(".row[aria-selected=true]")).to_contain_text("قرية")
    again.goto(f"{own}/about.html")
    expect(again.locator("h1")).to_have_text("<script>alert('site')</script> raids")


def test_a_published_folder_is_accessible_and_narrow(site, context):
    own = site.as_uri()
    watched = context(own, bypass_csp=True, viewport={"width": 360, "height": 740})
    page = watched.open(f"{own}/index.html")
    assert wide(page) <= 0
    assert axe(page) == []
    page.locator(".row", has_text="Tarvane").click()
    expect(page.locator(".block").first).to_be_visible()
    assert wide(page) <= 0
    assert axe(page) == []
    page.goto(f"{own}/about.html")
    assert wide(page) <= 0
    assert axe(page) == []


def test_an_unmerged_study_is_merged_when_it_is_opened(tmp_path, view, context):
    path = make(tmp_path / "study.duckdb")
    assert path
    address = view(path)
    page = context(origin(address)).open(address)
    expect(page.locator(".counts-shown")).to_have_text("4 incidents")
