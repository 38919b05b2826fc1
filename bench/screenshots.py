"""Pictures of every page for docs/: wide, narrow and dark, taken of the real server over the plan.

    python -m bench.screenshots [--only NAME…]

Reads: an index built for the occasion. Writes: docs/screenshots/*.webp.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.browser import CHROMIUM, Browser
from tests.page_server import served

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
PLAN = "ke-hoach-138-tuyen-quang-2024"
UNIT = "sec_II__item_2__item_2-1__item_2-1-1__bullet_4"
SHOTS = {
    "dau-tien": "/",
    "hoi": f"/?q={quote('hoa giai co so ai chu tri')}",
    "khong-tra-loi": f"/?q={quote('Ai chủ trì phóng vệ tinh địa tĩnh?')}",
    "doc": f"/documents/{PLAN}#{UNIT}",
    "nhiem-vu": "/tasks",
    "viec-cua-toi": "/agencies/so-tu-phap",
    "van-ban-ap-dung": "/directives",
    "mot-van-ban": "/directives/49-2020-nd-cp",
    "kiem-tra": "/check",
    "kho": "/documents",
}
VIEWS = {
    "1366": ((1366, 768), "light"),
    "390": ((390, 844), "light"),
    "toi": ((1366, 768), "dark"),
}
"""Size of the window in CSS pixels, and colour scheme."""
DRAFT = (
    "Căn cứ Luật Thi hành án hình sự ngày 14 tháng 6 năm 2019;\n"
    "Căn cứ Nghị định số 49/2020/NĐ-CP ngày 18 tháng 4 năm 2020 của Chính phủ quy định chi tiết thi hành "
    "Luật Thi hành án hình sự về tái hòa nhập cộng đồng;\n"
    "Theo đề nghị của Giám đốc Công an tỉnh.\n"
)
QUALITY = 62


def main() -> int:
    """Take the pictures; 1 where there is no browser."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--only", nargs="*", choices=SHOTS, default=list(SHOTS))
    names = asked.parse_args().only
    if CHROMIUM is None:
        sys.stderr.write("Cần trình duyệt Chromium (gói chromium của Debian).\n")
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _server() as address, tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        for name in names:
            for view, (size, scheme) in VIEWS.items():
                _prepare(browser, address + SHOTS[name], size, scheme, draft=name == "kiem-tra")
                _keep(browser.screenshot(), FOLDER / f"{name}-{view}.webp")
                print(f"{name}-{view}")
        browser.close()
    return 0


@contextmanager
def _server() -> Iterator[str]:
    from index.building import build

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        build(home)
        with served(home, "ma-truy-cap") as address:
            yield address


def _prepare(browser: Browser, address: str, size: tuple[int, int], scheme: str, *, draft: bool) -> None:
    browser.size(*size)
    browser.send("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.open(address)
    if "#" in address:
        browser.until("!document.getElementById('muc-chon').hidden")
    if draft:
        browser.run(f"document.getElementById('chu-du-thao').value = {json.dumps(DRAFT)}")
        browser.run("document.querySelector('#du-thao button').click()")
        browser.until("document.querySelector('.finding') !== null")
        browser.run("document.getElementById('ket-qua-kiem-tra').scrollIntoView()")
    browser.run("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


def _keep(shot: bytes, place: Path) -> None:
    from PIL import Image

    Image.open(io.BytesIO(shot)).convert("RGB").save(place, "WEBP", quality=QUALITY, method=6)


if __name__ == "__main__":
    sys.exit(main())
