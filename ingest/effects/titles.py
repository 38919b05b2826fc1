"""Acts that are named inside another act's title, and to which nothing is done.

    thay thế … Hướng dẫn số 04/HD-BCA ngày … hướng dẫn thực hiện Chỉ thị số 06/2008/CT-TTg …
    Nghị quyết số 144/2016/QH13 … về việc lùi hiệu lực của Bộ luật Hình sự số 100/2015/QH13, Bộ luật …

A list that begins inside a title goes on there, as long as its acts are of one kind, or bare, and no issuer
is told, as it is of acts that are listed themselves. Where that is not sure nothing is done to an act.

Reads: the matching text, Citations. Writes: nothing.
"""

from __future__ import annotations

from ingest.citations import details
from ingest.document import Citation
from ingest.effects.vocabulary import words

_BACK = 60
"""Code points before an act in which words say that it belongs to a title."""
_LAWS = ("Bộ luật", "Luật", "Pháp lệnh")


class Titles:
    """Acts of one stretch, asked for in order."""

    def __init__(self, text: str, start: int) -> None:
        self._text = text
        self._start = start
        self._last: Citation | None = None
        self.end = start
        """How far the last act that stands in a title reaches, with its date and title."""

    def hold(self, act: Citation, reached: int, of: str | None) -> bool:
        """Whether an act stands in the title of one before it, of type `of`, which reaches to `reached`."""
        led = words("titled").search(self._text, max(self._start, act.start - _BACK), act.start)
        if not (act.start < reached or led or self._goes_on(act, of)):
            self._last = None
            return False
        self._last = act
        self.end = details.read(self._text, act.end).end
        return True

    def _goes_on(self, act: Citation, of: str | None) -> bool:
        """Whether an act goes on with a list that began inside a title."""
        last = self._last
        if last is None or not words("title_joint").fullmatch(self._text, self.end, act.start):
            return False
        if act.type == last.type and of not in (None, act.type):
            return True
        alike = act.type == last.type or (act.type in _LAWS and last.type in _LAWS)
        return not act.issuer and (alike or not act.title)
