"""What goes wrong while a file is read, in words for the person who gave it.

Reads: nothing. Writes: exceptions.
"""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - the name says what the file is
    """A file that cannot be used: one Vietnamese line with what, why and what to do.

    `name` is the file as the person knows it, `why` the cause, `remedy` the next step.
    """

    def __init__(self, name: str, why: str, remedy: str) -> None:
        self.name = " ".join("".join(c if c.isprintable() else " " for c in name).split())
        self.why = why
        self.remedy = remedy
        super().__init__(f"Không đọc được «{self.name}»: {why}; {remedy}.")

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str]]:
        return type(self), (self.name, self.why, self.remedy)
