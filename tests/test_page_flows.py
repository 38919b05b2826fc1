"""What officers do on the page, done in a real browser against the real server: ask, read, filter, add, be refused."""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

import pytest
from conftest import TOKEN

from tests.writers.document import Written
from tests.writers.pdf import write_pdf

pytestmark = pytest.mark.browser

QUESTION = "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"
PLAN = "ke-hoach-138-tuyen-quang-2024"
REPAIRED = "Lồng ghép"


@pytest.fixture(autouse=True)
def wide(tab):
    tab.size(1366, 768)


def words(tab, selector):
    return " ".join(str(tab.run(f"document.querySelector({selector!r})?.textContent ?? ''")).split())


def ask(tab, address, question):
    tab.open(f"{address}/?q={quote(question)}")


def test_suggestions_come_from_closed_lists_and_need_no_marks(tab, page_address):
    tab.open(page_address)
    tab.run("document.getElementById('q').focus()")
    tab.type("so tu ph")
    tab.until("document.querySelectorAll('#goi-y [role=option]').length > 0")
    assert "Sở Tư pháp" in words(tab, "#goi-y [role=option]")
    assert "gợi ý" in words(tab, "#goi-y-noi")
    assert tab.run("document.getElementById('q').getAttribute('aria-expanded')") == "true"
    tab.press("ArrowDown")
    tab.until("document.getElementById('q').getAttribute('aria-activedescendant')")
    tab.press("Enter", "\r")
    tab.until("location.pathname === '/agencies/so-tu-phap'")


def test_escape_closes_the_suggestions_and_enter_asks_what_is_typed(tab, page_address):
    tab.open(page_address)
    tab.run("document.getElementById('q').focus()")
    tab.type("nghi dinh 49")
    tab.until("!document.getElementById('goi-y').hidden")
    tab.press("Escape")
    tab.until("document.getElementById('goi-y').hidden")
    tab.press("Enter", "\r")
    tab.until("location.search.startsWith('?q=nghi')")


def test_the_intent_is_corrected_with_one_click_and_back_goes_back(tab, page_address):
    ask(tab, page_address, "hoa giai co so ai chu tri")
    assert words(tab, ".chips [aria-current]") == "hỏi ai làm, ai chủ trì"
    tab.run(
        "[...document.querySelectorAll('.chips a')].find(a => a.textContent.includes('văn bản nào')).click()"
    )
    tab.until(
        "location.search.includes('intent=directive') && document.querySelector('.chips [aria-current]')"
    )
    assert words(tab, ".chips [aria-current]") == "hỏi văn bản nào quy định"
    tab.run("history.back()")
    tab.until("!location.search.includes('intent') && document.querySelector('.lead-line')")


def test_restored_marks_are_taken_back_with_one_click(tab, page_address):
    ask(tab, page_address, "hoa giai co so ai chu tri")
    assert "hòa giải cơ sở" in words(tab, ".understood")
    tab.run("[...document.querySelectorAll('.fix')].find(a => a.textContent === 'Giữ như đã gõ').click()")
    tab.until("location.search.includes('as_typed=true') && document.querySelector('.understood')")
    assert "Để chương trình thêm dấu" in words(tab, ".understood")
    assert "Đã thêm dấu" not in words(tab, ".understood")


def test_an_agency_is_taken_out_with_one_click(tab, page_address):
    ask(tab, page_address, "Sở Tư pháp chủ trì những việc gì?")
    assert words(tab, ".chip a") == "Sở Tư pháp"
    tab.run("document.querySelector('.chip .fix').click()")
    tab.until("location.search.includes('agency=-') && document.querySelector('.understood')")
    assert "Để chương trình tự hiểu" in words(tab, ".understood")


def test_the_date_is_part_of_the_address(tab, page_address):
    ask(tab, page_address, QUESTION)
    assert "Ủy ban nhân dân cấp xã" in words(tab, ".answer .now")
    tab.run("document.getElementById('as-of').value = '2024-03-01'")
    tab.run("document.querySelector('.as-of button').click()")
    tab.until("location.search.includes('as_of=2024-03-01') && document.querySelector('.answer')")
    assert not tab.run("document.querySelector('.answer .now') !== null")


def test_the_evidence_marks_who_has_which_role_in_its_own_words(tab, page_address):
    ask(tab, page_address, QUESTION)
    leads = tab.run("[...document.querySelectorAll('.answer .evidence .named.lead')].map(n => n.textContent)")
    assert leads == ["Sở Tư pháp", "Ủy ban Mặt trận Tổ quốc tỉnh"]
    assert words(tab, ".answer .role.lead") == "Chủ trì"


def test_an_abstention_says_what_would_help(tab, page_address):
    ask(tab, page_address, "Ai chủ trì phóng vệ tinh địa tĩnh lên quỹ đạo?")
    assert "Kho văn bản không có" in words(tab, ".silent")
    assert tab.run("document.querySelector('.lead-line')") is None


def test_a_unit_has_an_address_and_is_copied_with_its_citation(tab, page_address):
    eid = "sec_II__item_2__item_2-1__item_2-1-1__bullet_4"
    tab.open(f"{page_address}/documents/{PLAN}#{eid}")
    tab.until("!document.getElementById('muc-chon').hidden")
    assert tab.run("document.querySelector(':target').id") == eid
    copied = tab.run("document.querySelector('#muc-chon [data-copy]').dataset.copy")
    assert copied.startswith("“- Đổi mới, nâng cao chất lượng")
    assert "mục II.2.1.1 Kế hoạch số …/KH-BCĐ ngày 21 tháng 02 năm 2024 của Ban Chỉ đạo 138 tỉnh" in copied
    tab.press("Escape")
    tab.until("document.getElementById('muc-chon').hidden")


def test_a_citation_shows_its_card_on_focus_and_escape_takes_it_away(tab, page_address):
    tab.open(f"{page_address}/documents/{PLAN}")
    tab.run("document.querySelector('a[data-card$=\"/49-2020-nd-cp/card\"]').focus()")
    tab.until("document.querySelector('.card') !== null")
    assert "Nghị định 49/2020/NĐ-CP" in words(tab, ".card")
    assert "17/04/2020" in words(tab, ".card")
    assert tab.run("document.activeElement.getAttribute('aria-describedby')") == "the-van-ban"
    tab.press("Escape")
    tab.until("document.querySelector('.card') === null")


def test_a_misprint_is_shown_as_printed_with_the_repair_beside(tab, page_address):
    tab.open(f"{page_address}/documents/{PLAN}")
    assert words(tab, ".misprint") == "Cùng cố"
    assert words(tab, ".misprint + .repair").endswith("Củng cố")


def test_tasks_are_filtered_and_the_address_keeps_it(tab, page_address):
    tab.open(f"{page_address}/tasks")
    every = int(words(tab, "main [role=status]"))
    for field, value in (("agency", "Sở Tư pháp"), ("role", "lead")):
        tab.run(f"document.getElementById('f-{field}').value = {value!r}")
    tab.run("document.querySelector('.filters button').click()")
    tab.until("location.search.includes('role=lead') && document.querySelector('.chosen')")
    shown = tab.run("[...document.querySelectorAll('.tasks tbody tr')].map(r => r.textContent)")
    assert 0 < len(shown) < every
    assert all("Sở Tư pháp" in row for row in shown)
    assert tab.run("document.getElementById('f-role').value") == "lead"
    export = tab.run("document.querySelector('.exports a').getAttribute('href')")
    assert unquote(export) == "/v1/tasks.xlsx?agency=Sở+Tư+pháp&role=lead"
    tab.run("document.querySelector('.chosen a').click()")
    tab.until("!location.search.includes('agency=') && location.search.includes('role=lead')")


def test_tasks_that_nobody_is_given_can_be_asked_for(tab, page_address):
    tab.open(f"{page_address}/tasks?unassigned=true&document={PLAN}")
    assert words(tab, ".tasks tbody tr .badge") == "không giao cho ai"


def test_directives_are_filtered_and_an_act_shows_what_rests_on_it(tab, page_address):
    tab.open(f"{page_address}/directives")
    tab.run("document.getElementById('f-q').value = 'tai hoa nhap'")
    tab.run("document.querySelector('.filters button').click()")
    tab.until("location.search.includes('q=tai') && document.querySelector('.chosen')")
    assert "49/2020/NĐ-CP" in words(tab, ".directive .name")
    tab.run("document.querySelector('.directive .name a').click()")
    tab.until("location.pathname === '/directives/49-2020-nd-cp' && document.querySelector('h1')")
    assert "còn hiệu lực" in words(tab, ".facts-list")
    assert "Nhiệm vụ dựa trên văn bản này" in words(tab, "main")


ADDED = Written(
    "Số: 77/KH-UBND",
    "Tuyên Quang, ngày 05 tháng 01 năm 2026",
    (
        ("KẾ HOẠCH",),
        ("Trồng cây phân tán năm 2026",),
        ("I. NHIỆM VỤ",),
        ("1. Sở Nông nghiệp và Môi trường chủ trì trồng cây phân tán, hoàn thành trước ngày 30/11/2026.",),
        ("2. Sở Tư pháp phối hợp thực hiện theo Nghị định số 49/2020/NĐ-CP.",),
    ),
)


def send(tab, address, token, file):
    tab.open(f"{address}/documents")
    tab.run("document.getElementById('ma').focus()")
    tab.type(token)
    tab.choose_files("#tep", file)
    tab.run("document.querySelector('#them-tep button').click()")
    tab.until("/: (không|đã|mở)/.test(document.getElementById('ket-qua').textContent)", seconds=90)
    return words(tab, "#ket-qua")


def test_nobody_adds_a_file_without_the_token(tab, page_address, tmp_path):
    file = tmp_path / "them.txt"
    file.write_text("KẾ HOẠCH\nTrồng cây\n1. Sở Tư pháp chủ trì trồng cây.\n", encoding="utf-8")
    assert "Mã truy cập thiếu, không đúng" in send(tab, page_address, "sai", file)
    tab.open(f"{page_address}/documents")
    assert "them.txt" not in words(tab, "main")


def test_a_file_that_cannot_be_read_is_refused_in_words(tab, page_address, tmp_path):
    file = tmp_path / "hong.pdf"
    file.write_bytes(b"%PDF-1.4 hong")
    assert "không thêm được" in send(tab, page_address, TOKEN, file)


def test_an_added_pdf_is_read_beside_its_printed_page_and_its_deadline_goes_to_a_calendar(
    tab, page_address, tmp_path
):
    file = write_pdf(ADDED, tmp_path / "trong-cay.pdf")
    assert "đã thêm" in send(tab, page_address, TOKEN, file)
    tab.run("document.querySelector('#ket-qua li a').click()")
    tab.until("location.pathname.startsWith('/documents/trong-cay') && document.getElementById('trang-in')")
    tab.until(
        "document.getElementById('trang-in').complete && document.getElementById('trang-in').naturalWidth > 0"
    )
    assert tab.run("document.getElementById('trang-in').naturalWidth") == 900
    path = urlsplit(tab.run("location.href")).path
    tab.open(f"{page_address}{path}?trang=99")
    assert "chỉ có 1 trang" in words(tab, "main")
    tab.open(f"{page_address}/tasks?deadline=set&order=deadline")
    assert "30/11/2026" in words(tab, ".tasks .when")
    calendar = tab.run("fetch('/v1/tasks.ics?deadline=set').then(r => r.text())")
    assert "DTSTART;VALUE=DATE:20261130" in calendar
    tab.open(f"{page_address}/agencies/so-nong-nghiep-va-moi-truong")
    assert "Theo thời hạn (1)" in words(tab, "main")


DRAFT = (
    "Căn cứ Nghị định số 49/2020/NĐ-CP ngày 18 tháng 4 năm 2020 của Chính phủ <script>alert(1)</script>;\n"
)


def test_a_pasted_draft_is_checked_with_each_finding_beside_its_words(tab, page_address):
    tab.open(f"{page_address}/check")
    tab.run("document.getElementById('chu-du-thao').focus()")
    tab.type(DRAFT)
    tab.run("document.querySelector('#du-thao button').click()")
    tab.until("document.querySelector('#ket-qua-kiem-tra .finding') !== null")
    assert "49/2020/NĐ-CP" in words(tab, "mark.cited")
    said = words(tab, ".finding")
    assert "Không khớp hồ sơ" in said
    assert "17/04/2020" in said or "17 tháng 4 năm 2020" in said
    assert "<script>alert(1)</script>" in words(tab, ".checked")
    assert "Kết quả" in words(tab, "#dang-kiem-tra")
    assert tab.run("document.activeElement.id") == "ket-qua-kiem-tra"


def test_a_word_file_is_checked_and_comes_back_with_remarks(tab, page_address, tmp_path):
    import docx

    file = tmp_path / "du-thao.docx"
    document = docx.Document()
    document.add_paragraph(DRAFT.strip())
    document.save(file)
    tab.open(f"{page_address}/check")
    tab.choose_files("#tep", file)
    tab.run("document.querySelector('#du-thao button').click()")
    tab.until("document.querySelector('#ket-qua-kiem-tra .finding') !== null")
    # The form still holds the file: what the button for the Word file sends.
    sent = """
      fetch(document.getElementById('ban-word').formAction, {method: 'POST', body: new FormData(document.getElementById('du-thao'))})
        .then(r => r.blob()).then(b => b.slice(0, 2).text().then(t => [b.type, t]))
    """
    kind, magic = tab.run(sent)
    assert kind.endswith("wordprocessingml.document")
    assert magic == "PK"


def test_a_draft_that_cannot_be_read_is_refused_in_words(tab, page_address, tmp_path):
    file = tmp_path / "hong.docx"
    file.write_bytes(b"PK\x03\x04 hong")
    tab.open(f"{page_address}/check")
    tab.choose_files("#tep", file)
    tab.run("document.querySelector('#du-thao button').click()")
    tab.until("document.getElementById('dang-kiem-tra').className === 'failed'")
    assert "không đọc được" in words(tab, "#dang-kiem-tra")


BLANK = """ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG
Số:      /KH-UBND
KẾ HOẠCH
Trồng tre ven sông

1. Trồng tre chắn sóng.
"""


def fill(tab, number, token):
    """Fills in the number of the added document as a person would, and gives what is said of it."""
    form = "form.fill[action*='trong-tre']"
    tab.run(f"document.querySelector({form!r}).closest('details').open = true")
    for name, value in (
        ("[name=number]", number),
        ("[name=who]", "Nguyễn Văn An"),
        ("[type=password]", token),
    ):
        tab.run(
            f"document.querySelector(`{form} {name}`).value = ''; document.querySelector(`{form} {name}`).focus()"
        )
        tab.type(value)
    tab.run(f"document.querySelector(`{form} button`).click()")
    tab.until(f"!document.querySelector(`{form} button`).disabled")
    return words(tab, f"{form} [role=status]")


def test_a_number_that_nobody_could_read_is_filled_in_with_who_and_what_stood_there(
    tab, page_address, tmp_path
):
    file = tmp_path / "trong-tre.txt"
    file.write_text(BLANK, encoding="utf-8")
    assert "đã thêm" in send(tab, page_address, TOKEN, file)
    tab.open(f"{page_address}/documents")
    assert "Số, ký hiệu chỉ đọc được một phần" in words(tab, "#cho + ul")
    assert "Mã truy cập thiếu, không đúng" in fill(tab, "75/KH-UBND", "sai")
    assert "không phải số, ký hiệu" in fill(tab, "không rõ", TOKEN)
    assert "Đã ghi nhận" in fill(tab, "75/KH-UBND", TOKEN)
    tab.run("document.querySelector('form.fill [role=status] a').click()")
    tab.until("location.pathname.startsWith('/documents/trong-tre') && document.querySelector('.history')")
    assert "Số, ký hiệu: 75/KH-UBND, trước đó: …/KH-UBND (Nguyễn Văn An" in words(tab, ".history")
    tab.open(f"{page_address}/documents")
    assert tab.run("document.querySelector(`form.fill[action*='trong-tre']`)") is None
