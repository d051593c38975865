"""The gazetteer: names folded, indexes built once, a team's own files read."""

from __future__ import annotations

import gzip
import multiprocessing
import sqlite3
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.earth import kilometres, moved, nearest_on
from dateline.errors import ConfigError
from dateline.gazetteer import Gazetteer, add, core_index, opened
from dateline.gazetteer_cache import VARIABLE, built, cache_folder
from dateline.gazetteer_core import Alias, data_names
from dateline.gazetteer_files import file_rows
from dateline.gazetteer_index import Row, write
from dateline.gazetteer_names import distance, fold, skeleton
from dateline.lexicon import read_data

DUMP = (
    "9000001\tTell Ahmar\tTell Ahmar\tTall Ahmar,تل أحمر\t36.67\t38.12\tP\tPPL\tSY\t\t02\t\t\t\t120\t\t\t\t\n"
    "9000002\tWadi Sabt\tWadi Sabt\t\t36.60\t38.20\tH\tSTM\tSY\t\t02\t\t\t\t0\t\t\t\t\n"
    "9000003\tRoad 4\tRoad 4\t\t36.60\t38.20\tR\tRD\tSY\t\t02\t\t\t\t0\t\t\t\t\n"
)
TABLE = (
    "name,lat,lon,kind,country,alternate_names\n"
    "Tell Ahmar,36.67,38.12,village,SY,Tall Ahmar|تل أحمر\n"
    '"Camp Seven, North",36.70,38.00,landmark,SY,\n'
)


@pytest.fixture(scope="module")
def world() -> Gazetteer:
    return opened()


@pytest.mark.parametrize(
    ("names", "folded"),
    [
        (("Mek'ele", "Mekʼele", "MEKELE"), "mekele"),
        (("Ar-Raqqah", "ar raqqah", "Ar–Raqqah"), "ar raqqah"),
        (("St. Louis", "Saint Louis", "Saint-Louis"), "st louis"),
        (("Łódź", "Lodz"), "lodz"),
        (("Gəncə", "Ganca"), "ganca"),
        (("الرّقة", "الرقه"), "الرقه"),
    ],
)
def test_spellings_that_fold_to_one(names: tuple[str, ...], folded: str) -> None:
    assert {fold(name) for name in names} == {folded}


@pytest.mark.parametrize(
    "names",
    [
        ("Raqa", "Raqqa", "Ar Raqqah", "ar-Raqqa"),
        ("Hodeidah", "Al Hudaydah", "Hudaida"),
        ("Fallujah", "Al Fallujah", "Falluja"),
        ("Jisr al-Shughur", "Jisr ash Shughur"),
    ],
)
def test_transliterations_that_sound_alike(names: tuple[str, ...]) -> None:
    sounds = {skeleton(fold(name)) for name in names}
    assert len(sounds) == 1
    assert "" not in sounds


@pytest.mark.parametrize(("left", "right"), [("Homs", "Hama"), ("Mosul", "Mosfilm")])
def test_names_that_do_not_sound_alike(left: str, right: str) -> None:
    assert skeleton(fold(left)) != skeleton(fold(right)) or not skeleton(fold(left))


@given(st.text(max_size=30))
def test_folding_once_is_enough(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("left", "right", "limit", "wanted"),
    [("homs", "homs", 2, 0), ("homs", "hmos", 2, 1), ("homs", "hom", 1, 1), ("homs", "kyiv", 2, 3)],
)
def test_distance_of_names(left: str, right: str, limit: int, wanted: int) -> None:
    assert distance(left, right, limit) == wanted


def test_distances_and_bearings_on_the_earth() -> None:
    assert kilometres(0, 0, 0, 1) == pytest.approx(111.2, rel=0.001)
    assert moved(10.0, 179.9, 90.0, 50.0)[1] == pytest.approx(-179.6, abs=0.1)
    north, east, away = nearest_on(((0.0, 0.0), (0.0, 2.0)), 1.0, 1.0)
    assert (north, east) == pytest.approx((0.0, 1.0))
    assert away == pytest.approx(111.2, rel=0.001)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Raqa", "geonames:172955"), ("الموصل", "geonames:99072"), ("Artemivsk", "geonames:713174"),
        ("Hodeidah", "geonames:79415"), ("Stepanakert", "geonames:146970"),
    ],
)  # fmt: skip
def test_names_of_the_world(world: Gazetteer, name: str, key: str) -> None:
    assert key in {feature.key for feature in world.find_name(name)}


def test_a_name_knows_its_years(world: Gazetteer) -> None:
    (bakhmut,) = (f for f in world.find_name("Bakhmut") if f.key == "geonames:713174")
    assert world.years("artemivsk", bakhmut.key) == (1924, 2016)
    assert world.years("bakhmut", bakhmut.key) is None


def test_peoples_and_capitals(world: Gazetteer) -> None:
    assert world.country_of_people("Yemeni") == "YE"
    assert world.country_of_people("Yemen") is None
    assert world.capital("YE").name.lower().startswith("san")
    assert world.country("YE").kind == "country"
    assert world.capital("XX") is None


def test_what_a_place_lies_in(world: Gazetteer) -> None:
    (mosul,) = (f for f in world.find_name("Mosul") if f.key == "geonames:99072")
    assert world.names_of(mosul)[0] == "Iraq"
    assert len(world.names_of(mosul)) >= 2


def test_every_alias_names_a_record_or_gives_a_point(world: Gazetteer) -> None:
    lost = []
    for file in data_names():
        if not file.startswith("places/aliases/"):
            continue
        for code, entries in read_data(file, dict[str, tuple[Alias, ...]]).items():
            for entry in entries:
                names = (entry.of, *entry.also, *entry.was)
                keys = [{f.key for f in world.find_name(name) if f.cc == code} for name in names]
                if not set.intersection(*keys):
                    lost.append((code, entry.of))
    assert lost == []


@pytest.mark.parametrize("packed", [False, True])
def test_a_geonames_dump(tmp_path: Path, packed: bool) -> None:  # noqa: FBT001
    path = tmp_path / ("SY.txt.gz" if packed else "SY.txt")
    path.write_bytes(gzip.compress(DUMP.encode()) if packed else DUMP.encode())
    rows = list(file_rows(path))
    assert [(row.key, row.kind) for row in rows] == [
        ("geonames:9000001", "village"), ("geonames:9000002", "river"),
    ]  # fmt: skip
    assert rows[0].names == ("Tall Ahmar", "تل أحمر")


@pytest.mark.parametrize("text", [TABLE, "\ufeff" + TABLE, TABLE.replace("\n", "\r\n")])
def test_a_table(tmp_path: Path, text: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode())
    rows = list(file_rows(path))
    assert [row.name for row in rows] == ["Tell Ahmar", "Camp Seven, North"]
    assert rows[0].names == ("Tall Ahmar", "تل أحمر")
    assert rows[1].kind == "landmark"


def test_an_extract_in_two_files(tmp_path: Path) -> None:
    (tmp_path / "x.features.tsv").write_text(
        "fid\tname\tlat\tlon\tkind\tcc\ta1\ta2\tpop\tgeonameid\twikidata\tfcode\tsrc\n"
        "7\tTell Ahmar\t36.67\t38.12\tvillage\tSY\t02\t\t\t\tQ7\t\twof\n",
        "utf-8",
    )
    (tmp_path / "x.names.tsv").write_text("fid\tname\n7\tTall Ahmar\n", "utf-8")
    (row,) = file_rows(tmp_path / "x.features.tsv")
    assert (row.key, row.names) == ("wikidata:Q7", ("Tall Ahmar",))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"hello world\n", "no gazetteer of a known shape"),
        (b"", "no gazetteer of a known shape"),
        (b"name,lat,lon\nX,91,0\n", "no point on the earth"),
        (b"name,lat,lon\nX,north,0\n", "no point on the earth"),
        (b"name,lat,lon\n\xff\xfe,1,2\n", "Give a gazetteer as UTF-8"),
    ],
)
def test_files_that_are_no_gazetteer(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=words):
        add(path, folder=tmp_path)
    assert not list(tmp_path.glob("*.sqlite"))


def test_a_file_is_indexed_once_and_again_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(TABLE, "utf-8")
    told: list[str] = []
    first = add(path, told.append, tmp_path)
    assert add(path, told.append, tmp_path) == first
    assert (first.places, len(told)) == (2, 1)
    path.write_text(TABLE + "Tell Abyat,36.1,38.1,village,SY,\n", "utf-8")
    second = add(path, told.append, tmp_path)
    assert (second.places, len(told)) == (3, 2)
    assert second.file != first.file


def test_own_places_stand_beside_the_world(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(
        "name,lat,lon,country\nTummelwatta,11.5,30.2,SD\nMosul,36.34,43.12,IQ\n", "utf-8"
    )
    index = add(path, folder=tmp_path).file
    both = Gazetteer([core_index(), index])
    (own,) = both.find_name("Tummelwatta")
    assert (own.kind, own.cc) == ("village", "SD")
    assert "own:36.34,43.12" not in {feature.key for feature in both.find_name("Mosul")}
    both.close()


def test_an_index_is_whole_or_not_there(tmp_path: Path) -> None:
    def rows():
        yield Row("a:1", "One", 1.0, 1.0, "village")
        raise ConfigError("broken", where="x", advice="mend")

    with pytest.raises(ConfigError):
        write(tmp_path / "x.sqlite", rows(), {"path": "x"})
    assert list(tmp_path.iterdir()) == []


def _build(folder: str, queue) -> None:
    def build(target: Path) -> None:
        queue.put("built")
        rows = [Row(f"a:{number}", f"Name {number}", 1.0, 1.0, "village") for number in range(5000)]
        write(target, rows, {"path": "x"})

    path = built(Path(folder) / "x.sqlite", build)
    with closing(sqlite3.connect(path)) as connection:
        queue.put(connection.execute("SELECT count(*) FROM features").fetchone()[0])


def test_threads_may_share_a_gazetteer(world: Gazetteer) -> None:
    world.find.cache_clear()
    names = ["Mosul", "Raqqa", "Kunduz", "Goma", "Bakhmut", "Taiz"] * 20
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(world.find_name, names))
    assert found == [world.find_name(name) for name in names]
    assert all(found)


def test_of_processes_that_ask_at_once_one_builds(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    processes = [context.Process(target=_build, args=(str(tmp_path), queue)) for _ in range(3)]
    for process in processes:
        process.start()
    told = [queue.get(timeout=60) for _ in range(4)]
    for process in processes:
        process.join(60)
    assert sorted(map(str, told)) == ["5000", "5000", "5000", "built"]


def test_where_indexes_are_kept(tmp_path: Path) -> None:
    named, home = tmp_path / "named", tmp_path / "home"
    assert cache_folder({VARIABLE: str(named), "HOME": str(home)}, "linux") == named
    assert cache_folder({"HOME": str(home)}, "linux") == home / ".cache" / "dateline"
    assert cache_folder({"HOME": str(home)}, "darwin") == home / "Library" / "Caches" / "dateline"
    assert cache_folder({"HOME": str(home), "LOCALAPPDATA": str(named)}, "win32") == (
        named / "dateline"
    )


def test_where_the_home_cannot_be_written_to_another_folder_is_taken(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("a file, so that no folder can be made in it", "utf-8")
    folder = cache_folder({"HOME": str(home)}, sys.platform)
    assert home not in folder.parents
    assert folder.is_dir()


def test_an_index_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    def build(target: Path) -> None:
        raise OSError(28, "No space left on device", str(target))

    with pytest.raises(ConfigError, match="No space left on device") as caught:
        built(tmp_path / "x.sqlite", build)
    assert VARIABLE in str(caught.value)


def test_an_index_is_the_same_however_it_is_cut(tmp_path: Path, monkeypatch) -> None:
    rows = [
        Row(f"a:{number}", f"Name {number % 3}", 1.0, 1.0, "village", "SY", names=("Tell",))
        for number in range(7)
    ]
    write(tmp_path / "whole.sqlite", rows, {"path": "x"})
    monkeypatch.setattr("dateline.gazetteer_index.BATCH", 2)
    write(tmp_path / "cut.sqlite", iter(rows), {"path": "x"})
    dumps = []
    for name in ("whole", "cut"):
        with closing(sqlite3.connect(tmp_path / f"{name}.sqlite")) as connection:
            dumps.append(list(connection.iterdump()))
    assert dumps[0] == dumps[1]
    assert any("Tell" in line or "tell" in line for line in dumps[0])


def test_a_slip_of_the_pen_counts_in_one_country_only(world: Gazetteer) -> None:
    assert {feature.cc for feature in world.similar("kandahr", "AF")} == {"AF"}
    assert world.similar("kandahr", "AF")[0].name.startswith("Kandahar")
    assert world.similar("kandahr", "FR") == ()
    assert world.similar("kand", "AF") == ()
