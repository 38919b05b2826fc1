"""Whether what was found is evidence enough for an answer, and if not, why, in words.

An answer stands on the question's own words in the passage together with nearness of meaning; neither alone
will do. A typed number that no directive bears is a reason of its own.

Reads: a plan, found passages. Writes: a reason (Vietnamese), or None where the answer stands.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from index.plan import Plan
from index.retrieval import Found
from index.weights import Thresholds

NOTHING_ASKED = "Câu hỏi không nêu nội dung nào để tìm; xin nêu rõ việc, cơ quan hoặc văn bản cần hỏi."


def lead(found: Sequence[Found], thresholds: Thresholds) -> float:
    """What the first passage's lead over the next one adds to its evidence.

    What a question is about stands out from the rest; a question about something else finds many passages
    that are equally far from it.
    """
    places = [(one.passage.document, one.passage.start) for one in found]
    rest = [one.evidence for one, place in zip(found, places, strict=True) if place != places[0]]
    ahead = found[0].evidence - max(rest, default=0.0)
    return thresholds.lead * min(thresholds.widest_lead, max(0.0, ahead))


def of_size(passages: int, thresholds: Thresholds) -> float:
    """What evidence needs beyond the thresholds in an index of so many passages.

    The best of many passages that have nothing to do with a question lies higher than the best of few.
    """
    return thresholds.tenfold * max(0.0, math.log10(max(1, passages) / thresholds.passages))


def stands(found: Found, added: float, thresholds: Thresholds) -> bool:
    """Whether a passage, with what is `added` to its evidence, is enough to answer with."""
    return found.words >= thresholds.words and found.evidence + added >= thresholds.answer


def unknown_numbers(plan: Plan) -> str:
    """The reason where no directive bears the typed number."""
    named = ", ".join(typed.text for typed in plan.numbers)
    return f"Kho văn bản không có văn bản nào mang số đã nêu ({named})."


def nothing_found(plan: Plan) -> str:
    """The reason where no passage is evidence enough."""
    if plan.intent == "directive":
        return "Kho văn bản không có văn bản nào quy định về nội dung được hỏi."
    if plan.intent == "lead":
        return (
            "Kho văn bản không có nhiệm vụ nào về nội dung được hỏi, nên không thể nói cơ quan nào thực hiện."
        )
    return "Kho văn bản không có nội dung trả lời cho câu hỏi này."


def no_tasks(plan: Plan) -> str:
    """The reason where an agency that the question names has no task (in the role asked for)."""
    named = ", ".join(plan.agencies)
    return f"Kho văn bản không có nhiệm vụ nào giao cho {named} như được hỏi."
