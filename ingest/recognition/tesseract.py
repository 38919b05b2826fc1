"""Tesseract, called as a program: lines of words with their boxes and how sure it is of each.

It is called as a program, not bound as a library, so that its memory and time can be limited and its crash
stops one page only.

Reads: an image in grey. Writes: ReadLine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from lxml import etree

from ingest.recognition.preparation import Grey

PROGRAM = "CANCU_TESSERACT"
"""Environment variable that names the program where it is not on the path."""
VIETNAMESE, ENGLISH = "vie", "eng"
INSTALL = "hãy cài bằng «apt install tesseract-ocr tesseract-ocr-vie» rồi đọc lại"
PAGE, BLOCK, LINE = 3, 6, 7
"""How Tesseract is to look at an image: as a page, one block, one line."""
_BOX = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_NUMBER = r"(-?\d+(?:\.\d+)?)"
_BASELINE = re.compile(rf"baseline {_NUMBER} {_NUMBER}")
_SIZE = re.compile(rf"x_size {_NUMBER}")
_SURE = re.compile(r"x_wconf (\d+)")
_TWICE = re.compile("ĐÐ|ÐĐ")
"""The Vietnamese data gives one Đ as two letters that look alike, which no word has side by side."""
_LINES = ("ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat")


class NotRecognised(Exception):  # noqa: N818 - says what became of the page
    """Tesseract gave nothing for an image: too long, too much memory, a crash."""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word with its box in points of the image; `sure` from 0 to 100."""

    text: str
    x0: int
    y0: int
    x1: int
    y1: int
    sure: int


@dataclass(frozen=True, slots=True)
class ReadLine:
    """Words on one line, how high its letters reach from p to đ, and where they stand."""

    words: tuple[ReadWord, ...]
    size: float
    foot: float
    """The line on which letters stand, at the line's left end."""
    slope: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one call may take."""

    seconds: float = 60.0
    memory: int = 2 * 1024**3


BOUNDS = Bounds()


def program() -> str | None:
    """Where Tesseract is, None where it is not installed."""
    return shutil.which(os.environ.get(PROGRAM) or "tesseract")


def lacking() -> str | None:
    """What is lacking for recognising Vietnamese, in Vietnamese words; None where nothing is."""
    path = program()
    if path is None:
        return "máy chưa có chương trình nhận dạng chữ Tesseract"
    if VIETNAMESE not in languages(path):
        return "Tesseract trên máy chưa có dữ liệu tiếng Việt (vie)"
    return None


@cache
def languages(path: str) -> frozenset[str]:
    """The languages that a Tesseract knows."""
    try:
        listed = subprocess.run(  # noqa: S603 - the program that the machine has
            [path, "--list-langs"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(listed.stdout.decode("utf-8", "replace").split()[1:])


def recognise(
    image: Grey, dpi: int, *, look: int = PAGE, language: str = VIETNAMESE, bounds: Bounds = BOUNDS
) -> list[ReadLine]:
    """The lines of an image, in reading order; raises NotRecognised."""
    return list(_lines(_run(image, dpi, look, language, bounds)))


def words_of(lines: list[ReadLine]) -> str:
    """The words of lines, one line a line."""
    return "\n".join(" ".join(word.text for word in line.words) for line in lines)


def _run(image: Grey, dpi: int, look: int, language: str, bounds: Bounds) -> bytes:
    path = program()
    if path is None:
        raise NotRecognised("no program")
    height, width = image.shape
    given = b"P5 %d %d 255\n" % (width, height) + image.tobytes()
    arguments = [path, "stdin", "stdout", "-l", language, "--psm", str(look), "--dpi", str(dpi)]
    arguments += ["-c", "tessedit_create_hocr=1"]
    # One thread a page: several pages at once use the cores better than several threads on one.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    with subprocess.Popen(  # noqa: S603 - no shell, no argument from the file
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    ) as running:
        _limit_memory(running.pid, bounds.memory)
        try:
            printed, _ = running.communicate(given, timeout=bounds.seconds)
        except subprocess.TimeoutExpired as error:
            running.kill()
            raise NotRecognised("too long") from error
        except BaseException:
            running.kill()
            raise
    if running.returncode:
        raise NotRecognised(f"exit status {running.returncode}")
    return printed


def _limit_memory(process: int, most: int) -> None:
    """Bounds what a process may take, where the system lets another's bounds be set."""
    with suppress(ImportError, AttributeError, OSError):
        import resource

        resource.prlimit(process, resource.RLIMIT_AS, (most, most))


def _lines(hocr: bytes) -> Iterator[ReadLine]:
    parser = etree.XMLParser(recover=True, no_network=True, resolve_entities=False, huge_tree=False)
    root = etree.fromstring(hocr, parser) if hocr.strip() else None
    if root is None:
        return
    for element in root.iter("{*}span"):
        if element.get("class") in _LINES:
            words = tuple(word for word in map(_word, element.iter("{*}span")) if word is not None)
            if words:
                yield _line(element.get("title") or "", words)


def _line(title: str, words: tuple[ReadWord, ...]) -> ReadLine:
    box, baseline, size = _BOX.search(title), _BASELINE.search(title), _SIZE.search(title)
    bottom = int(box[4]) if box else max(word.y1 for word in words)
    slope, rise = (float(baseline[1]), float(baseline[2])) if baseline else (0.0, 0.0)
    height = float(size[1]) if size else float(max(word.y1 - word.y0 for word in words))
    return ReadLine(words, height, bottom + rise, slope)


def _word(element: etree._Element) -> ReadWord | None:
    title = element.get("title") or ""
    box, sure = _BOX.search(title), _SURE.search(title)
    text = _TWICE.sub("Đ", "".join(element.itertext()).strip())
    if element.get("class") != "ocrx_word" or box is None or not text:
        return None
    x0, y0, x1, y1 = map(int, box.groups())
    return ReadWord(text, x0, y0, x1, y1, int(sure[1]) if sure else 0)
