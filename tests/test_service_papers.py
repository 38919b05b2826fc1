"""The papers of the service are true: settings are all documented, threats name tests that exist, the unit is sound."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from index.errors import Unusable
from search_api.commands import build_app
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
    rows = re.findall(
        r"^\| .+ \| `(test_\w+\.py)(?:::(\w+))?` \|$",
        (ROOT / "docs" / "threats.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    assert len(rows) > 20
    for file, name in rows:
        assert (
            f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")
            if name
            else (ROOT / "tests" / file).is_file()
        )


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


def test_the_container_copies_what_the_wheel_is_made_of_and_runs_as_nobody_special():
    made = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    for room in ("corpus", "ingest", "index", "search_api"):
        assert f"COPY {room} " in made
    assert re.search(r"^USER [1-9]", made, re.MULTILINE)
    torch = re.search(r"^TORCH \?= (\S+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert f"ARG TORCH={torch}" in made
