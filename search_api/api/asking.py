"""A question over HTTP.

Reads: the library. Writes: routes `/v1/ask`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Query
from pydantic import AfterValidator, Field
from starlette.responses import Response

from index.asking import ask
from index.library import Library
from index.plan import Corrected
from search_api.api import examples
from search_api.api.limits import QUESTION_CHARACTERS
from search_api.api.problems import problems
from search_api.api.schemas import Answer, Intent, Question, says_something
from search_api.api.shelf import OpenLibrary, written
from search_api.service.metrics import answered

router = APIRouter(prefix="/v1", tags=["Hỏi"])

NAME_CHARACTERS = 300

QuestionText = Annotated[
    str,
    Query(
        min_length=1,
        max_length=QUESTION_CHARACTERS,
        description="Câu hỏi; có dấu hay không dấu, viết tắt cũng được.",
        openapi_examples={
            "ai chủ trì": {"value": examples.QUESTION},
            "văn bản nào": {"value": examples.DIRECTIVE_QUESTION},
            "không dấu": {"value": examples.UNMARKED_QUESTION},
        },
    ),
    AfterValidator(says_something),
]
AsOf = Annotated[date | None, Query(description="Trả lời theo tình trạng của ngày này, dạng 2024-02-21.")]
AskedFor = Annotated[
    Intent | None,
    Query(description="Hỏi gì, thay cho điều chương trình hiểu: lead, directive, lookup, search."),
]
Meant = Annotated[
    tuple[Annotated[str, Field(max_length=NAME_CHARACTERS)], ...] | None,
    Query(
        max_length=10,
        description="Cơ quan câu hỏi nói tới, theo tên chuẩn, thay cho điều được hiểu; «-»: không có.",
    ),
]
AsTyped = Annotated[bool, Query(description="Giữ nguyên như đã gõ, không thêm dấu.")]


async def correction(intent: AskedFor = None, agency: Meant = None, as_typed: AsTyped = False) -> Corrected:
    """What the asker says of the question."""
    named = None if agency is None else tuple(name for name in agency if name not in ("", "-"))
    return Corrected(intent, named, as_typed)


Correction = Annotated[Corrected, Depends(correction)]
QuestionBody = Annotated[
    Question,
    Body(openapi_examples={"ai chủ trì": {"value": {"q": examples.QUESTION, "as_of": "2024-02-21"}}}),
]


@router.get("/ask", summary="Hỏi", operation_id="ask", response_model=Answer, responses=problems(422, 503))
def ask_by_address(
    q: QuestionText, library: OpenLibrary, corrected: Correction, as_of: AsOf = None
) -> Response:
    """Ai chủ trì, ai phối hợp, thời hạn, văn bản nào được áp dụng; hoặc lời từ chối kèm lý do."""
    return written(answer_to(library, q, as_of, corrected), library)


@router.post("/ask", summary="Hỏi bằng nội dung gửi lên", responses=problems(400, 413, 422, 503))
def ask_by_body(question: QuestionBody, library: OpenLibrary) -> Answer:
    """Như GET, để câu hỏi không nằm trong địa chỉ."""
    return answer_to(library, question.q, question.as_of)


def answer_to(
    library: Library,
    question: str,
    as_of: date | None,
    corrected: Corrected = Corrected(),  # noqa: B008 - frozen
) -> Answer:
    """The answer to a question, as the contract shapes it."""
    day = as_of.isoformat() if as_of else None
    found = Answer.model_validate(ask(library, question, as_of=day, corrected=corrected))
    answered(found.abstained)
    return found
