"""`cancu ask`: a question, answered on the terminal or as the contract's object.

Reads: a question, the index. Writes: the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home, home_of
from search_api.page.wording import INTENTS, ROLE_LABELS, day, directive_name

if TYPE_CHECKING:
    from index.answers import Answer, Codified, DirectiveAnswer, TaskAnswer

SHOWN = 5

QuestionWords = Annotated[str, typer.Argument(metavar="CÂU_HỎI", help="Câu hỏi, đặt trong ngoặc kép.")]
Explain = Annotated[bool, typer.Option("--explain", help="Cho biết câu hỏi được hiểu ra sao và vì sao chọn.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="NGÀY", help="Tính đến ngày này, dạng 2024-02-21.")
]


def ask(
    context: typer.Context,
    question: QuestionWords,
    as_json: AsJson = False,
    explain: Explain = False,
    as_of: AsOf = None,
    home: Home = None,
) -> None:
    """Hỏi ai chủ trì, văn bản nào được áp dụng; câu trả lời kèm nguyên văn."""
    if as_of is not None:
        console.must_be_day("--as-of", as_of)
    from index.asking import ask as ask_index
    from index.library import open as open_library

    with open_library(home_of(context, home)) as library:
        with console.waiting("Đang tìm…"):
            answer = ask_index(library, question, as_of=as_of, explain=explain)
        names = {d.id: d.head.number or d.head.title or d.id for d in library.documents()}
    if as_json:
        console.print_json(answer.as_json())
        return
    for line in lines(answer, names):
        console.say(line)
    if answer.plan is not None:
        console.say("\nKế hoạch tìm:")
        console.print_json(
            {"plan": answer.plan.as_json(), "weighed": [console.plain(w) for w in answer.weighed]}
        )


def lines(answer: Answer, names: dict[str, str]) -> Iterator[str]:
    """An answer in words; `names` tells how documents are called."""
    understood = answer.understood
    yield f"Hiểu là: {INTENTS[understood.intent]}"
    if understood.restored:
        yield f"Đã thêm dấu: {understood.restored}"
    if answer.abstained:
        yield f"Không trả lời: {answer.reason}"
    if answer.lacking:
        yield answer.lacking
    for one in answer.answers[:SHOWN]:
        yield from _task(one, names)
    if len(answer.answers) > SHOWN:
        yield f"… và {len(answer.answers) - SHOWN} việc nữa; thêm --json để xem hết."
    for directive in answer.directives:
        yield from _directive(directive, names)
    if answer.codification:
        yield ""
        yield _searched(answer.codification)


def _searched(law: Codified) -> str:
    far = "" if law.embedded >= 1 else f" (mới tính được nghĩa của {law.embedded:.0%})"
    return (
        f"Đã tìm trong {law.articles} điều của Bộ pháp điển{far}; "
        f"văn bản mới nhất trong bản này ban hành ngày {day(law.known_until)}."
    )


def _task(one: TaskAnswer, names: dict[str, str]) -> Iterator[str]:
    yield ""
    yield one.task
    for role, label in ROLE_LABELS:
        if agencies := getattr(one, role):
            yield f"  {label}: {'; '.join(agencies)}"
    if one.deadline:
        yield f"  Thời hạn: {day(one.deadline)}"
    if one.unassigned:
        yield "  Văn bản không giao việc này cho cơ quan nào."
    for body in one.now:
        mark = " (hợp với việc này)" if body.fitting else ""
        yield f"  Nay: {body.agency} → {body.successor}{mark}, từ {day(body.since)}, theo {body.basis}"
    if one.evidence:
        yield f"  Nguyên văn: {one.evidence.strip()}"
    place = [names.get(one.document, one.document)]
    place += [f"mục {one.section}"] if one.section else []
    place += [f"trang {one.page}"] if one.page else []
    yield f"  Nguồn: {', '.join(place)}"


def _directive(one: DirectiveAnswer, names: dict[str, str]) -> Iterator[str]:
    yield ""
    where = [one.provision] if one.provision else []
    facts = (*where, directive_name(one), f"ngày {day(one.date)}" if one.date else "", one.issuer or "")
    yield ", ".join(fact for fact in facts if fact)
    if one.title and one.number:
        yield f"  {one.title}"
    if one.status:
        yield f"  {one.status}, tính đến {day(one.status_as_of)}"
    if one.replaced_by:
        yield f"  Thay thế bởi: {one.replaced_by}"
    if one.status_evidence:
        yield f"  Theo lời: {' '.join(one.status_evidence.split())}"
    if one.evidence:
        yield f"  Nguyên văn: {one.evidence}"
    for made in one.amended_by:
        yield f"  Có nội dung {made}"
    if one.article:
        yield f"  Nguồn: Bộ pháp điển, Điều {one.article_code}. {one.article_title or ''}".rstrip(". ")
    if one.document:
        yield f"  Nguồn: {names.get(one.document, one.document)}"
