"""Mutilated, inflated and lying files: read or refused with one line, within bounds, with nothing fetched.

`python -m bench.hostile` reads ten thousand; here are the first of them.
"""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser

from bench import hostile, hostile_inputs
from bench.bombs import pdf_bomb, pdf_bomb_twice
from bench.whole_files import CONTENT, pdf
from ingest.errors import Unreadable
from ingest.formats import read_source
from ingest.formats.html_properties import _innermost
from ingest.limits import Limits

SEEDS = [seed for seed in range(240) if not hostile_inputs.is_bomb(seed)][:170]
SEEDS += [seed for seed in range(2000) if hostile_inputs.is_bomb(seed) and hostile_inputs.is_quick(seed)][:30]


def test_hostile_files_are_read_or_refused():
    reads = list(hostile.run(SEEDS, seconds=60, memory=2 << 30))
    assert [read.seed for read in reads] == SEEDS
    assert not [
        (read, hostile.hostile(read.seed).kind) for read in reads if read.end not in ("read", "refused")
    ]
    assert {read.end for read in reads} == {"read", "refused"}


class Largest:
    """A chance that always takes the worst."""

    @staticmethod
    def choice(options):
        return max(options)


@pytest.mark.parametrize("bomb", [pdf_bomb, pdf_bomb_twice])
def test_a_pdf_that_unpacks_into_too_much_is_refused(bomb):
    with pytest.raises(Unreadable, match="quá lớn"):
        read_source("a.pdf", bomb(Largest), Limits(unpacked_bytes=100 << 20))


def test_a_page_that_draws_too_much_counts_as_empty():
    data = pdf(CONTENT + b" " * 2000, packed=True)
    assert read_source("a.pdf", data).lines[0].text.startswith("KE HOACH")
    with pytest.raises(Unreadable, match="các trang đều trống"):
        read_source("a.pdf", data, Limits(page_bytes=1000))


def test_of_nested_tables_the_innermost_alone_are_looked_at():
    nested = "<table><tr><td>" * 500
    tree = LexborHTMLParser(f"<body><table><tr><td>a</table>{nested}b{'</td></tr></table>' * 500}</body>")
    assert [table.text(deep=True) for table in _innermost(tree.body)] == ["a", "b"]
