"""References to an act by its type alone: `Nghị định này`, `Thông tư nêu trên`, `Luật đó`.

Reads: the matching text, the document's own type. Writes: mentions of kind `anaphora`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from ingest.citations import vocabulary
from ingest.citations.mention import Mention
from ingest.document_types import DocumentType, names_pattern, type_named, types

_REACH_BACK, _MOST = 1500, 40


@cache
def _pattern() -> re.Pattern[str]:
    names = names_pattern(t for t in types() if t.refers)
    back = vocabulary.one_of("pointing_back")
    return re.compile(rf"(?<!\w)({names})[ \u00a0](này|{back})(?!\w)", re.IGNORECASE)


def find(text: str, acts: Sequence[Mention], own_type: str | None) -> list[Mention]:
    """Every such reference; `này` of the document's own type means the document itself.

    `acts` are the numbers and names of the text, in order: the nearest earlier one of the type is what
    `nêu trên` and `đó` mean, and what `này` means where the type is not the document's own.
    """
    found = []
    for match in _pattern().finditer(text):
        kind = match[1].replace("\u00a0", " ")
        word = type_named(kind)
        if word is None or (kind[0].islower() and kind.lower() in vocabulary.phrases("not_pointers")):
            continue
        mention = Mention(match.start(), match.end(), "anaphora", word.name, reach=match.end())
        found.append(_aimed(text, mention, match[2].lower(), acts, word, own_type))
    return found


def _aimed(
    text: str,
    mention: Mention,
    pointer: str,
    acts: Sequence[Mention],
    word: DocumentType,
    own_type: str | None,
) -> Mention:
    own = own_type is None or own_type.lower() == word.name.lower() or word.attached
    if pointer == "này" and own:
        return replace(mention, target="self")
    antecedent = _antecedent(mention, acts, word)
    if antecedent is not None:
        return replace(mention, target=antecedent.number or antecedent.name)
    if pointer == "này":
        return replace(mention, target="self")
    return replace(mention, reason=f"Không rõ “{text[mention.start : mention.end]}” chỉ văn bản nào.")


def _antecedent(mention: Mention, acts: Sequence[Mention], word: DocumentType) -> Mention | None:
    """The nearest act of the type before a reference, not further back than people look."""
    at = bisect_left(acts, mention.start, key=lambda a: a.start)
    for act in reversed(acts[max(0, at - _MOST) : at]):
        if act.start < mention.start - _REACH_BACK:
            return None
        if act.type == word.name:
            return act
    return None
