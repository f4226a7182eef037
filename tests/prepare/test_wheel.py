"""What a wheel installs: modules from one file, as long as it is theirs, and policies that are prepared."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from elig.bundled import NAME
from elig.bundling import STEPS
from elig.version import __version__

ROOT = Path(__file__).parents[2]
CHECK = ("check", str(ROOT / "examples" / "qianxinan" / "complete.json"), "--on", "2020-12-01", "--lang", "zh")
TELL = (
    "import sys; print(*sorted(n for n, m in sys.modules.items() if type(m.__loader__).__module__ == 'elig.bundled'))"
)


def command(*words: str) -> str:
    return subprocess.run(words, capture_output=True, encoding="utf-8", check=True, timeout=120, cwd=ROOT).stdout


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, installed into a folder."""
    made = tmp_path_factory.mktemp("wheel")
    command(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(made), str(ROOT))
    (wheel,) = made.glob("*.whl")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--no-compile", "--target")
    command(*pip, str(made / "installed"), str(wheel))
    return made / "installed"


@pytest.fixture
def installed(built: Path, tmp_path: Path) -> Path:
    """The same with times as they were, to be changed by one test."""
    return shutil.copytree(built, tmp_path / "installed")


def run(installed: Path, program: str, *options: str) -> str:
    """What a program prints that finds nothing but what is installed."""
    path = f"import sys; sys.path.append({str(installed)!r})\n"
    return command(sys.executable, "-I", "-S", "-X", "utf8", *options, "-c", path + program)


def bundled(installed: Path, *options: str) -> set[str]:
    """The modules of a process that come from the file."""
    return set(run(installed, f"import elig_cli.quick, elig.api, elig.program.model\n{TELL}", *options).split())


def test_modules_come_from_the_file_and_say_where_their_sources_are(built: Path) -> None:
    assert bundled(built) >= {"elig.api", "elig.program", "elig.program.model", "elig_cli.quick"}
    told = run(
        built,
        "import inspect, importlib.resources, elig, elig.api, elig.lang\n"
        "print(elig.api.__file__, elig.api.__spec__.origin, elig.api.load.__code__.co_filename)\n"
        "print(inspect.getsource(elig.api.load).splitlines()[0])\n"
        "print(importlib.resources.files('elig.lang').joinpath('grammar.lark').is_file(), *elig.lang.__path__)",
    ).splitlines()
    source = str(built / "elig" / "api.py")
    assert told == [f"{source} {source} {source}", "def load(", f"True {built / 'elig' / 'lang'}"]


def test_the_code_of_a_module_can_be_asked_for_again(built: Path) -> None:
    program = (
        "import elig.api\n"
        "codes = [elig.api.__loader__.get_code('elig.api') for _ in range(2)]\n"
        "print(codes[0] == codes[1], codes[0].co_filename == elig.api.__file__, elig.api.__cached__)"
    )
    assert run(built, program) == f"True True {built / 'elig' / NAME}\n"


def test_what_a_household_needs_lies_in_a_piece_for_each_step(built: Path) -> None:
    pieces = (
        "bundle = next(finder for finder in sys.meta_path if type(finder).__name__ == 'Bundle')\n"
        "print(len({bundle.index[name][3] for name in sys.modules if name in bundle.index}))"
    )
    program = f"from elig_cli.quick import answer\nassert answer({list(CHECK)!r})\n{pieces}"
    assert run(built, program) == f"{len(STEPS)}\n"


def test_an_installation_answers_as_the_checkout_does_and_loads_no_policy(built: Path) -> None:
    program = f"sys.argv = ['elig', *{CHECK!r}]\nfrom elig_cli.main import main\nmain()"
    cache = "import os; os.environ['ELIG_CACHE'] = 'off'\n"
    here = f"import sys; sys.path[:0] = {[str(ROOT / 'engine'), str(ROOT / 'cli')]!r}\n"
    assert run(built, cache + program) == command(sys.executable, "-X", "utf8", "-c", here + cache + program)
    assert run(built, "import elig; print(elig.load().checked.files != (), 'elig.program.load' in sys.modules)") == (
        "True False\n"
    )


def test_a_source_that_was_changed_is_seen(installed: Path) -> None:
    source = installed / "elig" / "version.py"
    text = source.read_text("utf-8")
    other = f"9{__version__[1:]}"
    source.write_text(text.replace(__version__, other), "utf-8")
    assert source.stat().st_size == len(text.encode())
    assert run(installed, "import elig; print(elig.__version__)") == f"{other}\n"


def test_a_source_of_another_size_is_seen_whatever_its_time(installed: Path) -> None:
    source = installed / "elig" / "version.py"
    source.write_text(source.read_text("utf-8").replace(__version__, f"{__version__}0"), "utf-8")
    os.utime(source, (0, 0))
    assert run(installed, "import elig; print(elig.__version__)") == f"{__version__}0\n"


def test_a_source_that_is_gone_is_no_module(installed: Path) -> None:
    (installed / "elig" / "version.py").unlink()
    program = "try:\n import elig.version\nexcept ModuleNotFoundError as error:\n print(error.name)"
    assert run(installed, program) == "elig.version\n"


def test_another_package_of_the_name_finds_its_own_modules(installed: Path, tmp_path: Path) -> None:
    shutil.move(installed / "elig_cli", tmp_path / "elig_cli")
    (tmp_path / "elig_cli" / "clock.py").write_text("AT = 'elsewhere'\n", "utf-8")
    program = f"sys.path.append({str(tmp_path)!r})\nimport elig_cli.clock\nprint(elig_cli.clock.AT)"
    assert run(installed, program) == "elsewhere\n"


def test_code_of_another_python_is_as_none(installed: Path) -> None:
    file = installed / "elig" / NAME
    data = file.read_bytes()
    file.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    assert bundled(installed) == set()


def test_where_asserts_are_left_out_the_file_is_too(built: Path) -> None:
    assert bundled(built, "-O") == set()
