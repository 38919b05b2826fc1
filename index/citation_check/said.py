"""What is gathered of one citation before it becomes an item.

Reads: nothing. Writes: Said.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from index.citation_check.records import Candidate, Check, Finding, Status


@dataclass(slots=True)
class Said:
    """What is gathered for an item."""

    findings: list[Finding] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    suggestion: str | None = None
    act: str | None = None
    reason: str = ""
    """What to say where nothing is wrong."""

    def find(self, status: Status, reason: str) -> None:
        """Note one finding."""
        self.findings.append(Finding(status, reason))
