"""HTML pages as an office's site shows a document: scripts and menus around, the head as a table."""

from __future__ import annotations

import html
from pathlib import Path

from tests.writers.document import LEFT, RIGHT, Written

PAGE = """<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><title>Cổng thông tin điện tử</title>
<style>p {{ margin: 0 }}</style><script>var menu = "Trang chủ";</script></head>
<body><nav><ul><li><a href="/">Trang chủ</a></li><li>Liên hệ</li></ul></nav>
<table><tr><td><b>{left}</b></td><td><b>{right}</b></td></tr>
<tr><td>{number}</td><td><i>{date}</i></td></tr></table>
{body}
<script>document.write("Lượt xem: 12");</script></body></html>"""


def write_html(document: Written, path: Path) -> Path:
    body = []
    for lines in document.paragraphs:
        for line in lines:
            words = html.escape(line).replace(" ", "\n", 3)
            body.append(f"<p><em>{words}</em></p>" if line.startswith("(") else f"<p>{words}</p>")
    page = PAGE.format(
        left="<br>".join(LEFT),
        right="<br>".join(RIGHT),
        number=html.escape(document.number),
        date=html.escape(document.place_and_date),
        body="\n".join(body),
    )
    path.write_text(page, encoding="utf-8")
    return path


MENU = "".join(
    f'<li><a href="/{n}">{words}</a></li>'
    for n, words in enumerate(
        ("Trang chủ", "Văn bản mới", "Bản án", "Tiêu chuẩn Việt Nam", "Hỏi đáp pháp luật", "Đăng nhập")
    )
)
RELATED = "".join(
    f'<div class="item"><a href="/vb/{n}">Nghị định {n}/2019/NĐ-CP sửa đổi quy định về thi hành án hình sự năm 2019</a></div>'
    for n in range(20, 32)
)
LETTERHEAD = """<table border="0" cellpadding="0" cellspacing="0"><tr>
<td width="35%" valign="top"><p align="center"><b>CHÍNH PHỦ<br>-------</b></p></td>
<td valign="top"><p align="center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc<br>---------------</b></p></td></tr>
<tr><td><p align="center">Số: 49/2020/NĐ-CP</p></td>
<td><p align="right"><i>Hà Nội, ngày 17 tháng 4 năm 2020</i></p></td></tr></table>"""
DECREE_LINES = (
    "<p align='center'><b>NGHỊ ĐỊNH</b></p>",
    "<p align='center'>QUY ĐỊNH CHI TIẾT THI HÀNH LUẬT THI HÀNH ÁN HÌNH SỰ VỀ TÁI HÒA NHẬP CỘNG ĐỒNG</p>",
    "<p><i>Căn cứ <a href='/luat'>Luật Tổ chức Chính phủ</a> ngày 19 tháng 6 năm 2015;</i></p>",
    "<p><i>Theo đề nghị của Bộ trưởng Bộ Công an;</i></p>",
    "<p><b>Điều 1. Phạm vi điều chỉnh</b></p>",
    "<p>Nghị định này quy định các biện pháp bảo đảm tái hòa nhập cộng đồng đối với người chấp hành án phạt tù.</p>",
    "<p><b>Điều 2. Đối tượng áp dụng</b></p>",
    "<p>1. Phạm nhân chuẩn bị chấp hành xong án phạt tù; người được tha tù trước thời hạn có điều kiện.</p>",
    "<p>2. Cơ quan, tổ chức, cá nhân khác có liên quan đến công tác tái hòa nhập cộng đồng.</p>",
)
SIGNED = """<table><tr><td valign="top"><p><b><i>Nơi nhận:</i></b><br>- Ban Bí thư Trung ương Đảng;<br>- Lưu: VT, NC.</p></td>
<td valign="top"><p align="center"><b>TM. CHÍNH PHỦ<br>THỦ TƯỚNG<br><br>Nguyễn Xuân Phúc</b></p></td></tr></table>"""
ENGLISH = "".join(
    f"<p>Article {n}. This Decree provides for the measures of social reintegration of the persons who have served "
    "the sentence of imprisonment, and the responsibilities of the agencies for the implementation of this Decree.</p>"
    for n in range(1, 9)
)
DECREE_HTML = LETTERHEAD + "".join(DECREE_LINES) + SIGNED


def grid(pairs: list[tuple[str, str]], label: str = "td") -> str:
    rows = [pairs[n : n + 2] for n in range(0, len(pairs), 2)]
    cells = ("".join(f"<{label}><b>{k}:</b></{label}><td>{v}</td>" for k, v in row) for row in rows)
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


PROPERTIES = [
    ("Số hiệu", "49/2020/NĐ-CP"), ("Loại văn bản", "Nghị định"), ("Nơi ban hành", "Chính phủ"),
    ("Người ký", "Nguyễn Xuân Phúc"), ("Ngày ban hành", "17/04/2020"), ("Ngày hiệu lực", "01/06/2020"),
    ("Ngày công báo", "Đã biết"), ("Số công báo", "Đã biết"), ("Tình trạng", "Còn hiệu lực"),
]  # fmt: skip


def _page(body: str, head: str = "") -> str:
    return f"""<!DOCTYPE html>
<!-- saved from url=(0055)https://example.org/van-ban/49-2020 -->
<html lang="vi"><head><meta charset="utf-8"><title>Nghị định 49/2020/NĐ-CP</title>{head}
<script>var ads = "quảng cáo";</script></head><body>{body}</body></html>"""


def private_site_with_tabs(text: str = DECREE_HTML, hidden: bool = False) -> str:
    """A private site: tabs of one act, a table of properties behind one, an English copy behind another."""
    style = "display:none" if hidden else ""
    return _page(f"""<form id="aspnetForm"><div class="header"><ul class="top-menu">{MENU}</ul></div>
<div class="path"><a href="/">Trang chủ</a> &raquo; <a href="/vb">Bộ máy hành chính</a></div>
<div id="tabs"><ul><li><a href="#tab1">Nội dung</a></li><li><a href="#tab2">Tiếng Anh</a></li><li><a href="#tab3">Lược đồ</a></li></ul>
<div id="tab1" style="{style}"><div id="divThuocTinh">{grid(PROPERTIES)}</div>
<div class="box-qc ads"><p>Gói tra cứu nâng cao giúp bạn tiết kiệm thời gian, gọi ngay tổng đài để được tư vấn.</p></div>
<div class="content1"><div><div class="cldivContentDocVn">{text}</div></div></div></div>
<div id="tab2"><div class="contentEn">{ENGLISH}</div></div></div>
<div class="related-docs"><h3>Văn bản liên quan</h3>{RELATED}</div>
<div class="footer"><p>Chịu trách nhiệm chính: ông A. Điện thoại: 028 0000 0000. Địa chỉ: Quận 3.</p><ul>{MENU}</ul></div></form>""")


def private_site_with_summary(text: str = DECREE_HTML) -> str:
    """Another private site: a summary box, a table of properties with two labels a row in `th`, then the text."""
    pairs = [
        ("Cơ quan ban hành", "Chính phủ"), ("Số công báo", "505"), ("Số hiệu", "49/2020/NĐ-CP"),
        ("Ngày đăng công báo", "Đang cập nhật"), ("Loại văn bản", "Nghị định"), ("Người ký", "Nguyễn Xuân Phúc"),
        ("Ngày ban hành", "17/04/2020"), ("Ngày hết hiệu lực", "Đang cập nhật"), ("Áp dụng từ ngày", "01/06/2020"),
        ("Tình trạng hiệu lực", "Đã biết"),
    ]  # fmt: skip
    return _page(f"""<header><nav><ul>{MENU}</ul></nav></header><div class="container"><div class="row">
<div class="col-left"><h1 class="doc-title">Nghị định 49/2020/NĐ-CP tái hòa nhập cộng đồng</h1>
<div class="doc-summary">{grid(pairs, "th")}</div>
<div class="the-article-body"><div class="docitem">{text}</div></div>
<div class="comment-box"><p>Bạn phải đăng nhập để gửi bình luận về nội dung của văn bản này.</p></div></div>
<div class="col-right sidebar"><h4>Tin pháp luật</h4>{RELATED}</div></div></div><footer>{MENU}</footer>""")


def national_database(text: str = DECREE_HTML) -> str:
    """The national database: status and day in a list above the text."""
    return _page(f"""<div id="header"><div class="menu">{MENU}</div></div><div class="content">
<div class="box-map"><ul><li><a href="/">Trang chủ</a></li><li><a href="/tw">CSDL Trung ương</a></li><li>Nghị định 49/2020/NĐ-CP</li></ul></div>
<div class="box-tab-vb"><ul class="tab"><li><a>Toàn văn</a></li><li><a>Thuộc tính</a></li><li><a>Lịch sử</a></li><li><a>VB liên quan</a></li></ul></div>
<div class="vbInfo"><ul><li class="red"><span>Hiệu lực:</span> Hết hiệu lực một phần</li>
<li class="green"><span>Ngày có hiệu lực: </span>01/06/2020</li></ul></div>
<div class="fulltext"><div><div class="toanvancontent" id="toanvancontent">{text}</div></div></div></div>
<div id="footer"><p>© CỤC CÔNG NGHỆ THÔNG TIN - BỘ TƯ PHÁP</p></div>""")


def government_site() -> str:
    """The Government's site of acts: properties in a table, the text in an attached PDF only."""
    pairs = [
        ("Số ký hiệu", "49/2020/NĐ-CP"), ("Ngày ban hành", "17-04-2020"), ("Ngày có hiệu lực", "01-06-2020"),
        ("Loại văn bản", "Nghị định"), ("Cơ quan ban hành", "Chính phủ"), ("Người ký", "Nguyễn Xuân Phúc"),
        ("Trích yếu", "Quy định chi tiết thi hành Luật Thi hành án hình sự về tái hòa nhập cộng đồng"),
        ("Tài liệu đính kèm", "49.signed.pdf"),
    ]  # fmt: skip
    return _page(f"<div class='main-menu'>{MENU}</div><div class='Around'>{grid(pairs)}</div>")
