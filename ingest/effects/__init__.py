"""What a text says of effect: since when it binds, which acts it ends or changes, from which day.

Closing articles say it (`Nghị định này thay thế …`, `… hết hiệu lực kể từ ngày Luật này có hiệu lực thi hành, trừ
…`), and amending ones (`Sửa đổi, bổ sung khoản 1 Điều 44 của Luật …`). What a text quotes of another act is not its
own, and an act does nothing to one of higher force.

Reads: Text, Head, Citations. Writes: Effect records, in text order.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.document import Citation, Effect, Head, Text
from ingest.effects.beginnings import beginnings
from ingest.effects.endings import endings
from ingest.effects.sentences import sentences

_OF_OTHERS = "Văn bản hợp nhất"
"""A consolidated text prints the closing articles of other acts; it has no effect of its own."""


def find(text: Text, head: Head, citations: Sequence[Citation]) -> tuple[Effect, ...]:
    """What the text says of its own effect and of the force of other acts."""
    if head.type == _OF_OTHERS:
        return ()
    said = list(sentences(text.matching))
    found = [
        *beginnings(text.matching, said, head, citations),
        *endings(text.matching, said, head, citations),
    ]
    return tuple(sorted(found, key=lambda e: (e.start, e.end, e.target or 0)))
