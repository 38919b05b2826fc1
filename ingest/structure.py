"""The stored text becomes a tree of units with Akoma Ntoso ids.

Reads: Text. Writes: Unit records, in document order.
"""

from __future__ import annotations

import re

from ingest.document import Text, Unit

_LEVELS = (
    ("sec", re.compile(r"([IVX]+)\.\s")),
    ("art", re.compile(r"Điều (\d+[a-zđ]?)\.?\s")),
    ("item", re.compile(r"(\d+(?:\.\d+)*)\.\s")),
    ("point", re.compile(r"([a-zđ])\)\s")),
    ("bullet", re.compile(r"[-+]\s")),
)


def outline(text: Text) -> tuple[Unit, ...]:
    """The units of a text, each paragraph one unit (thin first version: flat, nothing nested but ids)."""
    units: list[Unit] = []
    at = 0
    section, item = "", ""
    for n, line in enumerate(text.printed.splitlines(keepends=True), 1):
        kind, number = "p", None
        for name, pattern in _LEVELS:
            if m := pattern.match(line):
                kind, number = name, (m.group(1) if m.groups() else None)
                break
        if kind == "sec":
            section, item = number or "", ""
        elif kind == "item":
            item = number or ""
        where = ".".join(x for x in (section, item) if x)
        end = at + len(line)
        units.append(Unit(f"{kind}_{n}", kind, number, None, at, end, end, section=where))
        at = end
    return tuple(units)
