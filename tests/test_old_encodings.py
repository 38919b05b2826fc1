"""Vietnamese of before Unicode comes back letter for letter, and what is in Unicode is left alone."""

import re
import subprocess
import unicodedata
from shutil import which

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Line, Source
from ingest.encodings import converted, old_encoding
from ingest.encodings.evidence import read_in
from ingest.encodings.lost_letters import with_lost_letters
from ingest.encodings.tables import codes_of, convert, encoding, encodings, hint
from ingest.errors import Unreadable
from ingest.formats import open_source, read_source
from ingest.syllables import is_syllable
from ingest.text import compose
from ingest.vocabulary import tables
from tests.writers.document import written
from tests.writers.old_encodings import (
    ENCODERS,
    LETTERS,
    as_latin,
    as_shown,
    old_pdf,
    old_word,
    tcvn3,
    viscii,
    vni,
)
from tests.writers.word import write_word

NAMES = {"TCVN3": "TCVN3 (ABC)"}


def stored(name, data):
    source = read_source(name, data)
    return compose(source).printed, source.warnings


@pytest.fixture(scope="module")
def plan_text(plan_path):
    """The plan without the raised brackets, for which no 8-bit encoding has a code."""
    return re.sub("[⁽⁾]", "", plan_path.read_text("utf-8"))


@pytest.fixture(scope="module")
def plan_document(plan_text, tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.txt"
    path.write_text(plan_text, encoding="utf-8")
    return written(path)


@pytest.fixture(scope="module")
def expected(plan_text):
    return stored("plan.txt", plan_text.encode())[0]


@pytest.mark.parametrize("item", encodings(), ids=lambda item: item.name)
def test_examples_read_as_they_say(item):
    assert item.examples
    for printed, read in item.examples:
        assert read_in(printed, item) == read


@pytest.mark.parametrize("name", ENCODERS)
def test_every_letter_comes_back(name):
    item = encoding(NAMES.get(name, name))
    letters = [letter for small in LETTERS for letter in (small, small.upper())]
    for letter in letters:
        word = f"x{letter}x"
        back = convert(as_shown(ENCODERS[name](word)), item)
        same = back.lower() == word.lower() if item.capitals_as_small else back == word
        assert same, (letter, back)


def test_tables_agree_with_another_implementation():
    if which("iconv") is None:
        pytest.skip("iconv is not installed")
    for name, theirs in (("VISCII", "VISCII"), ("TCVN 5712 (VN1)", "TCVN5712-1")):
        for code, letter in codes_of(encoding(name)).items():
            byte = code.encode("cp1252") if code.isprintable() and code != "\xad" else code.encode("latin-1")
            done = subprocess.run(
                ["iconv", "-f", theirs, "-t", "UTF-8"], input=byte, capture_output=True, check=False
            )
            if done.returncode:
                pytest.skip(f"iconv does not know {theirs}")
            assert unicodedata.normalize("NFC", done.stdout.decode()) == letter, (name, code)


@pytest.mark.parametrize("shown", ["bytes", "Windows-1252", "Latin-1"])
@pytest.mark.parametrize("name", ENCODERS)
def test_plan_as_a_text_file(name, shown, plan_text, expected):
    data = ENCODERS[name](plan_text)
    if shown != "bytes":
        data = (as_shown(data) if shown == "Windows-1252" else as_latin(data)).encode()
    text, warnings = stored("plan.txt", data)
    assert text == expected
    assert any(NAMES.get(name, name) in warning and "dòng" in warning for warning in warnings)


def test_plan_in_decomposed_letters(plan_text, expected):
    text, warnings = stored("plan.txt", unicodedata.normalize("NFD", plan_text).encode())
    assert text == expected
    assert any("dấu rời" in warning for warning in warnings)


@pytest.fixture(scope="module")
def as_word(plan_document, tmp_path_factory):
    return compose(
        open_source(write_word(plan_document, tmp_path_factory.mktemp("word") / "plain.docx"))
    ).printed


@pytest.mark.parametrize(
    ("name", "fonts", "unicode_head"),
    [
        ("TCVN3", True, False),
        ("TCVN3", True, True),
        ("TCVN3", False, True),
        ("VNI", True, True),
        ("VNI", False, False),
        ("VISCII", False, True),
        ("Windows-1258", False, False),
    ],
)
def test_plan_as_a_word_file(name, fonts, unicode_head, plan_document, as_word, tmp_path):
    path = old_word(
        plan_document, tmp_path / "old.docx", encoding=name, fonts=fonts, unicode_head=unicode_head
    )
    source = open_source(path)
    assert compose(source).printed == as_word
    assert any(NAMES.get(name, name) in warning and "đoạn" in warning for warning in source.warnings)


@pytest.mark.parametrize("name", ENCODERS)
def test_plan_as_a_text_layer(name, plan_document, tmp_path):
    from tests.writers.pdf import vietnamese_font

    paragraphs = [line for lines in plan_document.paragraphs for line in lines][:30]
    old = [as_shown(ENCODERS[name](line)) for line in paragraphs]
    source = open_source(old_pdf(old, tmp_path / "old.pdf", vietnamese_font()))
    read = re.sub(r"[\s-]", "", compose(source).printed)
    assert read == re.sub(r"[\s-]", "", "".join(paragraphs).replace("*", ""))
    assert any(NAMES.get(name, name) in warning and "trang 1–" in warning for warning in source.warnings)


def test_several_encodings_in_one_file():
    head = "ỦY BAN NHÂN DÂN TỈNH TUYÊN QUANG\nSố: 18/KH-UBND\n"
    one = "Công an tỉnh chủ trì, phối hợp với các cơ quan, đơn vị có liên quan triển khai thực hiện.\n"
    two = "Sở Tư pháp phối hợp với Đoàn Luật sư tổ chức trợ giúp pháp lý cho người nghèo.\n"
    for data in (
        head.encode() + tcvn3(one) + vni(two),
        (head + as_shown(tcvn3(one)) + as_shown(vni(two))).encode(),
    ):
        source = read_source("a.txt", data)
        assert "".join(line.text + "\n" for line in source.lines).rstrip() == (head + one + two).rstrip()
        assert [warning.split(" sang ")[0] for warning in source.warnings] == [
            "Đã chuyển mã TCVN3 (ABC)",
            "Đã chuyển mã VNI",
        ]


@pytest.mark.parametrize(
    "text",
    [
        "Công an tỉnh chủ trì; Sở Tư pháp phối hợp, NÐ-CP, BTС",
        "NÐ-CP",
        "49/2020/NÐ-CP",
        "Cô, bé, là, à, ô, tê, nê",
        "Le café à la crème, où l'été dîne déjà; garçon, naïve, Noël, cœur",
        "Müller, Straße, Österreich, Äpfel, größer",
        "diện tích 25 m², 30 km², 5°C, ½, §5, ©2024, ®, µg, ±2, 3×4",
        "«Công an» – “Sở Y tế” …",
        "Đắk Lắk, Krông Pắc, Ea H'leo",
        "El Niño, São Paulo, Ñandú, señor, mañana, años",
    ],
)
def test_what_is_in_unicode_stays(text):
    source = read_source("a.txt", text.encode())
    assert source.lines[0].text == text
    assert source.warnings == ()
    assert old_encoding(text) is None


@pytest.mark.parametrize("folder", ["offices", "cited", "superseding"])
def test_no_real_document_is_converted(shared, folder):
    files = [
        path for path in sorted((shared / "corpus" / folder).rglob("*")) if path.suffix in (".md", ".txt")
    ]
    assert files
    found = {path.name: open_source(path).warnings for path in files}
    assert {
        name: told for name, told in found.items() if any("chuyển mã" in warning for warning in told)
    } == {}


def test_bytes_that_are_no_vietnamese_are_refused():
    with pytest.raises(Unreadable, match="dòng 2"):
        read_source("a.txt", "Kế hoạch\n".encode() + "Müller, Straße, größer".encode("latin-1"))


def test_a_font_says_its_encoding():
    assert hint(".VnTime").encoding.name == "TCVN3 (ABC)"
    assert not hint(".VnTime").capitals
    assert hint(".VnTimeH").capitals
    assert hint("ABCDEF+.VnArialH,Bold").capitals
    assert hint("VNI-Times").encoding.name == "VNI"
    assert hint("Times New Roman") is None
    assert hint(".VnTime,Bold") is not None
    assert old_encoding("Uû ban", ".VnTime").encoding == "TCVN3 (ABC)"


@pytest.mark.parametrize(
    ("text", "font", "read"),
    [
        ("ñy ban nh©n d©n", ".VnTimeH", "ỦY BAN NHÂN DÂN"),
        ("nam", ".VnTimeH", "NAM"),
        ("Sở Tư pháp chủ trì", ".VnTime", "Sở Tư pháp chủ trì"),
        ("Sở Tư pháp chủ trì", ".VnTimeH", "Sở Tư pháp chủ trì"),
        ("C¬", ".VnTime", "Cơ"),
        ("cê", ".VnTime", "cờ"),
        ("Cô", "VNI-Times", "Cơ"),
        ("Cô", "Times New Roman", "Cô"),
        ("\uf043\uf0ab\uf06e\uf067 an", ".VnTime", "Công an"),
    ],
)
def test_text_in_a_font(text, font, read):
    source = converted(Source("a", "docx", (Line(text, fonts=((0, font),)),)))
    assert source.lines[0].text == read
    assert source.lines[0].fonts == ()


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
@pytest.mark.parametrize("left", ["2024", " ", "nam", "Cô", "là", "Sở Y tế"])
def test_a_font_left_from_long_ago_changes_nothing(left, font):
    text = f"Ủy ban nhân dân tỉnh {left}"
    line = Line(text, fonts=((0, "Arial"), (21, font)))
    source = converted(Source("a", "docx", (line,)))
    assert source.lines[0].text == text
    assert source.warnings == ()


def test_fonts_change_within_a_row():
    text = "C«ng an | Sở Y tế"
    line = Line(text, cells=("C«ng an", "Sở Y tế"), table=0, fonts=((0, ".VnTime"), (10, "Arial")))
    read = converted(Source("a", "docx", (line,))).lines[0]
    assert read.cells == ("Công an", "Sở Y tế")
    assert read.text == "Công an | Sở Y tế"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("ng-ời", "người"),
        ("ph-ờng", "phường"),
        ("12-NQ/TW", "12-NQ/TW"),
        ("NĐ-CP", "NĐ-CP"),
        ("hai-ba", "hai-ba"),
    ],
)
def test_a_soft_hyphen_taken_for_a_hyphen(text, read):
    assert with_lost_letters(text, encoding("TCVN3 (ABC)")) == read


def test_a_soft_hyphen_dropped_from_the_whole_file(plan_text, expected):
    shown = as_shown(tcvn3(plan_text)).replace("\xad", "")
    text, warnings = stored("plan.txt", shown.encode())
    pairs = list(zip(expected.split(), text.split(), strict=True))
    hurt = sum("ư" in word for word, _ in pairs)
    wrong = sum(word != read for word, read in pairs)
    assert wrong < 0.15 * hurt
    assert any("mất chữ «ư»" in warning and "đối chiếu" in warning for warning in warnings)
    whole = stored("plan.txt", as_shown(tcvn3(plan_text)).encode())[1]
    assert not any("mất chữ" in warning for warning in whole)


def test_a_word_that_looks_like_a_dash():
    item = encoding("VISCII")
    for text in ("TỘI PHẠM Ở ĐỊA BÀN TỈNH", "Ở TRONG NƯỚC"):
        assert read_in(as_shown(viscii(text)), item) == text
    assert read_in("Công an — Sở Tư pháp", item) == "Công an — Sở Tư pháp"
    for text in ("quy định tại điểm “đ”", "điểm đ” khoản 1", "hàng đầu"):
        assert read_in(as_shown(viscii(text)), item) == text


def test_syllables():
    known = tables("syllables.toml")["syllable"]
    assert all(is_syllable(word) for word in known["examples"])
    assert not any(is_syllable(word) for word in known["counter_examples"])


def test_common_syllables_are_syllables():
    words = tables("syllables.toml")["common"]["syllables"].split()
    assert [word for word in words if not is_syllable(word)] == []
    assert len(words) == len(set(words))


@given(st.text(), st.sampled_from(["", ".VnTime", ".VnTimeH", "VNI-Times", "Arial"]))
def test_any_text_keeps_its_lines(text, font):
    lines = (Line(text, fonts=((0, font),) if font else ()), Line("", ends_paragraph=True))
    read = converted(Source("a", "docx", lines)).lines
    assert len(read) == 2
    assert read[1].text == ""


@given(
    st.lists(
        st.sampled_from(["sở", "tư", "pháp", "ủy", "ban", "công", "người", "được", "đề", "án", "là", "cơ"]),
        min_size=1,
    )
)
def test_unicode_words_stay(words):
    text = " ".join(words)
    assert converted(Source("a", "text", (Line(text),))).lines[0].text == text
