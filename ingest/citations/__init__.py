"""Acts that a document cites, by number, name, provision or reference, and which catalogued act each is.

Reads: Text, units, Head, the catalogue. Writes: Citation records, one for each mention, in text order.
"""

from __future__ import annotations

from ingest.citations.finding import find
from ingest.citations.resolution import resolve

__all__ = ["find", "resolve"]
