"""Whether a work is in force on a day, as far as somebody states it.

Reads: Work. Writes: Standing.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.work import Standing, Work


def status_at(work: Work, day: str) -> Standing | None:
    """Give what is known of a work's force on a day (ISO); None where nothing states it.

    The latest statement counts, and `as_of` says how far it reaches. Between the day of its effect and the
    day on which another act replaces it a work is in force, if both days are known. An amended work stays in
    force; its note names what amended it.
    """
    derived = _before_effect(work, day) or _after_replacement(work, day)
    if derived:
        return derived
    stated = [s for s in work.standings if s.since <= day]
    last = max(stated, key=lambda s: (s.since, s.as_of), default=None)
    if last and last.as_of >= day:
        return replace(last, as_of=day)
    return _until_replacement(work, day) or last or _since_effect(work, day)


def _before_effect(work: Work, day: str) -> Standing | None:
    if not work.effective_from or day >= work.effective_from:
        return None
    basis = f"có hiệu lực từ ngày {_spoken(work.effective_from)}"
    source = work.official[0] if work.official else ""
    return Standing(
        "chưa có hiệu lực", work.date or day, day, basis, source, "confirmed" if source else "unconfirmed"
    )


def _after_replacement(work: Work, day: str) -> Standing | None:
    ended = [x for x in work.replaced_by if x.effective_from and x.effective_from <= day]
    if not ended:
        return None
    first = min(ended, key=lambda x: x.effective_from)
    basis = first.basis or f"được thay thế bởi {first.number}"
    return Standing(
        "hết hiệu lực toàn bộ", first.effective_from, day, basis, first.source, first.certainty, first.note
    )


def _since_effect(work: Work, day: str) -> Standing | None:
    """In force on its first day, by its own words; nothing says what came later."""
    begun = work.effective_from
    if not begun or begun > day or not work.official:
        return None
    return Standing(
        "còn hiệu lực", begun, begun, f"có hiệu lực từ ngày {_spoken(begun)}", work.official[0], "confirmed"
    )


def _until_replacement(work: Work, day: str) -> Standing | None:
    """In force because it had taken effect and what replaced it had not."""
    ends = [x for x in work.replaced_by if x.effective_from > day]
    if not ends or not work.effective_from:
        return None
    end = min(ends, key=lambda x: x.effective_from)
    begins, stops = _spoken(work.effective_from), _spoken(end.effective_from)
    basis = f"có hiệu lực từ {begins} đến khi {end.number} có hiệu lực ({stops})"
    changes = [x.number for x in work.amended_by if x.effective_from and x.effective_from <= day]
    note = f"đã được sửa đổi, bổ sung bởi {', '.join(changes)}" if changes else ""
    return Standing("còn hiệu lực", work.effective_from, day, basis, end.source, end.certainty, note)


def _spoken(day: str) -> str:
    """Write an ISO day as Vietnamese write it: 15/06/2020; parts that are missing stay away."""
    return "/".join(reversed(day.split("-")))
