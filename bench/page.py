"""The page as an officer meets it: from Enter to the first answer, weight, steadiness; in headless Chromium.

    python -m bench.page [--keep]

Prints one row a figure: measured, expected, OK or FAIL; exit status 1 if any row fails, 2 without a browser.

Reads: an index built for the occasion. Writes: bench/results/page-*.json where asked.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from bench.measured import RESULTS, circumstances
from tests.browser import CHROMIUM, Browser
from tests.page_server import served

QUESTIONS = (
    "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?",
    "hoa giai co so ai chu tri",
    "Sở Tư pháp chủ trì những việc gì?",
    "Nghị định 49",
    "Văn bản nào quy định về tái hòa nhập cộng đồng?",
)
ROUNDS = 4
PLAN = "ke-hoach-138-tuyen-quang-2024"
PAGES = (
    *("/", f"/?q={quote(QUESTIONS[0])}", f"/documents/{PLAN}", "/tasks", "/agencies", "/agencies/so-tu-phap"),
    *("/directives", "/directives/49-2020-nd-cp", "/check", "/documents"),
)
BARS = {"first_answer_ms": 200.0, "heaviest_page_kib": 250.0, "layout_shift": 0.0}
SHIFTS = """
  new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
      for (const e of list.getEntries()) if (!e.hadRecentInput) sum += e.value;
    })
      .observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(sum), 400);
  })
"""
WEIGHT = """
  [performance.getEntriesByType('navigation')[0], ...performance.getEntriesByType('resource')]
    .filter(e => !e.name.includes('/static/fonts/')).reduce((sum, e) => sum + e.transferSize, 0)
"""
PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def main() -> int:
    """Measure, print, keep where asked."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--keep", action="store_true", help="write the figures to bench/results")
    keep = asked.parse_args().keep
    if CHROMIUM is None:
        sys.stderr.write("Cần trình duyệt Chromium (gói chromium của Debian).\n")
        return 2
    found = _measured()
    told = {name: found[name] for name in BARS}
    for name, bar in BARS.items():
        print(f"{name:20} {told[name]:8.3f}   bar {bar:g}   {'OK' if told[name] <= bar else 'FAIL'}")
    if keep:
        place = RESULTS / f"page-{datetime.now(UTC):%Y%m%dT%H%M%S}.json"
        place.write_text(json.dumps(circumstances("bench.page") | found, indent=1) + "\n", encoding="utf-8")
    return int(any(told[name] > bar for name, bar in BARS.items()))


def _measured() -> dict[str, float]:
    from index.building import build

    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder) / "home"
        build(home)
        with served(home) as address:
            browser = Browser(Path(folder) / "profile")
            browser.size(1366, 768)
            answers = [_answer(browser, address, q) for _ in range(ROUNDS) for q in QUESTIONS]
            browser.send("Network.setCacheDisabled", cacheDisabled=True)
            pages = {path: _page(browser, address + path) for path in PAGES}
            browser.close()
    return {
        "first_answer_ms": round(statistics.median(answers), 1),
        "first_answer_p95_ms": round(sorted(answers)[int(len(answers) * 0.95) - 1], 1),
        "heaviest_page_kib": round(max(weight for weight, _ in pages.values()) / 1024, 1),
        "layout_shift": round(max(shift for _, shift in pages.values()), 4),
    }


def _answer(browser: Browser, address: str, question: str) -> float:
    """Milliseconds from the key Enter to the frame that shows the first answer."""
    browser.open(address)
    browser.run(f"document.getElementById('q').value = {json.dumps(question)}")
    browser.run("document.getElementById('q').focus()")
    left = browser.run("performance.timeOrigin + performance.now()")
    browser.press("Enter", "\r")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        # A page that is not painted yet has no such entry.
        shown = browser.run(
            f"location.search && document.querySelector('.answer, .directive') ? {PAINTED} : null"
        )
        if shown is not None:
            return float(browser.run("performance.timeOrigin") + shown - left)
        time.sleep(0.005)
    raise TimeoutError(question)


def _page(browser: Browser, address: str) -> tuple[float, float]:
    """Bytes that a first visit takes without the faces, and how far the page moved while it was laid out."""
    browser.open(address)
    shift = float(browser.run(SHIFTS))
    return float(browser.run(WEIGHT)), shift


if __name__ == "__main__":
    sys.exit(main())
