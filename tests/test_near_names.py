"""Names that differ from a written one in one word, and numbers that differ in one sign."""

from hypothesis import given
from hypothesis import strategies as st

from index.citation_check.near import NamesByHalves, one_sign_away

WORDS = st.lists(
    st.sampled_from(["luật", "đất", "đai", "nhà", "ở", "thi", "hành", "án"]), min_size=1, max_size=7
)
NAMES = st.lists(WORDS.map(" ".join), max_size=30, unique=True)


def compared_with_every_name(key: str, names: dict[str, str]) -> set[str]:
    words = key.split()
    apart = {
        name: sum(a != b for a, b in zip(words, name.split(), strict=False))
        for name in names
        if len(name.split()) == len(words) >= 3
    }
    return {names[name] for name, count in apart.items() if count == 1}


@given(WORDS.map(" ".join), NAMES)
def test_names_one_word_away_are_those_that_a_look_at_every_name_finds(key, names):
    numbered = {name: str(at) for at, name in enumerate(names)}
    found = NamesByHalves(numbered).one_word_away(key)
    assert set(found) == compared_with_every_name(key, numbered)
    assert len(found) == len(set(found))


def test_a_name_is_not_one_word_away_from_itself():
    assert NamesByHalves({"luật đất đai": "45/2013/QH13"}).one_word_away("luật đất đai") == []


def test_numbers_one_sign_away():
    near = set(one_sign_away("49/2020/nđ-cp"))
    assert {"48/2020/nđ-cp", "9/2020/nđ-cp", "94/2020/nđ-cp", "149/2020/nđ-cp"} <= near
    assert "49/2020/nđ-cp" not in near
