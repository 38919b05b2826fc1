"""What goes wrong with an index, in words for the person who asked.

Reads: nothing. Writes: exceptions.
"""

from __future__ import annotations


class Unusable(Exception):  # noqa: N818 - says what the index or the model is
    """Something that the index needs cannot be used: one Vietnamese line with what, why and what to do."""

    def __init__(self, what: str, why: str, remedy: str) -> None:
        self.what, self.why, self.remedy = what, why, remedy
        super().__init__(f"{what}: {why}; {remedy}.")

    def __reduce__(self) -> tuple[type[Unusable], tuple[str, str, str]]:
        return type(self), (self.what, self.why, self.remedy)


class Away(Unusable):
    """What is shared with other machines cannot be reached now; asked again later, it may be back."""


class EngineUnusable(Unusable):
    """The search engine is away, is not installed, or is another one than the index was built for.

    The index itself may be whole: nothing is to be built anew for this alone.
    """
