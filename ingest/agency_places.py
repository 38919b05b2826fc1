"""The place behind a body's base: `Công an` + `tỉnh`, `Ủy ban nhân dân` + `các xã, phường`.

Reads: words with their marks. Writes: where the place ends, and its canonical words.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.agency_names import listed, names, phrases
from ingest.agency_words import Word

_LONGEST_PLACE_NAME = 4


def place_at(line: Sequence[Word], at: int) -> tuple[int, str]:
    """Where the place that starts at a word ends (word index, exclusive), and its words.

    The same index and '' where none starts there. `các` is dropped: `các xã, phường` is `xã, phường`.
    """
    if at >= len(line) or line[at].gap:
        return at, ""
    if (phrase := phrases("place_phrases").longest(line, at, strict=True)) is not None:
        return phrase[0], phrase[1]
    first = at + (line[at].lower in ("các", "mỗi", "từng", "những", "một") and at + 1 < len(line))
    counted = line[first].lower.isdigit() and first + 1 < len(line)
    first += counted
    graded = line[first].lower == "cấp"
    first += graded
    stop, kinds = _kinds(line, first)
    if not kinds:
        return at, ""
    words = ("cấp " if graded else "") + ", ".join(kinds)
    if (reach := _reach(line, stop)) > stop:
        words += " " + " ".join(w.text for w in line[stop:reach])
        stop = reach
    if counted:
        words = f"{line[first - 1].text} {words}"
    if len(kinds) == 1 and not graded:
        named = _name_end(line, stop)
        if named > stop:
            words += " " + " ".join(w.text for w in line[stop:named])
            stop = named
    return stop, words


def places_at(line: Sequence[Word], at: int) -> list[tuple[int, int, str]]:
    """The places of a list with one head: `các xã: Gia Thuận, Tân Điền`, each with its words' indexes.

    Empty where no such list of at least two names starts there.
    """
    if at + 2 >= len(line) or line[at].lower != "các" or line[at].gap:
        return []
    stop, kinds = _kinds(line, at + 1)
    if len(kinds) != 1:
        return []
    found: list[tuple[int, int, str]] = []
    i = stop
    while i < len(line) and line[i].gap in ((":", "") if not found else (",", "")):
        i += bool(found) and line[i].lower == "và"
        end = _name_end(line, i + 1) if i < len(line) and line[i].capital else i
        if (
            end == i
            or (found and not line[i].gap and line[i - 1].lower != "và")
            or phrases("open_heads").longest(line, i, strict=True)
        ):
            break
        found.append((i, end, f"{kinds[0]} {' '.join(w.text for w in line[i:end])}"))
        i = end
    return found if len(found) > 1 else []


def _kinds(line: Sequence[Word], at: int) -> tuple[int, list[str]]:
    """Kinds of places in a row: `huyện, thị xã, thành phố`."""
    kinds: list[str] = []
    stop = i = at
    while i < len(line) and line[i].gap in (("",) if not kinds else ("", ",", "-", "/")):
        if kinds and line[i].lower in ("và", "hoặc"):
            i += 1
            if i >= len(line) or line[i].gap:
                break
        elif kinds and not line[i].gap:
            break
        if i < len(line) and line[i].lower == "các" and kinds:
            break
        hit = phrases("places").longest(line, i, strict=True)
        following = line[hit[0]] if hit and hit[0] < len(line) else None
        if hit is None or (following and following.lower in listed("behind_place") and not following.gap):
            break
        printed = " ".join(w.text for w in line[i : hit[0]])
        kinds.append("thành phố" if hit[1] == "tp" else printed)
        stop = i = hit[0]
    return stop, kinds


def _reach(line: Sequence[Word], at: int) -> int:
    """Past `từ Hà Tĩnh đến Khánh Hòa`."""
    if at + 3 >= len(line) or line[at].lower != "từ" or line[at].gap:
        return at
    first = _name_end(line, at + 1)
    if first == at + 1 or first >= len(line) or line[first].lower != "đến" or line[first].gap:
        return at
    last = _name_end(line, first + 1)
    return last if last > first + 1 else at


def _name_end(line: Sequence[Word], at: int) -> int:
    stop = at
    while stop < len(line) and stop - at < _LONGEST_PLACE_NAME and line[stop].capital and not line[stop].gap:
        if names().longest(line, stop) is not None:
            break
        stop += 1
    return stop
