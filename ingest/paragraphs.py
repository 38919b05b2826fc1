"""Lines become paragraphs: which line goes on in the next, and which begins something of its own.

Reads: Line records; corpus/vocabulary/paragraphs.toml. Writes: Paragraph records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from ingest.document import Line
from ingest.letters import clean, comparable
from ingest.vocabulary import records, tables, wording

_UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
_LOWER = "a-z" + _UPPER[3:].lower()
_CLASSES = {r"\p{Lu}": _UPPER, r"\p{Ll}": _LOWER, r"\p{L}": _UPPER + _LOWER}
_TOKEN = re.compile(r"\\p\{L[ul]?\}|\\.|[\[\]]|[^\\\[\]]+", re.DOTALL)
_ENDS = tuple(".:;!?")
_TRAILS_OFF = ("...", "…")
_CLOSERS = ")]}”\"’»'"
_RULE = re.compile(r"[-_=*~.…–— ]*[-_=*~–—]{3,}[-_=*~ –—]*|[*_=~ ]+")
_SPLIT_NUMBER = re.compile(r"\w[/-]$|\d\.$")
_BARE_TAIL = re.compile(r"[/-](?=\w)")
_CAPITAL_WORD = re.compile(r"(?<![^\s(“\"])[^\W\d_]{2,}(?![^\s,.;:)”\"])")
_FAR_BACK = 400


@dataclass(frozen=True, slots=True)
class Start:
    """A way for a paragraph to begin, or to stand alone on its line (see paragraphs.toml)."""

    name: str
    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()


@dataclass(slots=True)
class Paragraph:
    """A paragraph being put together: its pieces, each with its glue and the line that it comes from."""

    pieces: list[tuple[str, str, Line]] = field(default_factory=list)
    row: Line | None = None

    def words(self) -> str:
        """The last words of the paragraph so far."""
        return "".join(glue + words for glue, words, _ in self.pieces[-4:])


def expand(pattern: str) -> re.Pattern[str]:
    r"""A pattern compiled, `\p{Lu}`, `\p{Ll}` and `\p{L}` standing for Vietnamese letters."""
    parts: list[str] = []
    inside = False
    for piece in _TOKEN.findall(pattern):
        if piece in _CLASSES:
            parts.append(_CLASSES[piece] if inside else f"[{_CLASSES[piece]}]")
            continue
        if piece in "[]":
            inside = piece == "["
        parts.append(piece)
    return re.compile("".join(parts))


def starts_paragraph(line: str) -> str | None:
    """The name of the way in which a line begins a paragraph, None where nothing tells that it does."""
    return next((name for name, pattern in _starts("start") if pattern.match(line)), None)


def stands_alone(line: str) -> str | None:
    """The name of the kind of line (national title, number…) that is a paragraph by itself, or None."""
    return next((name for name, pattern in _starts("alone") if pattern.fullmatch(line)), None)


def is_rule(line: str) -> bool:
    """Whether a line is only drawn: dashes, stars, underscores."""
    return _RULE.fullmatch(line) is not None


@cache
def _starts(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((s.name, expand(s.pattern)) for s in records("paragraphs.toml", table, Start))


@cache
def _unfinished(before_figures: bool) -> frozenset[str]:
    table = tables("paragraphs.toml")["unfinished"]
    return frozenset(table["words"] + (table["before_figures"] if before_figures else []))


def paragraphs(lines: Sequence[Line]) -> Iterator[Paragraph]:
    """The paragraphs and table rows that lines make, in order; no letter is lost.

    Footnotes are paragraphs of their own and follow the paragraph in whose middle or at whose end they stand.
    """
    width = wrap_width(lines)
    current = Paragraph()
    notes: list[Paragraph] = []
    blank = False
    for line in lines:
        words = clean(line.text)
        if line.role == "footnote" and not line.cells:
            _add_note(notes, words, line)
            continue
        glue = None
        if line.cells:
            blank = False
        elif not words or is_rule(words):
            blank = True
            continue
        elif current.pieces:
            glue = _glue(current, words, blank, width)
        if glue is None:
            yield from _finished(current, notes)
            current = Paragraph([], line) if line.cells else Paragraph()
        if not line.cells:
            current.pieces.append((glue or "", words, line))
        blank = False
    yield from _finished(current, notes)


def _finished(current: Paragraph, notes: list[Paragraph]) -> list[Paragraph]:
    """A paragraph with the footnotes that were waiting for its end, which wait no more."""
    done = [current] if current.pieces or current.row else []
    done += [note for note in notes if note.pieces]
    notes.clear()
    return done


def _add_note(notes: list[Paragraph], words: str, line: Line) -> None:
    if not words:
        return
    if not notes or not notes[-1].pieces or notes[-1].pieces[-1][2].ends_paragraph is not False:
        notes.append(Paragraph([("", words, line)]))
    else:
        glue = "" if _splits_number(notes[-1].words(), words) else " "
        notes[-1].pieces.append((glue, words, line))


def wrap_width(lines: Sequence[Line]) -> int | None:
    """The width in characters at which a file's lines were cut; None where they are paragraphs."""
    lengths: list[int] = []
    for line, after in pairwise(lines):
        if not line.cells and not after.cells and len(line.text) > 40 and after.text.strip():
            lengths.append(len(line.text.rstrip()))
    if len(lengths) < 8:
        return None
    lengths.sort()
    width = lengths[int(len(lengths) * 0.95)]
    return width if width <= 160 else None


def _glue(current: Paragraph, words: str, blank: bool, width: int | None) -> str | None:
    """What joins the next line: a space, nothing within a number, None where it does not go on."""
    before = current.words()
    last = current.pieces[-1]
    line = last[2]
    if blank or line.ends_paragraph:
        goes_on = _goes_on_after_gap(before, words)
    elif line.ends_paragraph is False:
        goes_on = _goes_on_openly(last[1], words)
    else:
        goes_on = _goes_on_next_line(current, before, words, width)
    if not goes_on:
        return None
    return "" if _splits_number(before, words) else " "


def _splits_number(before: str, words: str) -> bool:
    """Whether a line end fell inside a number: `49/2020/` + `NĐ-CP`, `12` + `-NQ/TW`."""
    if _SPLIT_NUMBER.search(before[-2:]) and before[-1] != ".":
        return words[0].isalnum()
    return before[-1].isalnum() and words[0] in "/-" and _BARE_TAIL.match(words) is not None


def _goes_on_openly(last: str, words: str) -> bool:
    """The format says that the line goes on (an emphasis is still open); a change of capitals says no."""
    if _changes_case(last, words) and len(words.split()) > 1 and not words[0].islower():
        return False
    return starts_paragraph(comparable(words)) != "signature"


def _goes_on_after_gap(before: str, words: str) -> bool:
    """After a blank line, a page break or a paragraph end: only a sentence that was cut in two goes on."""
    seen = comparable(words)
    if stands_alone(seen) or stands_alone(comparable(before)) or is_capitals(before):
        return False
    if starts_paragraph(seen):
        return False
    if seen[0].islower():
        return not before.endswith(_ENDS) or before.endswith(_TRAILS_OFF)
    return _needs_more(before, words) and not (_is_open(before) and not _closes(words))


def _goes_on_next_line(current: Paragraph, before: str, words: str, width: int | None) -> bool:
    """On the very next line: the paragraph goes on unless something says that another begins."""
    last = current.pieces[-1][1]
    seen = comparable(words)
    if stands_alone(seen) or stands_alone(comparable(last)):
        return comparable(last) == "Số:"
    item = starts_paragraph(seen)
    if item:
        return _starts_inside(item, current, before, words, width)
    if _is_counter(last) or seen[0].islower() or seen[0] in _CLOSERS + ".,;:!?/-–…":
        return True
    if is_capitals(last):
        return not _changes_case(last, words) and (width is not None or len(last) > 30 or last.endswith(","))
    if is_capitals(words):
        return (width is not None and last.isupper()) or _needs_more(before, words)
    return _fills(last, words, width) or _needs_more(before, words)


def _is_counter(last: str) -> bool:
    """Whether a line is only a number or letter, what it counts standing on the next."""
    return len(last) < 12 and starts_paragraph(last) == "counter alone"


def _changes_case(last: str, words: str) -> bool:
    """Whether a line in capitals is followed by one in small letters; a line of figures is neither."""
    return is_capitals(last) and not is_capitals(words) and any(c.islower() for c in words)


def _fills(last: str, words: str, width: int | None) -> bool:
    """Whether the line was cut because the next word would not fit, or ends in the middle of a sentence."""
    if width is None:
        return False
    if not last.endswith(_ENDS) or last.endswith(":"):
        return True
    return len(last) + 1 + len(words.split(" ", 1)[0]) > width - 6


def _starts_inside(item: str, current: Paragraph, before: str, words: str, width: int | None) -> bool:
    """Whether what looks like a paragraph's start is the middle of one, cut there by the line's width."""
    if item == "bullet":
        return _is_split_dash(current, before, words, width)
    if width is not None and item in ("bracketed note", "opening of a preamble", "label"):
        return not before.endswith(_ENDS)
    if item in ("letter", "counter alone") and _is_open(before):
        return True
    if item in ("article", "letter"):
        return wording("paragraphs.toml", "amid_provision").search(before) is not None
    return item in ("number", "counter alone") and before.rsplit(" ", 1)[-1] in _unfinished(True)


def _is_split_dash(current: Paragraph, before: str, words: str, width: int | None) -> bool:
    """Whether a dash at a line's start belongs to `kinh tế - xã hội` or `2026 - 2030` and is no bullet."""
    first = current.pieces[0][1]
    in_list = starts_paragraph(first) == "bullet" and first[2:3].islower() == words[2:3].islower()
    if before.endswith((*_ENDS, ",")) or in_list:
        return False
    if words[2:3].isdigit():
        return before[-1].isdigit()
    last = current.pieces[-1][1]
    return words[2:3].islower() or (width is not None and len(last) > width * 0.7)


def _needs_more(before: str, words: str) -> bool:
    """Whether words cannot end a paragraph: an open bracket, a comma, `của`; `số` before a figure."""
    tail = before[-_FAR_BACK:]
    if tail.endswith(_ENDS) and not tail.endswith("Số:"):
        return False
    if tail.endswith(","):
        return len(before) > 60 or is_capitals(before)
    if tail.rsplit(" ", 1)[-1] in _unfinished(words[0].isdigit()):
        return True
    return _is_open(tail)


def _is_open(before: str) -> bool:
    """Whether a bracket is open at the end of words."""
    tail = before[-_FAR_BACK:]
    return tail.rfind("(") > tail.rfind(")")


def _closes(words: str) -> bool:
    """Whether words close a bracket that they did not open."""
    end = words.find(")", 0, _FAR_BACK)
    return end >= 0 and "(" not in words[:end]


def is_capitals(text: str) -> bool:
    """Whether a line is set in capitals: no small letter, and two words at least of letters alone."""
    return text.upper() == text and len(_CAPITAL_WORD.findall(text)) > 1
