"""The acts that codified articles come from, as works of the catalogue.

Reads: Codification. Writes: Work records.
"""

from __future__ import annotations

from index.codification.reading import Codification
from index.codification.records import CodifiedAct
from ingest.document_types import named_types
from ingest.work import Address, Work


def works(codification: Codification) -> tuple[Work, ...]:
    """Every act with a number that articles of the codification come from, its source said.

    What the codification says of single articles (effect, amendments) is not said of the act.
    """
    day = "/".join(reversed(codification.known_until.split("-")))
    source = f"Bộ pháp điển điện tử, bản có văn bản mới nhất ngày {day}"
    return tuple(_work(act, source) for act in codification.acts() if act.number)


def _work(act: CodifiedAct, source: str) -> Work:
    named = act.title if act.title.casefold().startswith(act.type.casefold()) else f"{act.type} {act.title}"
    return Work(
        id=act.work,
        type=act.type,
        title=act.title,
        family="quy phạm pháp luật",
        number=act.number,
        date=act.date,
        issuer=act.issuer,
        title_source="official",
        names=(named,) if act.title and act.type in named_types() else (),
        official=(source,),
        addresses=(Address(act.url, "official", note=source),) if act.url else (),
    )
