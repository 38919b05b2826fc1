"""The parts of recognition: how a page is prepared, what counts as read, how Vietnamese a text is."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from ingest.misreadings import bare, misreadings
from ingest.recognition.head_lines import _agreed, _date, _number
from ingest.recognition.language import vietnamese
from ingest.recognition.preparation import prepare, tilt_of, without_seals, without_stamps
from ingest.recognition.readings import look_printed
from ingest.recognition.roman import settled
from ingest.recognition.tesseract import ReadWord


def lines_of_print(lines=30):
    page = Image.new("L", (900, 1200), 255)
    draw = ImageDraw.Draw(page)
    for n in range(lines):
        draw.text((80, 60 + n * 36), "Ke hoach phong chong toi pham nam 2024 cua tinh", 0, font(26))
    return page


def font(size):
    return ImageFont.load_default(size=size)


@pytest.mark.parametrize("tilt", [-3.0, -1.5, 0.0, 0.7, 4.0])
def test_a_tilted_page_is_straightened(tilt):
    turned = lines_of_print().rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    assert tilt_of(np.asarray(turned)) == pytest.approx(-tilt, abs=0.15)


def test_blank_and_black_pages_are_left_alone():
    for shade in (0, 255):
        page = Image.new("L", (400, 600), shade)
        assert np.array_equal(prepare(page, 200).image, np.asarray(page))


def test_a_seal_goes_and_what_it_covers_stays():
    page = np.asarray(lines_of_print()).copy()
    seal = Image.new("L", (900, 1200), 255)
    ImageDraw.Draw(seal).ellipse((300, 300, 560, 560), outline=100, width=6)
    sealed = np.minimum(page, np.asarray(seal))
    cleared = without_seals(sealed, 200)
    assert (cleared[page > 200] > 200).mean() > 0.995
    assert (cleared[page < 40] < 60).mean() > 0.99
    assert np.array_equal(without_seals(page, 200), page)


def test_red_ink_goes_from_a_colour_scan():
    page = lines_of_print().convert("RGB")
    ImageDraw.Draw(page).ellipse((300, 300, 560, 560), outline=(210, 40, 50), width=6)
    grey = prepare(page, 300).image
    assert (grey[np.asarray(lines_of_print()) > 200] > 180).mean() > 0.99


def test_a_framed_stamp_goes_from_the_head_and_a_wide_table_stays():
    page = lines_of_print()
    draw = ImageDraw.Draw(page)
    draw.rectangle((100, 300, 460, 420), fill=255, outline=0, width=3)
    draw.text((130, 340), "DEN", 0, font(40))
    cleared = without_stamps(np.asarray(page), 200)
    assert (cleared[305:415, 105:455] == 255).all()
    table = lines_of_print()
    ImageDraw.Draw(table).rectangle((40, 40, 860, 500), outline=0, width=3)
    assert np.array_equal(without_stamps(np.asarray(table), 200), np.asarray(table))


def test_only_what_every_reader_reads_alike_is_read():
    assert _agreed([["186", "186", "136"], ["186", None, "186"]]) == "186"
    assert _agreed([["322", "322", "322"], ["320", "320", "320"]]) is None
    assert _agreed([["22", "224", "2241"], ["224", "224", "224"]]) is None
    assert _agreed([[None, None, None], ["224", "224", "224"]]) is None


def words(text):
    return [ReadWord(part, 10 * n, 0, 10 * n + 8, 20, 90) for n, part in enumerate(text.split())]


def readers(vie, eng):
    return {"vie": vie, "eng": eng}.__getitem__


def test_a_number_is_never_guessed():
    head = words("Số: 322/NQ-CP")
    certain = readers(["Số: 186/CĐ-TTg"] * 3, ["S6: 186/CD-TTg"] * 3)
    assert _number(head, certain, lambda _: False) == "Số: 186/CĐ-TTg"
    torn = readers(["Só:322/NQ-CP"] * 3, ["$6:320/NQ-CP"] * 3)
    assert _number(head, torn, lambda _: True) == "Số: …/NQ-CP"
    unsure = readers(["Số:224/QĐ-TTg"] * 2 + ["Số:22i/QĐ-TTg"], ["S6:224 /QD-TTg"] * 3)
    assert _number(head, unsure, lambda _: False) == "Số: …/QĐ-TTg"
    alone = readers(["Số: 186/CĐ-TTg"] * 3, [])  # without the second model nothing confirms figures
    assert _number(head, alone, lambda _: True) == "Số: …/CĐ-TTg"
    yearly = readers(["_Số: 261/2025/NĐ-CP"] * 3, ["86: 261/2025/ND-CP"] * 3)
    assert _number(head, yearly, lambda _: True) == "Số: 261/2025/NĐ-CP"
    party = readers(["Số: 12-NQ/TW"] * 3, ["S6: 12-NQ/TW"] * 3)
    assert _number(words("Số: 12-NQ/TW"), party, lambda _: True) == "Số: 12-NQ/TW"


def test_a_date_is_read_part_by_part():
    both = ["ngày 08 tháng 10 năm 2025"] * 3
    plain = ["ngay 08 thang 10 ndm 2025"] * 3
    assert _date([], readers(both, plain), bool) == "ngày 08 tháng 10 năm 2025"
    torn = ["ngay 03 thang 10 nam 2025"] * 3
    assert _date([], readers(both, torn), bool) == "ngày … tháng 10 năm 2025"
    never = (["ngày 31 tháng 02 năm 2025"] * 3, ["ngay 31 thang 02 nam 2025"] * 3)
    assert _date([], readers(*never), bool) == "ngày … tháng 02 năm 2025"
    assert _date([], readers(both, ["ngay 08 thang 40 nam 2025"] * 3), bool) == "ngày 08 tháng … năm 2025"


def drawn(figures, written=False):
    piece = Image.new("L", (500, 90), 255)
    draw = ImageDraw.Draw(piece)
    draw.text((20, 60), "So:", 0, font(40), "ls")
    for n, figure in enumerate(figures):
        draw.text((110 + 28 * n, 60 + (7 if written and n % 2 else 0)), figure, 0, font(40), "ls")
    return np.asarray(piece)


def test_print_stands_level_and_handwriting_does_not():
    assert look_printed(drawn("2570"), "2570")
    assert not look_printed(drawn("2570", written=True), "2570")
    assert not look_printed(drawn("25"), "257")
    assert not look_printed(np.full((40, 80), 255, np.uint8), "1")


def test_the_plan_is_vietnamese_and_a_garbled_layer_is_not(plan_path):
    assert vietnamese(plan_path.read_text(encoding="utf-8")) > 0.95
    assert (
        vietnamese("Cc)NG НОА ХА Hc)I CHU NGHiA у1~Т NАМ Сап cir Hin€ phap пwс C(lng hiю ха h(ii chu nghia")
        < 0.3
    )
    assert vietnamese("The quick brown fox jumps over the lazy dog and goes home") < 0.3


def test_marks_are_mended_where_letters_name_one_thing():
    read = {
        r.printed: r.repaired
        for r in misreadings("QUYÉT ĐỊNH\nỦy ban nhân dân tính và Uỷ ban nhân dân tinh\n")
    }
    assert read["QUYÉT ĐỊNH"] == "QUYẾT ĐỊNH"
    own = "ỦY BAN QUÓC GIA VẺ RỪNG\nỦy ban Quốc gia về rừng họp. Ủy ban Quốc gia về rừng giao\n"
    assert {r.repaired for r in misreadings(own)} == {"ỦY BAN QUỐC GIA VỀ RỪNG"}
    assert misreadings("QUYẾT ĐỊNH\nThông tử và thống tư là chữ khác\n") == []


@given(st.text(alphabet="aăâbcdđeêgh ÁẾỐ.|\n", max_size=200))
def test_a_mended_reading_is_as_long_as_the_print(text):
    for repair in misreadings(text):
        assert len(repair.repaired) == repair.end - repair.start
        assert bare(repair.repaired) == bare(repair.printed)


@pytest.mark.parametrize(
    ("first", "vie", "eng", "numeral"),
    [
        ("XII", ["XII", "XII", "XIII"], ["XIII", "XIII", "XIII"], "XIII"),
        ("XVH;", ["XVI", "XVI", "XVI"], ["XVII", "XVII", "XVII"], "XVII"),
        ("XII", ["XII"] * 3, ["XII", "XII", "XI"], "XII"),
        ("XII", ["XII"] * 3, ["XIII"] * 3, None),  # one model against the other
        ("XIII", ["XIII"] * 3, ["XIII", "XII", None], None),
        ("XIII", ["XIII"] * 3, [], None),  # without the second model nothing confirms strokes
    ],
)
def test_a_roman_numeral_is_changed_only_where_both_models_bear_it_out(first, vie, eng, numeral):
    assert settled(first, vie, eng) == numeral
