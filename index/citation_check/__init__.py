"""A draft's citations, every one held against the records: what agrees, what does not, what is not known.

`draft.py` a submitted text or file becomes a Draft · `known.py` the acts that there are records of ·
`identity.py` which record a citation means · `form.py`, `components.py`, `provisions.py`, `standing.py`
what is looked at · `items.py` one citation → one item · `checking.py` all of them, with summary and scope ·
`wording.py` the official form of citation · `contract.py` JSON · `word_comments.py` remarks in a Word file.

Reads: a draft, the library. Writes: Report.
"""

from __future__ import annotations

from index.citation_check.checking import check
from index.citation_check.draft import Draft, draft_of_file, draft_of_text

__all__ = ["Draft", "check", "draft_of_file", "draft_of_text"]
