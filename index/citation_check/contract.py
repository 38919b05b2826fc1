"""A report as one JSON object, in the names that other programs rely on.

Reads: Report. Writes: plain dicts, lists, strings and numbers.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from index.citation_check.records import LABELS, Item, Report


def as_json(report: Report, *, with_text: bool = True) -> dict[str, Any]:
    """The check object: scope, summary, citations; and the submitted text, which offsets refer to."""
    found: dict[str, Any] = {
        "source": report.source,
        "format": report.format,
        "scope": asdict(report.scope),
        "summary": asdict(report.summary),
        "citations": [_item(item) for item in report.items],
        "warnings": list(report.warnings),
    }
    return {**found, "text": report.text} if with_text else found


def _item(item: Item) -> dict[str, Any]:
    return {**asdict(item), "label": LABELS[item.status]}
