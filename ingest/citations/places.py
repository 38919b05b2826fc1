"""`khoản 2 Điều này` by its name: which Điều, khoản or điểm of the document `này` means.

Reads: provisions as printed, the unit that they stand in. Writes: provisions.
"""

from __future__ import annotations

import re

from ingest.document import Unit

_THIS = re.compile(r"(?:^|(?<= ))(Điều|khoản|điểm) này$")
_QUOTED = "quoted"


def named(provision: str, unit: Unit) -> str:
    """A provision with the unit's own Điều, khoản or điểm for `này`: `khoản 2 Điều này` → `khoản 2 Điều 7`.

    Left as printed where the unit stands in no such part, or is new text that an amendment quotes: there
    `này` is the amended act's.
    """
    this = _THIS.search(provision)
    if this is None or unit.kind == _QUOTED:
        return provision
    own = re.search(rf"(?<!\w){this[1]} [^ ]+(?: .*)?$", unit.section)
    return provision[: this.start()] + own.group() if own else provision
