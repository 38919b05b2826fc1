"""The acts that codified articles come from, as works of the catalogue.

Reads: Codification. Writes: Work records.
"""

from __future__ import annotations

from index.codification.reading import Codification
from index.codification.records import CodifiedAct
from index.syllables import fold
from ingest.document_types import named_types
from ingest.work import Address, Work


def works(codification: Codification) -> tuple[Work, ...]:
    """Every act with a number that articles of the codification come from, its source said.

    What the codification says of single articles (effect, amendments) is not said of the act.
    """
    day = "/".join(reversed(codification.known_until.split("-")))
    source = f"Bộ pháp điển điện tử, bản có văn bản mới nhất ngày {day}"
    return tuple(_work(act, source) for act in codification.acts() if act.number)


def names_of(kind: str, title: str) -> tuple[str, ...]:
    """What a law is called: its title with its type before it, once or, as the one on lawyers, twice.

    A release prints types with marks left out, too: `Luât Dân quân tự vệ`.
    """
    head, rest = title[: len(kind)], title[len(kind) :]
    if fold(head) != fold(kind) or rest[:1].isalpha():
        return (f"{kind} {title}",)
    return (f"{kind}{rest}", f"{kind} {title}")


def _work(act: CodifiedAct, source: str) -> Work:
    return Work(
        id=act.work,
        type=act.type,
        title=act.title,
        family="quy phạm pháp luật",
        number=act.number,
        date=act.date,
        issuer=act.issuer,
        title_source="official",
        names=names_of(act.type, act.title) if act.title and act.type in named_types() else (),
        official=(source,),
        addresses=(Address(act.url, "official", note=source),) if act.url else (),
    )
