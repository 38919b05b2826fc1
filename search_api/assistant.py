"""The tools that an assistant program (an MCP client) may call: ask, search, directive, check.

Each gives the object that the HTTP interface gives at the same question, as structured content, and beside it
the same in Vietnamese words for whoever reads. Failures are results that say what is wrong, in one sentence;
nothing of a question is logged.

Reads: the library. Writes: results of the Model Context Protocol.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from index.analysis import BadQuestionError
from index.asking import ask
from index.citation_check import check
from index.citation_check.confined import text_read
from index.citation_check.contract import as_json
from index.citation_check.draft import TEXT_CHARACTERS
from index.errors import Unusable
from index.library import Library
from index.searching import search as search_index
from ingest.errors import Unreadable
from search_api import holdings
from search_api.api.limits import PAGE_SIZE, QUESTION_CHARACTERS
from search_api.api.schemas import Answer, DirectiveRead, Found, says_something
from search_api.api.schemas.checks import CheckReport
from search_api.api.searching import Narrowing
from search_api.api.shelf import Shelf
from search_api.api.version import program_version
from search_api.cli.ask import lines as lines_of_answer
from search_api.cli.check import lines as lines_of_report
from search_api.page.wording import KINDS, day, directive_name, short

INSTRUCTIONS = (
    "Căn Cứ trả lời từ các văn bản của cơ quan và Bộ pháp điển đã nhập: ai chủ trì, ai phối hợp một nhiệm "
    "vụ, văn bản nào được áp dụng. Mỗi câu trả lời kèm nguyên văn và vị trí; hãy dẫn lại nguyên văn và văn "
    "bản ấy. Khi chương trình từ chối trả lời, hãy nói rõ là kho tài liệu không có, đừng suy đoán thay."
)
SHOWN = 300
"""Code points of a passage that are shown in words."""
CITED = 10
"""Places citing a directive that are told in words; the structured content has all."""

READS = ToolAnnotations(
    read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
)
Question = Annotated[
    str, Field(description="Câu hỏi bằng tiếng Việt, có dấu hay không dấu, không quá 1.000 ký tự.")
]
Words = Annotated[str, Field(description="Từ ngữ cần tìm.")]
AsOf = Annotated[
    date | None,
    Field(description="Trả lời theo tình trạng của ngày này, dạng 2024-02-21; bỏ trống: hôm nay."),
]
Limit = Annotated[int, Field(ge=1, le=PAGE_SIZE, description="Số đoạn mỗi trang.")]
Page = Annotated[str | None, Field(description="Mã trang, lấy từ `next` của trang trước.")]
DirectiveKey = Annotated[
    str, Field(description="Mã văn bản, lấy từ trường work của câu trả lời, ví dụ 49-2020-nd-cp.")
]


class CannotAnswerError(Exception):
    """A tool cannot do what it was asked; one Vietnamese sentence."""


def assistant_server(home: Path) -> MCPServer[Any]:
    """A server of tools over the index in `home`; the index is opened by the first call."""
    server: MCPServer[Any] = MCPServer(
        "cancu",
        title="Căn Cứ",
        instructions=INSTRUCTIONS,
        version=program_version(),
        log_level="WARNING",
    )
    tools = Tools(home)
    titles: tuple[tuple[Callable[..., CallToolResult], str], ...] = (
        (tools.ask, "Hỏi"),
        (tools.search, "Tìm"),
        (tools.directive, "Tra một văn bản"),
        (tools.check, "Kiểm tra viện dẫn của một dự thảo"),
    )
    for tool, title in titles:
        server.add_tool(_told(tool), title=title, annotations=READS)
    return server


class Tools:
    """The tools over one home; a newer index is taken up between two calls."""

    def __init__(self, home: Path) -> None:
        self._shelf = Shelf(home)

    def ask(self, question: Question, as_of: AsOf = None) -> Annotated[CallToolResult, Answer]:
        """Ai chủ trì, ai phối hợp, thời hạn; văn bản nào được áp dụng. Có thể từ chối, kèm lý do."""
        library = self._library()
        answer = ask(library, _usable(question), as_of=as_of.isoformat() if as_of else None)
        return _result(Answer.model_validate(answer), lines_of_answer(answer, holdings.titles(library)))

    def search(
        self,
        words: Words,
        document: Annotated[
            list[str] | None, Field(description="Chỉ tìm trong các văn bản có mã này.")
        ] = None,
        agency: Annotated[list[str] | None, Field(description="Chỉ các cơ quan này, theo tên chuẩn.")] = None,
        year: Annotated[list[int] | None, Field(description="Chỉ các năm ban hành này.")] = None,
        limit: Limit = 10,
        page: Page = None,
    ) -> Annotated[CallToolResult, Found]:
        """Các đoạn văn bản gần nhất với từ ngữ cần tìm, và các điều gần nhất của Bộ pháp điển đã nhập."""
        library = self._library()
        narrowed = Narrowing(
            document=tuple(document or ()), agency=tuple(agency or ()), year=tuple(year or ())
        )
        found = Found.model_validate(
            search_index(library, _usable(words), narrowed.filters(), limit=limit, page_token=page)
        )
        return _result(found, _passages(found, holdings.titles(library)))

    def directive(self, id: DirectiveKey) -> Annotated[CallToolResult, DirectiveRead]:  # noqa: A002 - its name
        """Một văn bản: số, ngày, cơ quan, hiệu lực đến ngày đã kiểm tra, nơi viện dẫn, nơi có toàn văn."""
        found = holdings.directive(self._library(), id[:QUESTION_CHARACTERS])
        if found is None:
            raise CannotAnswerError("Không có văn bản nào mang mã này trong danh mục hay trong các viện dẫn.")
        return _result(found, _directive(found))

    def check(
        self,
        text: Annotated[str, Field(description="Dự thảo dạng chữ thuần; không được lưu.")],
        as_of: AsOf = None,
    ) -> Annotated[CallToolResult, CheckReport]:
        """Từng viện dẫn của dự thảo đối chiếu với hồ sơ: khớp, sai, hết hiệu lực, hay không có trong kho."""
        if len(text) > TEXT_CHARACTERS:
            raise CannotAnswerError(f"Dự thảo dài quá {TEXT_CHARACTERS} ký tự.")
        report = check(self._library(), text_read(text), as_of)
        return _result(CheckReport.model_validate(as_json(report)), lines_of_report(report))

    def _library(self) -> Library:
        try:
            return self._shelf.library()
        except HTTPException:
            self._shelf.start()
            self._shelf.wait()
            return self._shelf.library()


def _told(tool: Callable[..., CallToolResult]) -> Callable[..., CallToolResult]:
    """The tool, whose failures are results in Vietnamese."""

    @wraps(tool)
    def told(*given: object, **named: object) -> CallToolResult:
        try:
            return tool(*given, **named)
        except HTTPException as error:
            return _failed(str(error.detail))
        except (CannotAnswerError, BadQuestionError, Unreadable, Unusable) as error:
            return _failed(str(error))

    return told


def _usable(words: str) -> str:
    if len(words) > QUESTION_CHARACTERS:
        raise CannotAnswerError(f"Câu hỏi dài quá {QUESTION_CHARACTERS} ký tự.")
    try:
        return says_something(words)
    except ValueError as error:
        raise CannotAnswerError(f"Câu hỏi {error}.") from error


def _result(found: BaseModel, lines: Iterable[str]) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text="\n".join(lines).strip())],
        structured_content=found.model_dump(mode="json"),
    )


def _failed(why: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=why)], is_error=True)


def _passages(found: Found, names: dict[str, str]) -> Iterable[str]:
    yield f"{found.total} đoạn"
    for one in found.results:
        name = directive_name(one) if one.kind == "directive" else names.get(one.document, one.document)
        place = f", trang {one.page}" if one.page else ""
        yield f"\n[{KINDS[one.kind]}] {name}{place} ({one.document})"
        yield f"  {short(' '.join(one.text.split()), SHOWN)}"
    for law in found.law:
        yield f"\n[Bộ pháp điển] {law.provision}, {directive_name(law)}: {law.article_title or ''}"
        yield f"  {short(law.evidence or '', SHOWN)}"
    if found.next:
        yield f"\nTrang sau: page = {found.next}"


def _directive(found: DirectiveRead) -> Iterable[str]:
    facts = (directive_name(found), f"ngày {day(found.date)}" if found.date else "", found.issuer or "")
    yield ", ".join(fact for fact in facts if fact)
    if found.title and found.number:
        yield found.title
    checked = f", tính đến {day(found.status_as_of)}" if found.status_as_of else ""
    yield f"Hiệu lực: {found.status}{checked}" if found.status else "Hiệu lực: chưa kiểm tra"
    if found.replaced_by:
        yield f"Thay thế bởi: {found.replaced_by}"
    for address in found.addresses:
        yield f"Toàn văn: {address.url}"
    for note in found.notes:
        yield f"Lưu ý: {note}"
    for place in found.citations[:CITED]:
        where = f"{place.document_title or place.document}, mục {place.section or '(đầu văn bản)'}"
        yield f"Viện dẫn ở {where}: {place.around}"
    if len(found.citations) > CITED:
        yield f"… và {len(found.citations) - CITED} chỗ nữa."
