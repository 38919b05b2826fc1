"""The types of problems: by what programs tell them apart, what each means, what helps.

A type's name never changes and never means something else; docs/api.md describes the same types in English,
and a test holds both together.

Reads: nothing. Writes: records, for problems and for the page that explains them.
"""

from __future__ import annotations

from dataclasses import dataclass

EXPLAINED_AT = "/problems"


@dataclass(frozen=True, slots=True)
class ProblemType:
    """One type of problem, in words for whoever meets it."""

    status: int
    name: str
    means: str
    remedy: str


PROBLEM_TYPES = (
    ProblemType(
        400,
        "unreadable-request",
        "Yêu cầu không đúng định dạng nên máy chủ không đọc được.",
        "Kiểm tra mã hóa (UTF-8) và cú pháp của nội dung gửi lên.",
    ),
    ProblemType(
        401,
        "token-needed",
        "Thiếu mã truy cập, hoặc mã không đúng.",
        "Gửi mã ở đầu mục Authorization: Bearer …; hỏi người quản trị nếu chưa có mã.",
    ),
    ProblemType(
        403,
        "not-allowed",
        "Máy chủ không cho phép việc này.",
        "Người quản trị phải cho phép trước; gửi lại sẽ không khác.",
    ),
    ProblemType(
        404,
        "not-here",
        "Không có gì ở địa chỉ này: mã sai, hoặc văn bản không còn trong chỉ mục.",
        "Lấy mã từ danh sách hoặc từ kết quả tìm kiếm.",
    ),
    ProblemType(
        405,
        "method-not-allowed",
        "Địa chỉ có thật nhưng không nhận cách gọi này.",
        "Xem các cách gọi được phép trong đầu mục Allow.",
    ),
    ProblemType(
        408,
        "too-slow",
        "Nội dung gửi lên đến quá chậm nên máy chủ không chờ nữa.",
        "Gửi lại khi đường truyền tốt hơn, hoặc chia nhỏ tệp.",
    ),
    ProblemType(
        410,
        "gone",
        "Mã theo dõi thay đổi thuộc về một chỉ mục không còn nữa (dựng lại từ đầu, hoặc khôi phục bản cũ).",
        "Kết xuất lại toàn bộ, rồi theo dõi tiếp từ mã kèm theo bản kết xuất.",
    ),
    ProblemType(
        413, "too-large", "Nội dung gửi lên dài quá giới hạn.", "Gửi nội dung ngắn hơn, hoặc chia nhỏ."
    ),
    ProblemType(
        414, "address-too-long", "Địa chỉ dài quá giới hạn.", "Gửi câu hỏi bằng POST, không bằng địa chỉ."
    ),
    ProblemType(
        415,
        "content-type-unusable",
        "Loại nội dung gửi lên không dùng được ở đây.",
        "Gửi đúng loại nội dung mà phần mô tả của địa chỉ này nêu.",
    ),
    ProblemType(
        421,
        "wrong-host",
        "Máy chủ được gọi bằng một tên mà nó không nhận.",
        "Gọi bằng tên đã khai, hoặc người quản trị thêm tên bằng cancu serve --name.",
    ),
    ProblemType(
        422,
        "invalid-value",
        "Một giá trị gửi lên không dùng được; trường errors nêu từng giá trị và lý do.",
        "Sửa các giá trị được nêu rồi gửi lại.",
    ),
    ProblemType(
        429,
        "too-often",
        "Máy khách này đã hỏi quá nhiều trong một phút.",
        "Chờ số giây ở đầu mục Retry-After rồi gửi lại; hỏi thưa hơn.",
    ),
    ProblemType(
        500,
        "crash",
        "Chương trình gặp sự cố ngoài dự kiến.",
        "Thử lại; nếu vẫn lỗi, báo người quản trị giờ xảy ra và địa chỉ đã gọi.",
    ),
    ProblemType(
        503,
        "not-ready",
        "Máy chủ chưa trả lời được: đang bận, chưa có hoặc đang mở chỉ mục, hay máy tìm kiếm không trả lời.",
        "Chờ số giây ở đầu mục Retry-After rồi gửi lại; nếu kéo dài, chạy cancu doctor.",
    ),
    ProblemType(
        504,
        "took-too-long",
        "Chưa trả lời xong trong thời gian cho phép.",
        "Hỏi ngắn hơn, hoặc gửi dự thảo từng phần; nếu kéo dài, báo người quản trị.",
    ),
)


def type_of(status: int) -> str:
    """The type of the problems with a status: the address that explains it; about:blank where none does."""
    known = next((one for one in PROBLEM_TYPES if one.status == status), None)
    return f"{EXPLAINED_AT}#{known.name}" if known else "about:blank"
