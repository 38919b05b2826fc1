"""The operations of the HTTP interface, one method each. Made by `make client`: do not edit.

Reads: answers over HTTP. Writes: requests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal
from urllib.parse import quote

from search_api.client import models
from search_api.client.transport import File, Transport


class Operations(Transport):
    """What a server can be asked."""

    def healthz(self) -> models.Health:
        """Máy chủ còn sống.

        Trả lời ngay cả khi chưa có chỉ mục.
        """
        return self._model(models.Health, "GET", "/healthz")

    def metrics(self) -> bytes:
        """Số đo cho Prometheus.

        Số yêu cầu theo đường dẫn, số lần từ chối trả lời, lần dựng, hàng đợi, thời gian của mô hình.
        """
        return self._bytes("GET", "/metrics")

    def readyz(self) -> models.Readiness:
        """Sẵn sàng trả lời.

        Sẵn sàng khi chỉ mục đã mở và mô hình đã nạp; nếu chưa, 503 nói thiếu gì.
        """
        return self._model(models.Readiness, "GET", "/readyz")

    def agencies(self, *, page: str | None = None, size: int | None = None) -> models.AgencyList:
        """Các cơ quan.

        Các cơ quan được giao việc, cơ quan chủ trì nhiều việc nhất đứng trước.
        """
        return self._model(models.AgencyList, "GET", "/v1/agencies", query={"page": page, "size": size})

    def agency(self, agency: str) -> models.AgencyDetail:
        """Một cơ quan.

        Tên gọi khác, và cơ quan nay đảm nhận nếu cơ quan này không còn.
        """
        return self._model(models.AgencyDetail, "GET", f"/v1/agencies/{quote(agency, safe='')}")

    def agency_tasks(
        self,
        agency: str,
        *,
        role: Sequence[Literal["lead", "coordinate", "implement", "guide", "requested"]] | None = None,
        page: str | None = None,
        size: int | None = None,
    ) -> models.AgencyTasks:
        """Việc của một cơ quan.

        Mỗi dòng là một việc và một vai trò; theo vai trò rồi theo thứ tự trong văn bản.
        """
        return self._model(
            models.AgencyTasks,
            "GET",
            f"/v1/agencies/{quote(agency, safe='')}/tasks",
            query={"role": role, "page": page, "size": size},
        )

    def agency_tasks_csv(
        self,
        agency: str,
        *,
        role: Sequence[Literal["lead", "coordinate", "implement", "guide", "requested"]] | None = None,
    ) -> bytes:
        """Việc của một cơ quan, bảng CSV.

        UTF-8 có dấu đầu tệp để Excel đọc đúng tiếng Việt.
        """
        return self._bytes("GET", f"/v1/agencies/{quote(agency, safe='')}/tasks.csv", query={"role": role})

    def agency_tasks_xlsx(
        self,
        agency: str,
        *,
        role: Sequence[Literal["lead", "coordinate", "implement", "guide", "requested"]] | None = None,
    ) -> bytes:
        """Việc của một cơ quan, bảng Excel.

        Một trang tính, mọi ô là chữ.
        """
        return self._bytes("GET", f"/v1/agencies/{quote(agency, safe='')}/tasks.xlsx", query={"role": role})

    def ask(
        self,
        q: str,
        *,
        as_of: date | None = None,
        intent: Literal["lead", "directive", "lookup", "search", "none"] | None = None,
        agency: Sequence[str] | None = None,
        as_typed: bool | None = None,
    ) -> models.Answer:
        """Hỏi.

        Ai chủ trì, ai phối hợp, thời hạn, văn bản nào được áp dụng; hoặc lời từ chối kèm lý do.
        """
        return self._model(
            models.Answer,
            "GET",
            "/v1/ask",
            query={"q": q, "as_of": as_of, "intent": intent, "agency": agency, "as_typed": as_typed},
        )

    def ask_by_body(self, q: str, *, as_of: date | None = None) -> models.Answer:
        """Hỏi bằng nội dung gửi lên.

        Như GET, để câu hỏi không nằm trong địa chỉ.
        """
        return self._model(models.Answer, "POST", "/v1/ask", body={"as_of": as_of, "q": q})

    def bases(
        self,
        title: str,
        *,
        tasks: Sequence[str] | None = None,
        bases: Sequence[str] | None = None,
        as_of: date | None = None,
    ) -> models.BasesRead:
        """Gợi ý căn cứ pháp lý.

        Văn bản mà các văn bản tương tự lấy làm căn cứ, và văn bản thường đi cùng mà dự thảo còn thiếu. Chỉ là gợi ý: mỗi gợi ý kèm văn bản đã viện dẫn và nguyên văn.
        """
        return self._model(
            models.BasesRead,
            "POST",
            "/v1/bases",
            body={"as_of": as_of, "bases": bases, "tasks": tasks, "title": title},
        )

    def changes(self, *, since: str | None = None, size: int | None = None) -> models.ChangeList:
        """Thay đổi từ một thời điểm.

        Văn bản được thêm, thay đổi, bỏ đi, theo từng lần dựng chỉ mục, cũ trước mới sau.
        """
        return self._model(models.ChangeList, "GET", "/v1/changes", query={"since": since, "size": size})

    def check_citations(
        self, text: str, *, as_of: date | None = None, every: bool | None = None
    ) -> models.CheckReport:
        """Kiểm tra viện dẫn của một dự thảo.

        Từng viện dẫn đối chiếu với hồ sơ; phạm vi kiểm tra luôn đi kèm. Dự thảo không được lưu.
        """
        return self._model(
            models.CheckReport,
            "POST",
            "/v1/citations/check",
            query={"every": every},
            body={"as_of": as_of, "text": text},
        )

    def check_citations_of_file(
        self, file: File, *, as_of: date | None = None, every: bool | None = None
    ) -> models.CheckReport:
        """Kiểm tra viện dẫn của một dự thảo.

        Từng viện dẫn đối chiếu với hồ sơ; phạm vi kiểm tra luôn đi kèm. Dự thảo không được lưu.
        """
        return self._model(
            models.CheckReport,
            "POST",
            "/v1/citations/check",
            query={"every": every},
            body={"as_of": as_of},
            files={"file": file},
        )

    def check_citations_of_file_as_file(
        self, file: File, output: Literal["docx"], *, as_of: date | None = None, every: bool | None = None
    ) -> bytes:
        """Kiểm tra viện dẫn của một dự thảo.

        Từng viện dẫn đối chiếu với hồ sơ; phạm vi kiểm tra luôn đi kèm. Dự thảo không được lưu.
        """
        return self._bytes(
            "POST",
            "/v1/citations/check",
            query={"output": output, "every": every},
            body={"as_of": as_of},
            files={"file": file},
        )

    def codification(self) -> models.CodificationRead:
        """Bộ pháp điển đã nhập.

        Bản Bộ pháp điển đang dùng và số điều, đề mục, văn bản trong đó.
        """
        return self._model(models.CodificationRead, "GET", "/v1/codification")

    def article(self, anchor: str) -> models.ArticleRead:
        """Một điều của Bộ pháp điển.

        Nguyên văn, văn bản nguồn, các lần sửa đổi và các điều liên quan theo cả hai chiều.
        """
        return self._model(models.ArticleRead, "GET", f"/v1/codification/articles/{quote(anchor, safe='')}")

    def directives(
        self,
        *,
        page: str | None = None,
        size: int | None = None,
        q: str | None = None,
        type: str | None = None,
        issuer: str | None = None,
        year: str | None = None,
        status: str | None = None,
    ) -> models.DirectiveList:
        """Các văn bản được viện dẫn.

        Văn bản có trong danh mục, được viện dẫn, hoặc có toàn văn; mới nhất đứng trước.
        """
        return self._model(
            models.DirectiveList,
            "GET",
            "/v1/directives",
            query={
                "page": page,
                "size": size,
                "q": q,
                "type": type,
                "issuer": issuer,
                "year": year,
                "status": status,
            },
        )

    def directive(self, directive: str, *, as_of: date | None = None) -> models.DirectiveRead:
        """Một văn bản được viện dẫn.

        Số, ngày, cơ quan ban hành, hiệu lực vào một ngày, quan hệ, nhiệm vụ dựa trên nó, nơi viện dẫn. Cũng có ở dạng JSON-LD (schema.org), Akoma Ntoso 3.0 và hình SVG, theo `format` hoặc theo đầu mục Accept.
        """
        return self._model(
            models.DirectiveRead, "GET", f"/v1/directives/{quote(directive, safe='')}", query={"as_of": as_of}
        )

    def directive_as_file(
        self, directive: str, format: Literal["jsonld", "akn", "svg"], *, as_of: date | None = None
    ) -> bytes:
        """Một văn bản được viện dẫn.

        Số, ngày, cơ quan ban hành, hiệu lực vào một ngày, quan hệ, nhiệm vụ dựa trên nó, nơi viện dẫn. Cũng có ở dạng JSON-LD (schema.org), Akoma Ntoso 3.0 và hình SVG, theo `format` hoặc theo đầu mục Accept.
        """
        return self._bytes(
            "GET", f"/v1/directives/{quote(directive, safe='')}", query={"as_of": as_of, "format": format}
        )

    def picture(self, directive: str, *, as_of: date | None = None) -> bytes:
        """Quan hệ với văn bản khác, bằng hình.

        Hình SVG không có mã chạy, có lời mô tả cho người dùng trình đọc màn hình.
        """
        return self._bytes(
            "GET", f"/v1/directives/{quote(directive, safe='')}/relations.svg", query={"as_of": as_of}
        )

    def documents(self, *, page: str | None = None, size: int | None = None) -> models.DocumentList:
        """Các văn bản.

        Các văn bản có toàn văn trong chỉ mục.
        """
        return self._model(models.DocumentList, "GET", "/v1/documents", query={"page": page, "size": size})

    def add_document(self, file: File) -> models.Added:
        """Thêm một văn bản.

        Cần mã truy cập được phép ghi ở đầu mục `Authorization: Bearer …`.
        """
        return self._model(models.Added, "POST", "/v1/documents", files={"file": file})

    def document(self, document: str) -> models.DocumentRead:
        """Một văn bản.

        Toàn văn, các mục, viện dẫn, quan hệ, phân công, chỉ tiêu.
        """
        return self._model(models.DocumentRead, "GET", f"/v1/documents/{quote(document, safe='')}")

    def fill_head(
        self,
        document: str,
        who: str,
        *,
        number: str | None = None,
        type: str | None = None,
        date: str | None = None,
        issuer: str | None = None,
        title: str | None = None,
    ) -> models.DocumentSummary:
        """Điền phần đầu văn bản.

        Cần mã truy cập được phép ghi. Lưu người điền, thời điểm và giá trị trước đó.
        """
        return self._model(
            models.DocumentSummary,
            "POST",
            f"/v1/documents/{quote(document, safe='')}/head",
            body={"date": date, "issuer": issuer, "number": number, "title": title, "type": type, "who": who},
        )

    def unit(self, document: str, eid: str) -> models.UnitFound:
        """Một mục của văn bản.

        Nguyên văn của một mục và của mọi mục bên dưới.
        """
        return self._model(
            models.UnitFound, "GET", f"/v1/documents/{quote(document, safe='')}/units/{quote(eid, safe='')}"
        )

    def export(
        self,
        what: Literal["documents", "units", "citations", "relations", "tasks"],
        *,
        format: Literal["jsonl", "csv"] | None = None,
    ) -> Iterator[bytes]:
        """Kết xuất toàn bộ.

        Theo văn bản rồi theo thứ tự trong văn bản. Trong CSV, ô trông như công thức mang dấu ' ở trước.
        """
        return self._lines("GET", f"/v1/export/{quote(what, safe='')}", query={"format": format})

    def search(
        self,
        q: str,
        *,
        page: str | None = None,
        size: int | None = None,
        kind: Sequence[Literal["task", "unit", "directive"]] | None = None,
        type: Sequence[str] | None = None,
        issuer: Sequence[str] | None = None,
        year: Sequence[int] | None = None,
        agency: Sequence[str] | None = None,
        role: Sequence[Literal["lead", "coordinate", "implement", "guide", "requested"]] | None = None,
        document: Sequence[str] | None = None,
    ) -> models.Found:
        """Tìm trong toàn văn.

        Các đoạn gần với từ ngữ cần tìm, đoạn khớp nhất trước, kèm bộ lọc và vị trí các từ khớp.
        """
        return self._model(
            models.Found,
            "GET",
            "/v1/search",
            query={
                "q": q,
                "page": page,
                "size": size,
                "kind": kind,
                "type": type,
                "issuer": issuer,
                "year": year,
                "agency": agency,
                "role": role,
                "document": document,
            },
        )

    def suggest(self, q: str) -> models.SuggestionList:
        """Gợi ý khi đang gõ.

        Cơ quan, văn bản được viện dẫn, văn bản có toàn văn; chỉ lấy từ danh sách có sẵn.
        """
        return self._model(models.SuggestionList, "GET", "/v1/suggest", query={"q": q})

    def tasks(
        self,
        *,
        order: Literal["text", "deadline"] | None = None,
        page: str | None = None,
        size: int | None = None,
        agency: str | None = None,
        role: Literal["lead", "coordinate", "implement", "guide", "requested"] | str | None = None,
        document: str | None = None,
        section: str | None = None,
        deadline: Literal["", "set", "passed", "soon", "none"] | None = None,
        unassigned: bool | None = None,
    ) -> models.TaskTable:
        """Mọi nhiệm vụ.

        Mỗi dòng là một việc, ai có vai trò gì, thời hạn, nguyên văn; kèm số đếm của từng bộ lọc.
        """
        return self._model(
            models.TaskTable,
            "GET",
            "/v1/tasks",
            query={
                "order": order,
                "page": page,
                "size": size,
                "agency": agency,
                "role": role,
                "document": document,
                "section": section,
                "deadline": deadline,
                "unassigned": unassigned,
            },
        )

    def tasks_csv(
        self,
        *,
        order: Literal["text", "deadline"] | None = None,
        agency: str | None = None,
        role: Literal["lead", "coordinate", "implement", "guide", "requested"] | str | None = None,
        document: str | None = None,
        section: str | None = None,
        deadline: Literal["", "set", "passed", "soon", "none"] | None = None,
        unassigned: bool | None = None,
    ) -> bytes:
        """Các nhiệm vụ, bảng CSV.

        UTF-8 có dấu đầu tệp để Excel đọc đúng tiếng Việt.
        """
        return self._bytes(
            "GET",
            "/v1/tasks.csv",
            query={
                "order": order,
                "agency": agency,
                "role": role,
                "document": document,
                "section": section,
                "deadline": deadline,
                "unassigned": unassigned,
            },
        )

    def tasks_calendar(
        self,
        *,
        agency: str | None = None,
        role: Literal["lead", "coordinate", "implement", "guide", "requested"] | str | None = None,
        document: str | None = None,
        section: str | None = None,
        deadline: Literal["", "set", "passed", "soon", "none"] | None = None,
        unassigned: bool | None = None,
    ) -> bytes:
        """Thời hạn các nhiệm vụ, tệp lịch.

        Mỗi việc có thời hạn chỉ một ngày là một mục cả ngày; thời hạn lặp lại không đưa vào.
        """
        return self._bytes(
            "GET",
            "/v1/tasks.ics",
            query={
                "agency": agency,
                "role": role,
                "document": document,
                "section": section,
                "deadline": deadline,
                "unassigned": unassigned,
            },
        )

    def tasks_xlsx(
        self,
        *,
        order: Literal["text", "deadline"] | None = None,
        agency: str | None = None,
        role: Literal["lead", "coordinate", "implement", "guide", "requested"] | str | None = None,
        document: str | None = None,
        section: str | None = None,
        deadline: Literal["", "set", "passed", "soon", "none"] | None = None,
        unassigned: bool | None = None,
    ) -> bytes:
        """Các nhiệm vụ, bảng Excel.

        Một trang tính, mọi ô là chữ.
        """
        return self._bytes(
            "GET",
            "/v1/tasks.xlsx",
            query={
                "order": order,
                "agency": agency,
                "role": role,
                "document": document,
                "section": section,
                "deadline": deadline,
                "unassigned": unassigned,
            },
        )

    def waiting(self, *, page: str | None = None, size: int | None = None) -> models.WaitingList:
        """Văn bản chờ điền.

        Các văn bản còn phần đầu chưa đọc được (số viết tay, dấu đóng đè…), chờ người đọc bản gốc điền.
        """
        return self._model(models.WaitingList, "GET", "/v1/waiting", query={"page": page, "size": size})

    def version(self) -> models.Version:
        """Phiên bản.

        Phiên bản của chương trình.
        """
        return self._model(models.Version, "GET", "/version")
