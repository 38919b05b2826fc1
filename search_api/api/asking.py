"""A question over HTTP.

Reads: the library. Writes: routes `/v1/ask`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Body, Query
from pydantic import AfterValidator

from index.asking import ask
from index.library import Library
from search_api.api import examples
from search_api.api.limits import QUESTION_CHARACTERS
from search_api.api.problems import problems
from search_api.api.schemas import Answer, Question, says_something
from search_api.api.shelf import OpenLibrary
from search_api.service.metrics import answered

router = APIRouter(prefix="/v1", tags=["Hỏi"])

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
QuestionBody = Annotated[
    Question,
    Body(openapi_examples={"ai chủ trì": {"value": {"q": examples.QUESTION, "as_of": "2024-02-21"}}}),
]


@router.get("/ask", summary="Hỏi", responses=problems(422, 503))
def ask_by_address(q: QuestionText, library: OpenLibrary, as_of: AsOf = None) -> Answer:
    """Ai chủ trì, ai phối hợp, thời hạn, văn bản nào được áp dụng; hoặc lời từ chối kèm lý do."""
    return answer_to(library, q, as_of)


@router.post("/ask", summary="Hỏi bằng nội dung gửi lên", responses=problems(400, 413, 422, 503))
def ask_by_body(question: QuestionBody, library: OpenLibrary) -> Answer:
    """Như GET, để câu hỏi không nằm trong địa chỉ."""
    return answer_to(library, question.q, question.as_of)


def answer_to(library: Library, question: str, as_of: date | None) -> Answer:
    """The answer to a question, as the contract shapes it."""
    found = Answer.model_validate(ask(library, question, as_of=as_of.isoformat() if as_of else None))
    answered(found.abstained)
    return found
