"""HTML pages: what a reader sees of the document, without what surrounds it."""

import pytest

from ingest.formats import read_source
from ingest.text import compose


def paragraphs(body, name="a.html", encoding="utf-8", head=""):
    page = f"<!DOCTYPE html><html><head>{head}<title>Trang</title></head><body>{body}</body></html>"
    return compose(read_source(name, page.encode(encoding))).printed.splitlines()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Một&nbsp;hai &amp; ba</p><p>Bốn.</p>", ["Một hai & ba", "Bốn."]),
        ("<script>var a = 'Điều 1'</script><style>p{}</style><p>Nội dung.</p><noscript>Tắt</noscript>",
         ["Nội dung."]),
        ("<nav>Trang chủ</nav><div>Kế hoạch.</div><footer role=contentinfo>Liên hệ</footer>", ["Kế hoạch."]),
        ('<p style="display:none">Ẩn</p><p hidden>Ẩn</p><p>Hiện.</p>', ["Hiện."]),
        ("<ol><li>Rà soát;</li><li>Báo cáo.</li></ol>", ["1. Rà soát;", "2. Báo cáo."]),
        ("<ol type=a start=2><li>Rà soát;</li><li>Báo cáo.</li></ol>", ["b) Rà soát;", "c) Báo cáo."]),
        ("<ul><li>Sở Y tế</li><li>- Sở Nội vụ</li></ul>", ["- Sở Y tế", "- Sở Nội vụ"]),
        ("<ol><li>1. Một.</li><li>2. Hai.</li></ol>", ["1. Một.", "2. Hai."]),
        ("<div>Một<br>1. Hai</div>", ["Một", "1. Hai"]),
        ("<p><b>Điều 1.</b> <span>Phạm</span> vi</p>", ["Điều 1. Phạm vi"]),
        ("Chữ trần <b>trong</b> thân <p>Đoạn.</p> rồi hết", ["Chữ trần trong thân", "Đoạn.", "rồi hết"]),
        ("<table><tr><th>Việc</th><th>Cơ quan</th></tr>"
         "<tr><td><p>Rà</p><p>soát</p></td><td>Sở Y tế</td></tr></table>",
         ["Việc | Cơ quan", "Rà soát | Sở Y tế"]),
        ("<table><tr><td><p>Một ô.</p><p>Hai đoạn.</p></td></tr></table>", ["Một ô.", "Hai đoạn."]),
        ("<table><tr><td>Ngoài.</td><td><table><tr><td>A</td><td>B</td></tr></table></td></tr></table>",
         ["Ngoài.", "A | B"]),
        ("<p>không đóng<div>thẻ</p></b>lạc</div>", ["không đóng thẻ lạc"]),
    ],
)  # fmt: skip
def test_visible_blocks(body, expected):
    assert paragraphs(body) == expected


@pytest.mark.parametrize("encoding", ["windows-1258", "utf-16", "utf-8"])
def test_encoding_is_the_one_declared(encoding):
    assert paragraphs("<p>Thông báo.</p>", encoding=encoding, head=f'<meta charset="{encoding}">') == [
        "Thông báo."
    ]


def test_main_part_of_a_page():
    body = "<div>Menu bên trái</div><main><p>" + "Nội dung kế hoạch. " * 20 + "</p></main><div>Tin khác</div>"
    assert paragraphs(body) == [("Nội dung kế hoạch. " * 20).strip()]


def test_deep_nesting_is_no_crash():
    assert paragraphs("<div>" * 5_000 + "Đáy" + "</div>" * 5_000) == ["Đáy"]
