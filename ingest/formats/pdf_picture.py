"""One page of a PDF as a picture, drawn in a process of its own: a hostile file costs that process only.

    python -m ingest.formats.pdf_picture FILE PAGE WIDTH > page.webp

Reads: a PDF. Writes: WebP.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

SECONDS = 15
MEMORY = 1024 * 1024 * 1024
LONGEST_SIDE = 4_000
"""Pixels; a page that is a poster is drawn smaller."""
QUALITY = 60


class NoPictureError(Exception):
    """The page cannot be drawn; the message says why, in Vietnamese."""


def picture(path: Path, page: int, width: int) -> bytes:
    """The page (from 1) as WebP, `width` pixels wide; raises NoPictureError where it cannot be drawn."""
    command = [sys.executable, "-m", "ingest.formats.pdf_picture", str(path), str(page), str(width)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own module
    except subprocess.TimeoutExpired as error:
        raise NoPictureError(f"Vẽ trang in quá {SECONDS} giây chưa xong.") from error
    if done.returncode or not done.stdout:
        raise NoPictureError("Không vẽ được trang in của tệp này.")
    return done.stdout


def draw(path: Path, page: int, width: int) -> None:
    """Write the picture of a page to standard output, within limits of time and memory."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    import pypdfium2

    drawn = pypdfium2.PdfDocument(path)[page - 1]
    across, down = drawn.get_size()
    scale = min(width / max(across, 1.0), LONGEST_SIDE / max(across, down, 1.0))
    shown = drawn.render(scale=scale).to_pil().convert("RGB")
    shown.save(sys.stdout.buffer, "WEBP", quality=QUALITY, method=4)


if __name__ == "__main__":
    draw(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
