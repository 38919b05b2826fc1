"""Releases of the codification as their publisher's program writes them, small."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

PAGE = """\ufeff<link href='../lib/css/style.css' rel='stylesheet' type='text/css' />
<h3 style='text-transform: uppercase; text-align: center; font-weight: bold'>
    Đề mục {number}
    <br />
    {title}
</h3>
<p style='text-align: center; display: none'>(Xem Danh mục văn bản pháp điển vào đề mục: <a class='viewDSVB' href='#' \
onclick="ViewDanhSachVB(this,'x')"><img src='http://example.org/view.png' alt='' /></a>)</p>\
<div class='_content'>{content}</div>"""


def heading(anchor: str, label: str, title: str) -> str:
    return f"<p class='pChuong'><a name='{anchor}'></a>{label}</p><p class='pChuong'>{title}</p>"


def note(words: str, url: str = "http://vbpl.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=1#Dieu_1") -> str:
    return f"<p class='pGhiChu'><a href='{url}' target='_blank'>({words})</a></p>"


def see_also(*places: tuple[str, str]) -> str:
    """Places by anchor, or by address, each with its label."""
    links = [
        f"<a href='{at}' target='_blank'>{label}</a>"
        if at.startswith("http")
        else f"<a href='#' onclick=\"ViewNoiDungPhapDien('{at}'); return false;\">{label}</a>"
        for at, label in places
    ]
    return f"<p class='pChiDan'>(Điều này có nội dung liên quan đến {'; '.join(links)})</p>"


def article(anchor: str, code: str, title: str, words: str, content: str, related: str = "") -> str:
    head = f"<p class='pDieu'><a name='{anchor}'></a>Điều {code}. {title}</p>"
    return f"{head}{note(words)}<p class='pNoiDung'>{content}</p>{related}"


@dataclass(frozen=True)
class WrittenSubject:
    id: str
    number: str
    title: str
    content: str

    @property
    def page(self) -> str:
        return PAGE.format(number=self.number, title=self.title, content=self.content)


def write_release(path: Path, *subjects: WrittenSubject, day: tuple[int, int, int] = (2025, 3, 1)) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("BoPhapDien.html", (*day, 0, 0, 0)), "<html></html>")
        for subject in subjects:
            info = zipfile.ZipInfo(f"demuc/{subject.id}.html", (*day, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, subject.page)
    return path


SAFETY = "0100600000000000100000180278760124000010"
SAFETY_2 = "0100600000000000100000180278760124000020"
MOBILISING = "0100100000000000100000240249780006000010"


def two_subjects() -> tuple[WrittenSubject, WrittenSubject]:
    """Articles of two acts that the plan cites, in the words of the acts."""
    first = article(
        SAFETY,
        "1.6.TT.20.1",
        "Phạm vi điều chỉnh, đối tượng áp dụng",
        "Điều 1 Thông tư số 124/2021/TT-BCA Quy định khu dân cư, xã đạt tiêu chuẩn “An toàn về an ninh, trật tự” "
        "ngày 28/12/2021 của Bộ Công an, có hiệu lực thi hành kể từ ngày 10/02/2022",
        "<p>1. Thông tư này quy định tiêu chí công nhận.</p>\n\n<p>2. Thông tư này áp dụng đối với:</p>"
        "<p>a) Khu dân cư;</p><p>b) Công an các đơn vị.</p>",
        see_also((MOBILISING, "Điều 1.1.NĐ.6.1. Phạm vi điều chỉnh")),
    )
    second = article(
        SAFETY_2,
        "1.6.TT.20.2",
        "Giải thích từ ngữ",
        "Điều 2 Thông tư số 124/2021/TT-BCA, có hiệu lực thi hành kể từ ngày 10/02/2022, có nội dung được sửa đổi, "
        "có nội dung bị bãi bỏ bởi Điều 3 Thông tư số 09/2023/TT-BCA có hiệu lực thi hành kể từ ngày 15/03/2023",
        "<p>Trong Thông tư này, các từ ngữ được hiểu như sau.</p>",
    )
    third = article(
        MOBILISING,
        "1.1.NĐ.6.1",
        "Phạm vi điều chỉnh",
        "Điều 1 Nghị định số 06/2014/NĐ-CP Về biện pháp vận động quần chúng ngày 21/01/2014 của Chính phủ, "
        "có hiệu lực thi hành kể từ ngày 15/03/2014",
        "<p>Nghị định này quy định về biện pháp vận động quần chúng.</p>",
    )
    chapter = heading("01006000000000001000", "Chương I", "QUY ĐỊNH CHUNG")
    return (
        WrittenSubject("aaaa-1", "1.6", "An ninh, trật tự", chapter + first + second),
        WrittenSubject("bbbb-2", "1.1", "An ninh quốc gia", chapter.replace("01006", "01001") + third),
    )
