"""A full or read-only disk: one clear line, what was there stays and serves, and work goes on once there is room."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from embedding_doubles import CountingEmbedding, QueryEmbedder

from index import building, disk, faults, library
from index.errors import Unusable

PLAN = "KẾ HOẠCH\nHòa giải\n\n1. Hòa giải ở cơ sở.\n\n(Sở Tư pháp chủ trì)\n"
HERE = Path(__file__).parent


@pytest.fixture(autouse=True)
def quick_embedding(monkeypatch):
    monkeypatch.setattr(building, "EmbeddingProcess", CountingEmbedding)
    monkeypatch.setattr(library, "embedder_of_questions", QueryEmbedder)


REASONS = (disk.FULL, disk.BROKEN)
"""SQLite tells a file that may not grow from a disk that is full, and takes the first for a broken disk."""
WRITES = """
import resource, signal, sys
sys.path[:0] = [{tests!r}]
from pathlib import Path
from embedding_doubles import CountingEmbedding
from index import backup, building
from index.errors import Unusable
building.EmbeddingProcess = CountingEmbedding
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for limit in {limits!r}:
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    try:
        {work}
        print("done", limit)
    except Unusable as error:
        print("told", limit, error)
"""


def told_at(work, limits, home, **places):
    """What work says when no file may be longer than some number of bytes, tried one after the other."""
    script = WRITES.format(tests=str(HERE), limits=limits, work=work.format(home=str(home), **places))
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        cwd=HERE.parent,
        env={**os.environ, "PYTHONPATH": str(HERE.parent)},
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout.splitlines()


def test_a_build_without_room_says_so_and_leaves_what_serves(tmp_path):
    home, more = tmp_path / "home", tmp_path / "more"
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    building.build(home, [tmp_path / "ke-hoach.txt"])
    more.mkdir()
    for n in range(40):
        (more / f"{n}.txt").write_text(PLAN * 20 + str(n), encoding="utf-8")
    sizes = [1000, 4096, 20_000, 100_000, 200_000, 250_000, 400_000, 1_500_000]
    said = told_at("building.add(Path({home!r}), [Path({more!r})])", sizes, home, more=str(more))
    refused = [line for line in said if line.startswith("told")]
    assert len(said) == len(sizes)
    assert len(refused) >= 3
    assert all(any(r in line for r in REASONS) and "giữ nguyên" in line for line in refused), refused
    with library.open(home) as opened:
        assert "ke-hoach" in {d.id for d in opened.documents()}
    building.add(home, [more])
    assert list(faults.find(home)) == []
    with library.open(home) as opened:
        assert len(opened.documents()) == 41


def test_a_backup_without_room_leaves_no_half_file(tmp_path):
    home = tmp_path / "home"
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    building.build(home, [tmp_path / "ke-hoach.txt"])
    archive = tmp_path / "b.tar"
    [line] = told_at(
        "backup.back_up(Path({home!r}), Path({archive!r}))", [50_000], home, archive=str(archive)
    )
    assert line.startswith("told")
    assert any(reason in line for reason in REASONS)
    assert not archive.exists()
    assert list(faults.find(home)) == []


MOUNTED = """
mount -t tmpfs -o size={size} none {place} || exit 77
cp -a {home} {place}/home
mount -o remount,{option} {place} || exit 77
cd {root}
exec {python} -c {script}
"""


def mounted(tmp_path, home, size, option, script):
    """Runs a script over a copy of a home on a small disk of its own; the test is skipped where none can be made."""
    if os.geteuid() != 0 or shutil.which("unshare") is None:
        pytest.skip("only root can mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    import shlex

    shell = MOUNTED.format(
        place=place,
        home=home,
        size=size,
        option=option,
        root=HERE.parent,
        python=sys.executable,
        script=shlex.quote(script),
    )
    ran = subprocess.run(
        ["unshare", "-m", "sh", "-c", shell],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": f"{HERE.parent}:{HERE}"},
    )
    if ran.returncode == 77 or "unshare failed" in ran.stderr:
        pytest.skip("a small disk cannot be mounted here")
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout


ON_DISK = """
from pathlib import Path
from embedding_doubles import CountingEmbedding, QueryEmbedder
from index import building, library
from index.codification.reading import find
from index.errors import Unusable
from index.records import Filters
building.EmbeddingProcess, library.embedder_of_questions = CountingEmbedding, QueryEmbedder
home = Path({home!r})
try:
    building.add(home, [Path({more!r})])
    print("done")
except Unusable as error:
    print("told", error)
with library.open(home) as opened:
    print("served", len(opened.documents()), len(opened.engine.lexical("hòa giải", Filters(), 3)) > 0)
    print("law", opened.codification.count if opened.codification else None)
"""


@pytest.mark.parametrize(
    ("size", "option", "reason"), [("6m", "rw,size=1200k", disk.FULL), ("60m", "ro", disk.READ_ONLY)]
)
def test_on_a_real_disk_without_room_or_without_writing_it_goes_on_serving(tmp_path, size, option, reason):
    from index.codification.importing import import_release
    from tests.writers.codification import two_subjects, write_release

    home, more = tmp_path / "home", tmp_path / "more.txt"
    (tmp_path / "ke-hoach.txt").write_text(PLAN, encoding="utf-8")
    building.build(home, [tmp_path / "ke-hoach.txt"])
    import_release(home, write_release(tmp_path / "BoPhapDien.zip", *two_subjects()), processes=1)
    more.write_text("\n".join(f"{n}. Việc số {n} về hòa giải." for n in range(4000)), encoding="utf-8")
    script = ON_DISK.format(home=str(tmp_path / "disk" / "home"), more=str(more))
    said = mounted(tmp_path, home, size, option, script).splitlines()
    assert said[0].startswith("told")
    assert reason in said[0]
    assert said[1:] == ["served 1 True", "law 3"]


def test_other_errors_are_not_taken_for_the_disks():
    with pytest.raises(ValueError, match="other"), disk.told("x"):
        raise ValueError("other")
    with pytest.raises(Unusable, match=disk.BROKEN), disk.told("x"):
        raise OSError(5, "Input/output error")
