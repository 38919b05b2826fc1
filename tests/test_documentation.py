"""The documentation: nothing of the program is missing in it, nothing in it is missing in the program, its examples run.

Where something new is not documented, the failure says what to write and where.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import re
import shlex
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest
import typer
from conftest import REPOSITORY, TOKEN
from live_server import serving

from index.changes import latest
from index.library import open as open_library
from search_api.api import problems
from search_api.api.app import create_app
from search_api.api.problem_types import PROBLEM_TYPES
from search_api.command_reference import commands, made
from search_api.commands import build_app, main
from search_api.service.settings import ServiceSettings, name_of
from tests.writers.codification import two_subjects, write_release
from tests.writers.document import Written
from tests.writers.word import write_word

DOCS = REPOSITORY / "docs"
API = (DOCS / "api.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8138"
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, methods in create_app(Path("/nonexistent")).openapi()["paths"].items()
    for method, operation in methods.items()
}
SECTIONS = dict(re.findall(r"^### `([A-Z]+ /[^`]*)`\n(.*?)(?=^##|\Z)", API, re.MULTILINE | re.DOTALL))
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", API, re.MULTILINE | re.DOTALL)
EXAMPLES = [
    (kind, code, following if shown in ("json", "text") else None)
    for (kind, code), (shown, following) in itertools.zip_longest(BLOCKS, BLOCKS[1:], fillvalue=("", ""))
    if kind in ("sh", "python")
]


def skeleton(name, operation):
    """The section that a new operation needs."""
    method, path = name.split()
    words = [
        f"`{p['name']}`: {p.get('description', '')}"
        for p in operation.get("parameters", [])
        if p["in"] == "query"
    ]
    return "\n".join(
        (
            f"### `{name}`",
            "",
            f"(in English) {operation.get('description', '')}",
            *words,
            "",
            "```sh",
            f"curl -s{'' if method == 'GET' else f' -X {method}'} {ADDRESS}{path}",
            "```",
            "```json",
            "{}  (the fields that must come back)",
            "```",
        )
    )


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_is_documented_with_an_example(name):
    operation = OPERATIONS[name]
    assert name in SECTIONS, (
        f"docs/api.md lacks {name}; write under «Operations»:\n\n{skeleton(name, operation)}"
    )
    section = SECTIONS[name]
    assert re.search(r"^```(sh|python)\n", section, re.MULTILINE), (
        f"docs/api.md, section `{name}`: an example is missing"
    )
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query" and parameter["name"] != "q":
            assert re.search(rf"\b{parameter['name']}\b", section), (
                f"docs/api.md, section `{name}`, does not tell of `{parameter['name']}`: "
                f"{parameter.get('description', '')}"
            )


def test_no_operation_is_documented_that_is_not_there():
    assert set(SECTIONS) <= set(OPERATIONS), "docs/api.md documents what the program does not have"
    assert len(EXAMPLES) >= len(SECTIONS)


def test_every_type_of_problem_is_documented():
    for status in problems.TITLES:
        assert any(one.status == status for one in PROBLEM_TYPES), (
            f"status {status} has no type: add ProblemType({status}, …) to search_api/api/problem_types.py "
            "and a row to the table under «Problems» in docs/api.md"
        )
    rows = dict(re.findall(r"^\| `/problems#([a-z-]+)` \| (\d+) \| \S", API, re.MULTILINE))
    for one in PROBLEM_TYPES:
        assert rows.get(one.name) == str(one.status), (
            "docs/api.md lacks this row in the table under «Problems»:\n"
            f"| `/problems#{one.name}` | {one.status} | (when, in English; in Vietnamese: {one.means}) |"
        )
    assert set(rows) == {one.name for one in PROBLEM_TYPES}
    assert len({one.name for one in PROBLEM_TYPES}) == len(PROBLEM_TYPES)


def test_every_status_of_the_description_has_a_type():
    statuses = {int(s) for operation in OPERATIONS.values() for s in operation["responses"] if s >= "400"}
    assert statuses <= {one.status for one in PROBLEM_TYPES}


def test_people_find_every_type_of_problem_explained(client):
    page = client.get("/problems").text
    for one in PROBLEM_TYPES:
        assert f'id="{one.name}"' in page
        assert one.remedy in page


def test_the_reference_of_commands_is_what_their_help_says():
    kept = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert kept == made(), "docs/commands.md is not what the commands' help says: run `make docs`"


ALL_COMMANDS = list(commands(typer.main.get_command(build_app()), "cancu"))


@pytest.mark.parametrize(("path", "command"), ALL_COMMANDS, ids=lambda x: x if isinstance(x, str) else "")
def test_every_command_and_option_says_what_it_does(path, command):
    assert command.help, f"`{path}`: its function needs a Vietnamese docstring"
    for parameter in command.params:
        assert parameter.help, f"`{path}` {parameter.opts}: give it help=… in Vietnamese"


def settings_of_the_program():
    """Environment variables that the code reads, options included, and variables of make."""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("search_api", "index", "ingest")
        for path in sorted((REPOSITORY / room).rglob("*.py"))
    )
    read = set(re.findall(r"[\"'](CANCU_[A-Z0-9_]+)[\"']", code))
    read |= set(re.findall(r"environ(?:\.get\(|\[)[\"']([A-Z][A-Z0-9_]+)[\"']", code))
    read |= {p.envvar for _, command in ALL_COMMANDS for p in command.params if isinstance(p.envvar, str)}
    make = set(re.findall(r"^(\w+) \?=", (REPOSITORY / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    service = {name_of(field.name) for field in fields(ServiceSettings)}
    return (read | make | service) - {"PATH"}


def test_every_setting_is_documented():
    rows = dict(
        re.findall(
            r"^\| `(\w+)` \| ([^|]+) \|", (DOCS / "settings.md").read_text(encoding="utf-8"), re.MULTILINE
        )
    )
    for setting in sorted(settings_of_the_program()):
        assert setting in rows, (
            "docs/settings.md lacks a row for a setting that the code reads:\n"
            f"| `{setting}` | (what it sets, in English) | (default) |"
        )
    gone = set(rows) - settings_of_the_program()
    assert not gone, f"docs/settings.md tells of {sorted(gone)}, which nothing reads any more"


README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
README_LINES = [
    line
    for _, block in re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.startswith((".venv/bin/cancu ", "curl "))
]
NOT_RUN = {
    "fetch": "asks other hosts; see test_fetching.py",
    "mcp": "waits for its client; see test_assistant_tools.py",
    "evaluate": "asks sets that are not part of the repository; see test_evaluating.py",
    "build": "reads the whole corpus; see test_building.py",
    "serve": "serves until it is stopped; every example over HTTP is asked of a running server",
}
STANDS_FOR = {
    "FOLDER": "to-add",
    "FILE": "du-thao.docx",
    "OUT.docx": "nhan-xet.docx",
    "OFFICE": "văn thư",
    "COPY": "copy.cancu",
}


@pytest.fixture(scope="module")
def served(built_home, tmp_path_factory):
    """A server of its own, since examples add a document, and a folder to run examples in."""
    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(built_home, folder / "home")
    (folder / "ke-hoach.txt").write_text("KẾ HOẠCH\n\n1. Trồng tre chắn sóng.\n", encoding="utf-8")
    (folder / "to-add").mkdir()
    (folder / "to-add" / "thong-bao.txt").write_text(
        "KẾ HOẠCH\n\n1. Dọn vệ sinh cơ quan.\n", encoding="utf-8"
    )
    draft = (("Căn cứ Nghị định số 49/2020/NĐ-CP ngày 17/4/2020 của Bộ Công an;",),)
    write_word(Written("Số: 1/KH-UBND", "Hà Giang, ngày 05 tháng 3 năm 2024", draft), folder / "du-thao.docx")
    write_release(folder / "BoPhapDien.zip", *two_subjects())
    with serving(folder / "home", TOKEN) as address:
        yield address, folder


@pytest.mark.parametrize("line", README_LINES)
def test_a_command_of_the_readme_runs(served, line, monkeypatch, capfd):
    address, folder = served
    monkeypatch.chdir(folder)
    words = shlex.split(line.replace(ADDRESS, address), comments=True)
    if words[0] == "curl":
        if shutil.which("curl") is None:
            pytest.skip("curl is not installed")
        ran = subprocess.run(
            [*words, "-fs"], capture_output=True, timeout=60, env={**os.environ, "no_proxy": "*"}
        )
        assert ran.returncode == 0
        return
    if words[1] in NOT_RUN:
        pytest.skip(NOT_RUN[words[1]])
    with open_library(folder / "home") as library:
        stands_for = STANDS_FOR | {"MÃ": latest(library)}
    given = [stands_for.get(word, word) for word in words[1:]]
    assert not [w for w in given if w.isupper() and w.isalpha() and len(w) > 1], (
        "tests/test_documentation.py, STANDS_FOR: say what stands for the word in capitals"
    )
    assert main([*given, "--home", str(folder / "home")]) == 0, capfd.readouterr().err


@pytest.mark.parametrize(
    ("kind", "code", "shown"), EXAMPLES, ids=[code.strip().splitlines()[0][:90] for _, code, _ in EXAMPLES]
)
def test_an_example_runs_and_gives_what_it_shows(served, kind, code, shown, monkeypatch):
    address, folder = served
    monkeypatch.chdir(folder)
    code = code.replace(ADDRESS, address)
    if kind == "python":
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(code, "docs/api.md", "exec"), {})
        assert printed.getvalue() == shown
        return
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    ran = subprocess.run(
        ["bash", "-euc", code],
        capture_output=True,
        timeout=60,
        env={**os.environ, "CANCU_TOKEN": TOKEN, "no_proxy": "127.0.0.1"},
    )
    assert ran.returncode == 0, ran.stderr
    if shown is not None:
        must_hold(json.loads(ran.stdout), json.loads(shown), "answer")
    elif ran.stdout:
        assert b"/problems#" not in ran.stdout, ran.stdout[:500]


def must_hold(given, shown, where):
    """What is shown must be in what is given: fields may be left out, values may not differ."""
    if isinstance(shown, dict):
        for name, value in shown.items():
            assert name in given, f"{where} has no {name}"
            must_hold(given[name], value, f"{where}.{name}")
    elif isinstance(shown, list) and shown and isinstance(shown[0], dict):
        assert len(given) >= len(shown), where
        for n, value in enumerate(shown):
            must_hold(given[n], value, f"{where}[{n}]")
    else:
        assert given == shown, where


def test_the_assistant_s_tools_are_documented(tmp_path):
    pytest.importorskip("mcp")
    import anyio

    from search_api.assistant import assistant_server

    section = API[API.index("## Assistants") :]
    for tool in anyio.run(assistant_server(tmp_path).list_tools):
        assert f"`{tool.name}`" in section, (
            f"docs/api.md, «Assistants (MCP)», does not name the tool `{tool.name}`"
        )


def test_links_of_the_documentation_lead_somewhere():
    for page in (*DOCS.glob("*.md"), REPOSITORY / "README.md", REPOSITORY / "ARCHITECTURE.md"):
        text = page.read_text(encoding="utf-8")
        anchors = {
            re.sub(r"[^\w\- ]", "", h.lower()).strip().replace(" ", "-")
            for h in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        }
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if target.startswith("#"):
                assert target[1:] in anchors, (page.name, target)
            elif "://" not in target:
                assert (page.parent / target.split("#")[0]).exists(), (page.name, target)
