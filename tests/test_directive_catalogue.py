"""The catalogue of acts is narrowed by type, issuer, year, status and words, and counted."""

from __future__ import annotations

import pytest


def listed(client, **narrow):
    return client.get("/v1/directives", params={"size": 500, **narrow}).json()


@pytest.mark.parametrize("name", ["type", "issuer", "year", "status"])
def test_a_facet_counts_what_its_value_leaves(client, name):
    for value in listed(client)["facets"][name]:
        assert listed(client, **{name: value["value"]})["total"] == value["count"]


def test_words_are_found_without_marks(client):
    found = listed(client, q="tai hoa nhap")["directives"]
    assert "49-2020-nd-cp" in [one["id"] for one in found]
    assert listed(client, q="vệ tinh xyz")["total"] == 0


def test_filters_add_up(client):
    found = listed(client, type="Luật", year="2019")["directives"]
    assert {one["type"] for one in found} == {"Luật"}
    assert all(one["date"].startswith("2019") for one in found)
