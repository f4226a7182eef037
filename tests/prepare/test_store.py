"""Prepared programs as files: used while nothing changed, never otherwise, and never in the way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import elig
from elig.prepare import keep, store
from elig.program import load as loading
from elig.program.files import bundled
from elig.program.model import CheckedProgram

LIBRARY = Path(elig.__file__).parents[1]
EXPLAIN = Path(__file__).parents[1] / "explain" / "policies"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of policies, with what the shipped vocabulary is not needed for."""
    return Path(shutil.copytree(EXPLAIN, tmp_path / "mine"))


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is loaded from YAML from here on."""
    found: list[object] = []
    before: Callable[..., CheckedProgram | None] = loading.load_program

    def load_program(*given: object) -> CheckedProgram | None:
        found.append(given)
        return before(*given)

    monkeypatch.setattr(loading, "load_program", load_program)
    return found


def only_file(cache: Path) -> Path:
    (found,) = cache.iterdir()
    return found


def test_the_second_time_nothing_is_loaded(folder: Path, cache: Path, loads: list[object]) -> None:
    first = elig.load(folder, cache=cache)
    second = elig.load(folder, cache=cache)
    assert len(loads) == 1
    assert second.checked == first.checked


def test_nothing_is_kept_unless_asked_for(folder: Path, cache: Path, loads: list[object]) -> None:
    elig.load(folder)
    elig.load(folder)
    assert len(loads) == 2
    assert not cache.exists()


def test_the_folder_and_the_file_are_the_users_alone(folder: Path, cache: Path) -> None:
    elig.load(folder, cache=cache)
    assert cache.stat().st_mode & 0o777 == 0o700
    assert only_file(cache).stat().st_mode & 0o777 == 0o600


def test_one_byte_of_equal_size_and_time_is_noticed(folder: Path, cache: Path) -> None:
    before = elig.load(folder, cache=cache)
    file = folder / "vocabulary.yaml"
    state, text = file.stat(), file.read_text("utf-8")
    place = text.index("label: {zh: ") + len("label: {zh: ")
    file.write_text(text[:place] + ("甲" if text[place] != "甲" else "乙") + text[place + 1 :], "utf-8")
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert file.stat().st_mtime_ns == state.st_mtime_ns
    assert file.stat().st_size == state.st_size
    after = elig.load(folder, cache=cache)
    assert after.checked != before.checked
    assert after.checked == elig.load(folder).checked


def test_what_is_loaded_is_not_what_comes_to_stand_there_later(folder: Path, cache: Path) -> None:
    expected = elig.load(folder, cache=cache).checked
    loaded = elig.load(folder, cache=cache)
    (folder / "vocabulary.yaml").write_text("nothing: of this", "utf-8")
    only_file(cache).unlink()
    assert loaded.checked == expected
    assert loaded.checked is loaded.checked


def test_loading_compares_the_files_and_opens_nothing_else(folder: Path, cache: Path) -> None:
    elig.load(folder, cache=cache)
    program = f"import sys, elig; elig.load({str(folder)!r}, cache={str(cache)!r}); print(*sys.modules)"
    words = [sys.executable, "-I", "-S", "-c", f"import sys; sys.path.append({str(LIBRARY)!r}); {program}"]
    loaded = set(subprocess.run(words, capture_output=True, encoding="utf-8", check=True, timeout=120).stdout.split())
    assert "elig.prepare.store" in loaded
    assert loaded.isdisjoint({"collections", "datetime", "enum", "fractions", "functools", "json", "re"})
    assert loaded.isdisjoint({"elig.prepare.read", "elig.program.model", "elig.records", "elig.program.load"})


def test_a_new_file_and_a_file_that_is_gone_are_noticed(folder: Path, cache: Path, loads: list[object]) -> None:
    elig.load(folder, cache=cache)
    (folder / "localities").mkdir(exist_ok=True)
    new = folder / "localities" / "110000.yaml"
    new.write_text('locality: "110000"\nlabel: {zh: 某地, en: a place}\n', "utf-8")
    assert "110000" in elig.load(folder, cache=cache).checked.localities
    new.unlink()
    assert "110000" not in elig.load(folder, cache=cache).checked.localities
    assert len(loads) == 3


def test_a_file_that_is_used_and_comes_to_lie_nearer_is_noticed(tmp_path: Path, cache: Path) -> None:
    alone = Path(shutil.copy(bundled() / "ningshan.yaml", tmp_path / "ningshan.yaml"))
    elig.load(alone, cache=cache)
    text = (bundled() / "vocabulary.yaml").read_text("utf-8")
    (tmp_path / "vocabulary.yaml").write_text(f"# mine\n{text}", "utf-8")
    assert elig.load(alone, cache=cache).checked.files == elig.load(alone).checked.files


def test_errors_are_told_every_time(folder: Path, cache: Path) -> None:
    (folder / "bad.yaml").write_text("policy: [", "utf-8")
    for _ in range(2):
        with pytest.raises(elig.PolicyError):
            elig.load(folder, cache=cache)
    assert not cache.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: b"",
        lambda data: data[: len(data) // 2],
        lambda data: data[:-1],
        lambda data: data.replace(b"is_folder", b"is_folded", 1),
        lambda data: data[:-1] + bytes([data[-1] ^ 1]),
        lambda data: b"PK\x03\x04 something else",
        lambda data: b"elig-prepared 0 00000000\n{}\n",
    ],
    ids=["empty", "half", "a byte short", "another header", "a bit changed", "foreign", "another format"],
)
def test_a_file_that_is_not_whole_is_as_none(
    spoil: Callable[[bytes], bytes], folder: Path, cache: Path, loads: list[object]
) -> None:
    expected = elig.load(folder, cache=cache)
    file = only_file(cache)
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    assert elig.load(folder, cache=cache).checked == expected.checked
    assert len(loads) == 2
    assert file.read_bytes() == whole, "it was written anew"


def test_another_engine_reads_none_of_it(
    folder: Path, cache: Path, loads: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    elig.load(folder, cache=cache)
    for module in (store, keep):
        monkeypatch.setattr(module, "engine_state", lambda: "another")
    elig.load(folder, cache=cache)
    elig.load(folder, cache=cache)
    assert len(loads) == 2


def test_a_file_from_a_machine_with_another_order_of_bytes_is_as_none(
    folder: Path, cache: Path, loads: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = elig.load(folder, cache=cache)
    monkeypatch.setattr(store, "byteorder", "another")
    assert elig.load(folder, cache=cache).checked == expected.checked
    assert len(loads) == 2


@pytest.mark.parametrize("mode", [0o755, 0o770, 0o707])
def test_a_folder_that_others_can_enter_is_not_used(mode: int, folder: Path, cache: Path, loads: list[object]) -> None:
    cache.mkdir()
    cache.chmod(mode)
    elig.load(folder, cache=cache)
    elig.load(folder, cache=cache)
    assert len(loads) == 2
    assert list(cache.iterdir()) == []


def test_a_folder_of_somebody_else_is_not_used(
    folder: Path, cache: Path, loads: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    elig.load(folder, cache=cache)
    monkeypatch.setattr(os, "geteuid", lambda: cache.stat().st_uid + 1)
    elig.load(folder, cache=cache)
    assert len(loads) == 2


def test_a_link_is_no_folder(folder: Path, cache: Path, tmp_path: Path, loads: list[object]) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    cache.symlink_to(tmp_path / "elsewhere")
    elig.load(folder, cache=cache)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_cache_that_cannot_be_is_no_error(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert elig.load(folder, cache=tmp_path / "file" / "below").regions


def test_old_programs_make_room(folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elig.prepare.folder.MOST_FILES", 2)
    for name in ("state", "town", "vocabulary"):
        shutil.copytree(folder, folder.parent / name)
        elig.load(folder.parent / name, cache=cache)
    assert len(list(cache.iterdir())) == 2


def test_several_processes_at_once(folder: Path, cache: Path) -> None:
    program = f"import elig; print(len(elig.load({str(folder)!r}, cache={str(cache)!r}).checked.files))"
    running = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, encoding="utf-8") for _ in range(3)
    ]
    counts = {process.communicate(timeout=120)[0] for process in running}
    assert counts == {f"{len(elig.load(folder).checked.files)}\n"}
    assert [process.returncode for process in running] == [0, 0, 0]
    assert only_file(cache).name.endswith(".elig")
