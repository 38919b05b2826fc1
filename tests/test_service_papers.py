"""The papers of the service are true: settings are all documented, threats name tests that exist, the unit is sound."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from dataclasses import fields
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from index.errors import Unusable
from search_api.api.app import create_app
from search_api.commands import build_app
from search_api.service.admission import FREE
from search_api.service.settings import ServiceSettings, name_of

ROOT = Path(__file__).parent.parent
SERVICE = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
PAGE_OF_SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
SETTINGS = {name_of(field.name) for field in fields(ServiceSettings)}


def test_every_limit_is_documented_with_its_default():
    told = dict(re.findall(r"^\| `(CANCU_[A-Z_]+)` \| [^|]+ \| ([^|]+) \|", PAGE_OF_SETTINGS, re.MULTILINE))
    for field in fields(ServiceSettings):
        shown = told[name_of(field.name)].strip().strip("`")
        if field.name != "at_once":
            assert shown == (
                f"{field.default:g}" if isinstance(field.default, float | int) else field.default
            )


def test_settings_are_read_and_wrong_ones_are_refused():
    assert ServiceSettings.from_environment({}) == ServiceSettings()
    read = ServiceSettings.from_environment(
        {"CANCU_READING": "token", "CANCU_RATE": "0", "CANCU_AT_ONCE": "3"}
    )
    assert (read.reading, read.rate, read.at_once) == ("token", 0, 3)
    for name, words in (
        ("CANCU_RATE", "-1"),
        ("CANCU_AT_ONCE", "0"),
        ("CANCU_LOG", "xml"),
        ("CANCU_SECONDS", "nan"),
    ):
        with pytest.raises(Unusable, match=name):
            ServiceSettings.from_environment({name: words})


def test_every_threat_names_a_test_that_exists():
    told = (ROOT / "docs" / "threats.md").read_text(encoding="utf-8")
    table = re.findall(r"^\|.*\|$", told, re.MULTILINE)[2:]
    assert len(table) > 40
    for row in table:
        threat, guard, test = (cell.strip() for cell in row.strip("|").split("|"))
        assert threat and guard
        file, name = re.fullmatch(r"`(test_\w+\.py)::(test_\w+)`", test).groups()
        written = (ROOT / "tests" / file).read_text(encoding="utf-8")
        assert re.search(rf"^(async )?def {name}\(", written, re.MULTILINE), test


def test_the_commands_of_the_service_are_documented():
    import typer

    commands = typer.main.get_command(build_app()).commands
    for name in ("backup", "restore", "doctor", "serve", "token"):
        assert name in commands
        assert f"cancu {name}" in SERVICE
    for name in commands["token"].commands:
        assert f"cancu token {name}" in SERVICE


def test_the_unit_is_sound_and_hardened():
    unit = (ROOT / "deploy" / "cancu.service").read_text(encoding="utf-8")
    for line in (
        "NoNewPrivileges=yes",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "CapabilityBoundingSet=",
        "MemoryMax=",
    ):
        assert line in unit
    assert set(re.findall(r"CANCU_[A-Z_]+", unit)) <= SETTINGS | {"CANCU_HOME", "CANCU_TOKEN"}
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    told = subprocess.run(
        ["systemd-analyze", "verify", ROOT / "deploy" / "cancu.service"], capture_output=True, text=True
    )
    wrong = [
        line for line in told.stderr.splitlines() if "cancu.service" in line and "not executable" not in line
    ]
    assert wrong == []


MADE = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")


def steps():
    """The instructions of the Containerfile, continued lines joined: name and words."""
    lines = re.sub(r"\\\n\s*", " ", MADE).splitlines()
    return [tuple(line.split(None, 1)) for line in lines if line.strip() and not line.startswith("#")]


def of(name):
    return [words for step, words in steps() if step == name]


def test_the_container_copies_what_the_wheel_is_made_of_and_runs_as_nobody_special():
    for room in ("corpus", "ingest", "index", "search_api"):
        assert f"COPY {room} " in MADE
    assert re.search(r"^USER [1-9]", MADE, re.MULTILINE)
    torch = re.search(r"^TORCH \?= (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert f"ARG TORCH={torch}" in MADE


def test_every_step_of_the_container_is_one_that_can_be_taken():
    known = {"FROM", "ARG", "RUN", "COPY", "USER", "ENV", "VOLUME", "EXPOSE", "HEALTHCHECK", "STOPSIGNAL"}
    assert {step for step, _ in steps()} <= known | {"ENTRYPOINT", "CMD"}
    stages = {words.split()[2] for words in of("FROM") if " AS " in words}
    for words in of("COPY"):
        *sources, _ = words.split()
        if sources[0].startswith("--from="):
            assert sources[0].removeprefix("--from=") in stages
        else:
            assert all((ROOT / source).exists() for source in sources), words
    programs = {part.split()[0] for words in of("RUN") for part in words.split("&&")}
    assert programs <= {"python", "useradd", "install", "/opt/cancu/.venv/bin/pip"}
    assert re.fullmatch(r"SIG[A-Z]+", of("STOPSIGNAL")[0])
    assert set(re.findall(r"CANCU_[A-Z_]+", MADE)) <= SETTINGS | {"CANCU_HOME"}


def test_what_the_container_starts_is_a_command_with_its_options():
    [program], [words] = map(json.loads, of("ENTRYPOINT")), [json.loads(of("CMD")[0])]
    assert Path(program[0]).name in scripts()
    assert accepted(words) == {"host": "0.0.0.0", "port": int(of("EXPOSE")[0])}
    probe = re.search(r"CMD (\[.*\])", of("HEALTHCHECK")[0])[1]
    _, option, code = json.loads(probe)
    assert option == "-c"
    compile(code, "healthcheck", "exec")
    asked = urlsplit(re.search(r"http://[^']+", code)[0])
    assert asked.port == int(of("EXPOSE")[0])
    assert asked.path in {
        getattr(route, "path", "") for route in create_app(Path("/nonexistent")).routes
    } | set(FREE)


def scripts():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]


def accepted(words):
    """What a command line of the program sets; fails where the program would refuse it."""
    import typer

    command = typer.main.get_command(build_app()).commands[words[0]]
    context = command.make_context(words[0], list(words[1:]))
    return {name: context.params[name] for name in ("host", "port")}


def test_what_the_unit_starts_is_a_command_with_its_options():
    unit = (ROOT / "deploy" / "cancu.service").read_text(encoding="utf-8")
    program, *words = re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE)[1].split()
    assert Path(program).name in scripts()
    assert accepted(words) == {"host": "127.0.0.1", "port": 8138}
    for document in re.findall(r"file:///opt/cancu/(\S+)", unit):
        assert (ROOT / document).is_file()
    told = {k: int(v) for k, v in re.findall(r"^(Memory\w+)=(\d+)G$", unit, re.MULTILINE)}
    assert told["MemoryHigh"] < told["MemoryMax"]
    assert told["MemoryMax"] * 1024 > ServiceSettings().read_mib, (
        "one reader at its limit leaves room for the server"
    )


def test_the_image_would_be_made_of_everything_that_the_program_is(tmp_path):
    """What the steps copy is enough to make the wheel, and the wheel has every file of the rooms."""
    for words in of("COPY"):
        *sources, to = words.split()
        if not sources[0].startswith("--from="):
            for source in sources:
                place = tmp_path / to.strip("/") / (source if to.endswith("/") else "")
                place.parent.mkdir(parents=True, exist_ok=True)
                copy = shutil.copytree if (ROOT / source).is_dir() else shutil.copy
                copy(ROOT / source, place)
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "made")],
        cwd=tmp_path / "src", capture_output=True, text=True,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    [wheel] = (tmp_path / "made").glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        inside = set(packed.namelist())
    for room in ("corpus", "ingest", "index", "search_api"):
        tracked = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / room).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert tracked <= inside, sorted(tracked - inside)[:5]
    assert any(name.endswith("entry_points.txt") for name in inside)


def test_everything_that_is_needed_is_pinned_for_the_image():
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = {re.match(r"[\w.-]+", one)[0].lower() for one in needed}
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert names <= {
        name.lower().replace("_", "-") for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)
    }
