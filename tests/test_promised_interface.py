"""What docs/api.md promises to stay has stayed, and what is new joins the promise."""

from __future__ import annotations

import copy

import pytest

from tests import promised
from tests.promised import kind_of, offered


def test_nothing_that_was_promised_is_gone_or_of_another_type():
    now = offered()
    for what, kind in promised.promised().items():
        assert what in now, (
            f"{what} was promised (docs/api.md, «What stays») and is gone: it may leave with /v2 only"
        )
        assert now[what] == kind, f"{what} was promised as «{kind}» and is «{now[what]}»"


def test_what_is_new_is_promised():
    new = sorted(offered().keys() - promised.promised().keys())
    assert not new, f"{new[:5]}… are not in the promise yet: run `make docs`, and look what it adds"


@pytest.mark.parametrize(
    "change",
    [
        lambda now: now.pop("Answer.abstained"),
        lambda now: now.update({"Answer.abstained": "string always"}),
        lambda now: now.update({"GET /v1/ask ? as_of": "null | string always"}),
        lambda now: now.update({"GET /v1/ask": "ask_by_address"}),
    ],
)
def test_a_broken_promise_is_seen(monkeypatch, change):
    now = copy.copy(offered())
    change(now)
    monkeypatch.setattr("test_promised_interface.offered", lambda: now)
    with pytest.raises(AssertionError, match="promised"):
        test_nothing_that_was_promised_is_gone_or_of_another_type()


def test_a_list_of_words_may_grow():
    assert kind_of({"type": "string", "enum": ["a"]}) == kind_of({"type": "string", "enum": ["a", "b"]})
