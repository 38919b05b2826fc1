"""The number and the date of a scan's head are read several times, and kept where the readings agree.

Clerks write number and day by hand over the print, and Tesseract reads handwriting as whatever print looks
like it: 322 for 320, with confidence. Two models that learned from different languages err differently, so
figures count as read only where both, each by the majority of several preparations, read the same. Else they
are `…`.

Reads: a prepared page and its lines; corpus/vocabulary/recognised_heads.toml. Writes: its lines.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from ingest.document_types import types
from ingest.recognition.preparation import Prepared
from ingest.recognition.readings import look_printed, piece_of, readings
from ingest.recognition.tesseract import ENGLISH, VIETNAMESE, Bounds, ReadLine, ReadWord
from ingest.vocabulary import records, tables, wording

UNREAD = "…"
_DEEP = 0.45
"""Head lines stand in this part of the page."""
_LEFT = 0.52
"""The number stands left of this part of the page's width, the date right of the middle."""
_FILE = "recognised_heads.toml"


@dataclass(frozen=True, slots=True)
class HeadShape:
    """How a part of a head looks once it is recognised (see recognised_heads.toml)."""

    id: str
    pattern: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a head line stands: its line, and which of the line's words it takes."""

    line: int
    first: int
    last: int
    seen: int
    """The first of the words that are shown with them: a line is read better than a piece of one."""


def read_again(page: Prepared, lines: Sequence[ReadLine], bounds: Bounds) -> list[ReadLine]:
    """The lines with the head's number and date as several readings agree on them; all others as they are."""
    result = list(lines)
    height, width = page.image.shape
    for find, settle in ((_number_place, _number), (_date_place, _date)):
        place = find(result, width, height)
        if place is not None:
            line = result[place.line]
            words, seen = line.words[place.first : place.last + 1], line.words[place.seen : place.last + 1]
            printed = partial(look_printed, piece_of(page, words)[0])
            text = settle(words, partial(readings, page, seen, bounds), printed)
            if text is not None:
                result[place.line] = _with(line, place, text)
    return result


def _number_place(lines: Sequence[ReadLine], width: int, height: int) -> _Found | None:
    """The line `Số: …/…` in the left column."""
    for n, line in enumerate(lines):
        if line.foot > _DEEP * height:
            continue
        for first, word in enumerate(line.words):
            if not _shape("label").match(word.text) or word.x0 > 0.4 * width:
                continue
            last = first
            while last + 1 < len(line.words) and _goes_on(line, last, width):
                last += 1
            text = " ".join(w.text for w in line.words[first : last + 1])
            if first == 0 and wording(_FILE, "labelled").match(text) and re.search(r"[/-]", text):
                return _Found(n, first, last, first)
    return None


def _goes_on(line: ReadLine, at: int, width: int) -> bool:
    """Whether the word behind this one belongs to the number: near, in the left column."""
    here, following = line.words[at], line.words[at + 1]
    return following.x1 < _LEFT * width and following.x0 - here.x1 < 3 * line.size


def _date_place(lines: Sequence[ReadLine], width: int, height: int) -> _Found | None:
    """The words `ngày … tháng … năm …` in the right column."""
    for n, line in enumerate(lines):
        if line.foot > _DEEP * height:
            continue
        for first, word in enumerate(line.words):
            if word.x0 > 0.4 * width and wording(_FILE, "day").match(word.text):
                rest = " ".join(w.text for w in line.words[first:])
                if wording(_FILE, "month").search(rest) and re.search(r"\d{4}\W*$", rest):
                    seen = next(m for m, w in enumerate(line.words) if w.x0 > 0.4 * width)
                    return _Found(n, first, len(line.words) - 1, seen)
    return None


def _with(line: ReadLine, place: _Found, text: str) -> ReadLine:
    """A line in which some words are replaced by others that together take their place."""
    old = line.words[place.first : place.last + 1]
    x0, x1 = old[0].x0, old[-1].x1
    parts = text.split()
    step = (x1 - x0) / max(1, len(text))
    words, at = [], float(x0)
    for part in parts:
        until = at + step * len(part)
        words.append(ReadWord(part, round(at), old[0].y0, round(until), old[0].y1, min(w.sure for w in old)))
        at = until + step
    return dataclasses.replace(
        line, words=(*line.words[: place.first], *words, *line.words[place.last + 1 :])
    )


def _agreed(readings: Sequence[Sequence[str | None]]) -> str | None:
    """What the majority of every reader's readings is, if it is the same for all; None where it is not."""
    chosen: set[str] = set()
    for of_one in readings:
        counted = Counter(reading for reading in of_one if reading)
        best = counted.most_common(1)
        if not best or best[0][1] * 2 <= len(of_one):
            return None
        chosen.add(best[0][0])
    return chosen.pop() if len(chosen) == 1 else None


def _unanimous(readings: Sequence[Sequence[str | None]]) -> bool:
    return len({reading for of_one in readings for reading in of_one}) == 1


def _nearly_unanimous(readings: Sequence[Sequence[str | None]]) -> bool:
    """Whether all readings but one, at most, are the same."""
    every = [reading for of_one in readings for reading in of_one]
    return Counter(every).most_common(1)[0][1] >= len(every) - 1


def _number(
    words: Sequence[ReadWord], read: Callable[[str], list[str]], printed: Callable[[str], bool]
) -> str | None:
    """The line of the number, settled; None where no reading shows a number's codes.

    `printed` tells whether figures look printed on the paper; those that do not count only where no
    reading differs.
    """
    vietnamese, english = read(VIETNAMESE), read(ENGLISH)
    first = " ".join(word.text for word in words)
    codes = _codes([first, *vietnamese])
    if codes is None:
        return None
    figures = [[_figures(reading) for reading in of] for of in (vietnamese, english) if of]
    agreed = _agreed(figures) if len(figures) > 1 else None
    if agreed and not (printed(agreed) or _unanimous(figures)):
        agreed = None
    separator = "-" if wording(_FILE, "hyphened").search(first) and "/" in codes else "/"
    return f"Số: {agreed or UNREAD}{separator}{codes}"


def _figures(reading: str) -> str | None:
    """The number's figures with its year, where a reading has nothing else between label and codes."""
    found = wording(_FILE, "serial").match(reading)
    if found is None:
        return None
    figures = found["n"].translate(_figures_read())
    if not figures[0].isdigit():
        return None
    return f"{figures}/{found['year']}" if found["year"] else figures


def _codes(readings: Sequence[str]) -> str | None:
    """Type and body of the number: what most readings say, those first whose type the vocabulary knows."""
    seen: Counter[str] = Counter()
    for reading in readings:
        found = _shape("codes").search(re.sub(r"^(.*?)/\s*\d{4}\s*(?=[/-])", r"\1", reading))
        if found:
            seen[_tidy(found["codes"])] += 1
    known = {code for kind in types() for code in kind.every_code}
    ranked = sorted(seen, key=lambda codes: (re.split(r"[-/]", codes)[0] in known, seen[codes]), reverse=True)
    return ranked[0] if ranked else None


def _tidy(codes: str) -> str:
    """Codes without spaces, and with one Đ for what is read as Đ and Ð."""
    return re.sub(r"Đ+", "Đ", re.sub(r"\s", "", codes).replace("Ð", "Đ"))


def _date(
    words: Sequence[ReadWord], read: Callable[[str], list[str]], printed: Callable[[str], bool]
) -> str | None:
    """The date, settled part by part; an unread day or month is `…`."""
    del printed  # a date is set in italics, whose figures do not stand apart
    del words
    vietnamese, english = read(VIETNAMESE), read(ENGLISH)
    readers = [list(map(_parts, of)) for of in (vietnamese, english) if of]
    if len(readers) < 2:
        return None
    day, month, agreed_year = (_settled([[part[n] for part in of] for of in readers]) for n in range(3))
    day, month = _within(day, 31), _within(month, 12)
    if day and month and agreed_year and not _is_date(agreed_year, month, day):
        day = None
    return f"ngày {day or UNREAD} tháng {month or UNREAD} năm {agreed_year or UNREAD}"


def _settled(readings: Sequence[Sequence[str | None]]) -> str | None:
    agreed = _agreed(readings)
    return agreed if agreed and _nearly_unanimous(readings) else None


def _parts(reading: str) -> tuple[str | None, str | None, str | None]:
    """Day, month and year of one reading, each where it is made of figures."""
    found = _shape("date").search(reading)
    if found is None:
        return None, None, None
    day, month = (found[name].translate(_figures_read()) for name in ("d", "m"))
    return (
        day if day.isdigit() else None,
        month if month.isdigit() else None,
        found["y"],
    )


def _within(figure: str | None, most: int) -> str | None:
    return figure if figure and 1 <= int(figure) <= most else None


def _is_date(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


@cache
def _shape(identity: str) -> re.Pattern[str]:
    shapes = records(_FILE, "shape", HeadShape)
    return next(re.compile(shape.pattern) for shape in shapes if shape.id == identity)


@cache
def _figures_read() -> dict[int, str]:
    """Letters that are read for figures, as `str.translate` wants them."""
    read: dict[str, str] = tables(_FILE)["digits"]["read"]
    return str.maketrans(read)
