"""The built page matches its source in web/, and holds nothing that its content policy forbids."""

import hashlib
import json
import re
import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

WEB = Path(__file__).parents[2] / "web"
STATIC = Path(str(files("dateline.view"))) / "static"
MOST_BYTES = 1_500_000
REBUILD = "run `npm ci && npm run build` in web/ and commit src/dateline/view/static"


def manifest():
    return json.loads((STATIC / "manifest.json").read_text())


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def sources():
    """The files that the page is made from, as web/bundle/build.mjs lists them."""
    found = ["index.html", "package.json", "package-lock.json", "tsconfig.json"]
    for folder in ("src", "bundle"):
        paths = (path for path in (WEB / folder).rglob("*") if path.is_file())
        found += [path.relative_to(WEB).as_posix() for path in paths if ".test." not in path.name]
    return sorted(found)


def node_modules():
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not (WEB / "node_modules" / ".package-lock.json").exists():
        pytest.skip("web/node_modules is missing: run `npm ci` in web/")


def test_the_page_was_built_from_these_sources():
    made_from = manifest()["sources"]
    assert sorted(made_from) == sources(), REBUILD
    changed = [name for name, digest in made_from.items() if sha256(WEB / name) != digest]
    assert not changed, REBUILD


def test_the_built_files_are_as_they_were_built():
    built = manifest()["built"]
    there = {path.name for path in STATIC.iterdir()} - {"manifest.json"}
    assert there == set(built)
    assert [name for name, digest in built.items() if sha256(STATIC / name) != digest] == []


def test_a_rebuild_gives_the_same_bytes(tmp_path):
    node_modules()
    subprocess.run(
        ["node", "bundle/build.mjs", "--out", str(tmp_path)], cwd=WEB, check=True, timeout=300
    )
    names = sorted(path.name for path in STATIC.iterdir())
    assert sorted(path.name for path in tmp_path.iterdir()) == names
    for name in names:
        assert (tmp_path / name).read_bytes() == (STATIC / name).read_bytes(), name


def test_the_page_is_small():
    assert sum(path.stat().st_size for path in STATIC.iterdir()) < MOST_BYTES


def test_the_page_keeps_the_content_policy():
    page = (STATIC / "index.html").read_text()
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", page, re.S)
    assert scripts
    assert not any(inner.strip() for inner in scripts)
    assert "module" not in page  # a module is refused from file://
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", page)
    assert not re.search(r"(src|href)=\"(https?:)?//", page)


def test_the_scripts_parse_no_markup_and_no_code():
    script = (STATIC / "page.js").read_text()
    forbidden = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "new Function")
    assert [word for word in forbidden if word in script] == []
    assert not re.search(r"\beval\(", script)
    assert "import(" not in script


def test_the_styles_ask_for_nothing():
    style = (STATIC / "page.css").read_text()
    assert "@import" not in style
    assert [each for each in re.findall(r"url\(([^)]*)\)", style) if "#" not in each] == []


def test_no_address_is_asked_but_the_server_s_own():
    script = (STATIC / "page.js").read_text()
    addresses = set(re.findall(r"https?://[\w.-]+", script))
    assert addresses <= {"http://www.w3.org"}  # the name of SVG


def test_the_page_s_own_tests_pass():
    node_modules()
    done = subprocess.run(
        ["npm", "test", "--silent"],
        cwd=WEB,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_types_hold():
    node_modules()
    done = subprocess.run(
        ["npm", "run", "check", "--silent"],
        cwd=WEB,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_file_names_no_registry():
    lock = json.loads((WEB / "package-lock.json").read_text())
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
