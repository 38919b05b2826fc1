"""How measurements are made and kept: alone in a process; command, day, revision and machine beside them.

Reads: the command line, git, /proc. Writes: bench/results/*.json.
"""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

REPOSITORY = Path(__file__).resolve().parent.parent
RESULTS = REPOSITORY / "bench" / "results"
SETS = REPOSITORY.parent / "shared" / "bench"
"""Where the sets in BEIR layout lie: beside the repository, never in it."""


def alone(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """What a function gives when a fresh process runs it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(work, *arguments, **named).result()


def cpu() -> str:
    """The name of the processor."""
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor()


def memory_gib() -> float:
    """Memory of the machine."""
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)


def revision() -> str:
    """The commit, with `+` where files differ from it."""
    differing = _git("status", "--porcelain", "--", ".", ":!bench/results")
    return _git("rev-parse", "--short=12", "HEAD") + ("+" if differing else "")


def _git(*arguments: str) -> str:
    run = subprocess.run(["git", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return run.stdout.strip() if run.returncode == 0 else ""


def circumstances(module: str, packages: tuple[str, ...] = ()) -> dict[str, object]:
    """All that says what made some figures; `packages` are those whose versions matter."""
    installed = {found.name for found in importlib.metadata.distributions()}
    return {
        "command": " ".join(["python", "-m", module, *(relative(a) for a in sys.argv[1:])]),
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "revision": revision(),
        "machine": {
            "cpu": cpu(),
            "cores": os.cpu_count(),
            "memory_gib": memory_gib(),
            "load": round(os.getloadavg()[0], 2),
            "system": platform.system(),
            "python": platform.python_version(),
        },
        "packages": {name: importlib.metadata.version(name) for name in packages if name in installed},
    }


def relative(argument: str) -> str:
    """An argument as it may be shown anywhere: paths as seen from the repository, or names only."""
    path = Path(argument)
    if not path.is_absolute():
        return argument
    return os.path.relpath(path, REPOSITORY) if path.is_relative_to(REPOSITORY.parent) else path.name


def keep(name: str, module: str, figures: object, packages: tuple[str, ...] = ()) -> Path:
    """Write a result; gives its file."""
    told = circumstances(module, packages)
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{name}-{datetime.now(UTC):%Y%m%dT%H%M%S}.json"
    text = json.dumps({**told, "figures": figures}, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
    return file
