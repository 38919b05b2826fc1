"""Whether what was found is evidence enough for an answer, and if not, why: said in words, never guessed over.

An answer stands on the question's own words in the passage together with nearness of meaning; neither alone will do.
A typed number that no directive bears is a reason of its own.

Reads: a plan, found passages. Writes: a reason (Vietnamese), or None where the answer stands.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.plan import Plan
from index.retrieval import Found
from index.weights import Thresholds

NOTHING_ASKED = "Câu hỏi không nêu nội dung nào để tìm; xin nêu rõ việc, cơ quan hoặc văn bản cần hỏi."


def stands(found: Found, best: Sequence[Found], thresholds: Thresholds) -> bool:
    """Whether a passage is evidence enough to answer with.

    `best` are all passages found: where the nearest in meaning is another than this one, more is needed.
    """
    if found.words < thresholds.words:
        return False
    nearest = max((one.meaning for one in best), default=0.0)
    need = thresholds.answer + (thresholds.agreement if found.meaning < nearest else 0.0)
    return found.evidence >= need


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
