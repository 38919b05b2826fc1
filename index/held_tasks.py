"""What a library holds of who does what: assignments, tasks, agencies.

Reads: the records of a generation. Writes: records of `index.stored`.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.snapshot import Records
from index.stored import AgencyCount, StoredAssignment, StoredTask, assignment_of, task_of


class HeldTasks:
    """The tasks of a library's documents, and who has them."""

    records: Records

    def assignment(self, assignment: int) -> StoredAssignment:
        """An assignment by its id; KeyError where there is none."""
        found = self._assignments([assignment])
        if not found:
            raise KeyError(assignment)
        return found[0]

    def assignments(
        self, *, document: str | None = None, agency: str | None = None, roles: Sequence[str] = ()
    ) -> tuple[StoredAssignment, ...]:
        """Assignments of a document, or those in which an agency has one of these roles (any, if empty)."""
        conditions, values = ["TRUE"], list[object]()
        if document:
            conditions.append("document = ?")
            values.append(document)
        if agency:
            role = f" AND role IN ({','.join('?' * len(roles))})" if roles else ""
            conditions.append(f"id IN (SELECT assignment FROM party WHERE agency = ?{role})")  # noqa: S608 - marks only
            values += [agency, *roles]
        query = f"SELECT id FROM assignment WHERE {' AND '.join(conditions)} ORDER BY document, position"  # noqa: S608
        return self._assignments([row["id"] for row in self.records.all(query, *values)])

    def _assignments(self, keys: Sequence[int]) -> tuple[StoredAssignment, ...]:
        rows = {row["id"]: row for row in self.records.among("SELECT * FROM assignment WHERE id IN", keys)}
        tasks = self.records.among("SELECT * FROM task WHERE assignment IN", keys)
        named = "SELECT * FROM party JOIN agency ON agency = name WHERE assignment IN"
        parties = self.records.among(named, keys)
        return tuple(
            assignment_of(
                rows[key],
                sorted((t for t in tasks if t["assignment"] == key), key=lambda row: int(row["position"])),
                sorted((p for p in parties if p["assignment"] == key), key=lambda row: int(row["position"])),
            )
            for key in keys
            if key in rows
        )

    def tasks(self, document: str | None = None, *, assigned: bool | None = None) -> tuple[StoredTask, ...]:
        """Tasks in the order of the text; only those with an assignment, or without, where asked."""
        conditions = ["document = ?"] if document else ["TRUE"]
        if assigned is not None:
            conditions.append(f"assignment IS {'NOT ' if assigned else ''}NULL")
        query = f"SELECT * FROM task WHERE {' AND '.join(conditions)} ORDER BY document, start, id"  # noqa: S608
        return tuple(map(task_of, self.records.all(query, *([document] if document else []))))

    def agencies(self) -> tuple[AgencyCount, ...]:
        """The agencies that have a part in anything, with the number of assignments in each role, by name."""
        query = """SELECT name, known, role, count(DISTINCT assignment) AS times FROM party
                   JOIN agency ON agency = name GROUP BY name, known, role ORDER BY name, role"""
        found: dict[str, AgencyCount] = {}
        for row in self.records.all(query):
            found.setdefault(row["name"], AgencyCount(row["name"], bool(row["known"]), {}))
            found[row["name"]].roles[row["role"]] = row["times"]
        return tuple(found.values())
