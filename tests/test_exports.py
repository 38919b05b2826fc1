"""Bulk export: all of a kind, the same over every face, in bounded memory, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tracemalloc
from pathlib import Path

import pytest

from index.corrections import fill
from index.library import open as open_library
from search_api.api.sheets import FORMULA_STARTS
from search_api.commands import main
from search_api.exports import KINDS, MODELS, SHAPES, exported

PLAN = "ke-hoach-138-tuyen-quang-2024"


def lines(response):
    return [json.loads(line) for line in response.text.splitlines()]


def table(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def test_what_is_exported_is_what_a_document_holds(client):
    whole = client.get(f"/v1/documents/{PLAN}").json()
    kinds = {kind: lines(client.get(f"/v1/export/{kind}")) for kind in KINDS}
    of_plan = {
        kind: [r for r in found if r.get("document", r.get("id")) == PLAN] for kind, found in kinds.items()
    }
    [document] = of_plan["documents"]
    assert document["text"] == whole["text"]
    assert {k: document[k] for k in whole["document"]} == whole["document"]
    for kind in ("units", "citations", "relations"):
        assert [{k: r[k] for k in w} for r, w in zip(of_plan[kind], whole[kind], strict=True)] == whole[kind]
    tasks = [t["text"] for a in whole["assignments"] for t in a["tasks"]] + [
        t["text"] for t in whole["unassigned"]
    ]
    assert sorted(t["task"] for t in of_plan["tasks"]) == sorted(tasks)
    assert all(document["text"][t["start"] : t["end"]].strip() == t["task"].strip() for t in of_plan["tasks"])


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_has_the_promised_shape(client, kind):
    response = client.get(f"/v1/export/{kind}")
    assert response.headers["content-type"] == "application/jsonl"
    assert response.headers["cancu-generation"] == client.get("/readyz").json()["generation"]
    assert response.text.endswith("\n")
    for line in response.text.splitlines():
        MODELS[kind].model_validate_json(line, strict=True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_table_has_a_row_for_each_line_and_no_cell_that_acts(client, kind):
    response = client.get(f"/v1/export/{kind}", params={"format": "csv"})
    assert response.content.startswith(b"\xef\xbb\xbf")
    rows = table(response)
    assert len(rows) == len(lines(client.get(f"/v1/export/{kind}")))
    for row in rows:
        for cell in row.values():
            # A spreadsheet that parts cells at semicolons and line ends sees these pieces.
            for piece in cell.replace("\n", ";").split(";"):
                assert not piece.lstrip().startswith(FORMULA_STARTS), (kind, cell)


def test_a_head_that_a_person_filled_in_is_exported(built_home, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(built_home, home, symlinks=True)
    fill(home, PLAN, {"title": "Về hòa giải; đua ghe"}, "Người thử")
    with open_library(home) as opened:
        written = {shape: b"".join(exported(opened, "documents", shape)).decode() for shape in SHAPES}
    [line] = [d for d in map(json.loads, written["jsonl"].splitlines()) if d["id"] == PLAN]
    rows = csv.DictReader(io.StringIO(written["csv"].removeprefix("\ufeff"), newline=""))
    [row] = [row for row in rows if row["id"] == PLAN]
    assert [part["value"] for part in line["corrected"]] == ["Về hòa giải; đua ghe"]
    assert json.loads(row["corrected"]) == line["corrected"][0]


def test_an_unknown_kind_or_format_is_a_problem(client):
    for path in ("/v1/export/secrets", "/v1/export/tasks?format=xml"):
        response = client.get(path)
        assert response.status_code == 422
        assert response.headers["content-type"] == "application/problem+json"


def test_the_feed_goes_on_from_the_export(client):
    cursor = client.get("/v1/export/documents").headers["cancu-changes-since"]
    assert client.get("/v1/changes", params={"since": cursor}).json()["changes"] == []


def test_the_command_gives_the_same(client, built_home, capfdbinary, tmp_path):
    assert main(["export", "tasks", "--home", str(built_home)]) == 0
    printed = capfdbinary.readouterr()
    assert printed.out == client.get("/v1/export/tasks").content
    assert b"cancu changes --since" in printed.err
    out = tmp_path / "viec.csv"
    assert main(["export", "tasks", "--format", "csv", "--out", str(out), "--home", str(built_home)]) == 0
    assert out.read_bytes() == client.get("/v1/export/tasks", params={"format": "csv"}).content
    assert [p.name for p in tmp_path.iterdir()] == [out.name]
    assert main(["export", "secrets", "--home", str(built_home)]) == 2
    assert main(["export", "tasks", "--format", "xml", "--home", str(built_home)]) == 2


def copies(home, folder, count):
    """A snapshot in which the first document stands `count` times."""
    from index import generation
    from index.library import Library
    from index.rows import put_document
    from ingest import reading

    with open_library(home) as library:
        read = reading.read(Path(library.document(PLAN).source))
        served = library.folder
        (folder / "lexical").mkdir(parents=True)
        for name in ("manifest.json", "in-use", "records.sqlite"):
            (folder / name).write_bytes((served / name).read_bytes())
    import sqlite3
    from dataclasses import replace

    db = sqlite3.connect(generation.snapshot_path(folder))
    db.execute("CREATE TABLE IF NOT EXISTS sketch (hash, document)")  # snapshots leave it out
    for n in range(count):
        put_document(db, f"ban-{n}", replace(read, digest=str(n)), "", None)
    db.commit()
    db.close()
    return Library(home, folder)


def test_the_command_knows_the_kinds_that_there_are():
    from search_api.cli import export as command

    assert (command.KINDS, command.SHAPES) == (KINDS, SHAPES)


def test_memory_does_not_grow_with_the_number_of_documents(built_home, tmp_path):
    def peak(count):
        with copies(built_home, tmp_path / str(count), count) as library:
            tracemalloc.start()
            size = sum(map(len, exported(library, "units", "jsonl")))
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return size, most

    (little, first), (much, second) = peak(2), peak(40)
    assert much > 8 * little
    assert second < 1.5 * first
