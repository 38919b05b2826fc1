"""Text in the encodings of before Unicode is found, converted, and said to be converted.

`tables` knows the encodings, `evidence` weighs a text as read in one of them, `deciding` chooses for all
pieces of a file, `capitals` and `lost_letters` give back what an encoding or a program lost, `converting`
does it to a file's lines, `places` says where.

Reads: Source. Writes: Source.
"""

from __future__ import annotations

from ingest.encodings.converting import converted
from ingest.encodings.deciding import Reading, old_encoding

__all__ = ["Reading", "converted", "old_encoding"]
