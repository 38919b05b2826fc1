"""Mentions become parties with the author's words; roles are gathered into an assignment.

Reads: Mention records, Text. Writes: Party and Assignment records.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ingest.agency import Mention
from ingest.assignments.vocabulary import ROLES
from ingest.document import Assignment, AssignmentForm, Party, Task, Text

Roles = Mapping[str, Sequence[Mention]]


def parties(mentions: Iterable[Mention], text: Text) -> tuple[Party, ...]:
    """The bodies as parties, each once."""
    found: dict[str, Party] = {}
    for m in mentions:
        found.setdefault(
            m.canonical, Party(m.canonical, text.printed[m.start : m.end], m.known, m.start, m.end)
        )
    return tuple(found.values())


def assignment(
    section: str,
    tasks: Sequence[Task],
    roles: Roles,
    text: Text,
    evidence: Sequence[tuple[int, int]],
    form: AssignmentForm,
    deadline: str | None = None,
) -> Assignment:
    """An assignment whose evidence is the printed words of one or several places, joined by ` … `."""
    words = " … ".join(" ".join(text.printed[a:b].split()) for a, b in evidence)
    by_role = {role: parties(roles.get(role, ()), text) for role in ROLES}
    start, end = evidence[-1]
    return Assignment(section, tuple(tasks), words, start, end, form, deadline=deadline, **by_role)


def anybody(roles: Roles) -> bool:
    """Whether any role is given to anybody."""
    return any(roles.get(role) for role in ROLES)
