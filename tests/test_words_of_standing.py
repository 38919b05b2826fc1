"""What the check says of an act's effect: who did it, by type and number, and the words that matter."""

from __future__ import annotations

import pytest

from index.citation_check.standing import shortened

ENDS = (
    "Các văn bản sau đây hết hiệu lực: "
    + " ".join(
        f"Nghị định số {n}/2011/NĐ-CP về cây cổ thụ ở ven đường và trong vườn của cơ quan;" for n in range(9)
    )
    + " Quyết định số 7/2011/QĐ-TTg về cây."
)
LAST = ENDS.replace(" về cây.", " về cây hết hiệu lực kể từ ngày Nghị định này có hiệu lực.")


@pytest.mark.parametrize(
    ("sentence", "number", "shown"),
    [
        ("Nghị định số 1/2011/NĐ-CP hết hiệu lực.", "1/2011/NĐ-CP", "Nghị định số 1/2011/NĐ-CP hết hiệu lực."),
        (
            ENDS,
            "4/2011/NĐ-CP",
            "Các văn bản sau đây hết hiệu lực: […] Nghị định số 4/2011/NĐ-CP về cây cổ thụ ở ven đường và trong vườn "
            "của cơ quan; […]",
        ),
        (
            LAST,
            "0/2011/NĐ-CP",
            "Các văn bản sau đây hết hiệu lực: Nghị định số 0/2011/NĐ-CP về cây cổ thụ ở ven đường và trong vườn của cơ "
            "quan; […] Quyết định số 7/2011/QĐ-TTg về cây hết hiệu lực kể từ ngày Nghị định này có hiệu lực.",
        ),
    ],
)  # fmt: skip
def test_of_a_long_sentence_the_parts_that_matter_are_shown(sentence, number, shown):
    assert shortened(sentence, number) == shown
