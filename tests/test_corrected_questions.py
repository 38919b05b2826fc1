"""What a person corrects of a question takes the place of what was understood, over HTTP as on the page."""

from __future__ import annotations

QUESTION = "hoa giai co so ai chu tri"


def understood(client, **given):
    return client.get("/v1/ask", params={"q": QUESTION, **given}).json()["understood"]


def test_nothing_is_corrected_unless_somebody_says_so(client):
    assert understood(client)["intent"] == "lead"
    assert "hòa giải" in understood(client)["restored"]


def test_the_intent_the_marks_and_the_agency_can_be_corrected(client):
    assert understood(client, intent="directive")["intent"] == "directive"
    assert understood(client, as_typed=True)["restored"] is None
    assert understood(client, agency="Sở Tư pháp")["agencies"] == ["Sở Tư pháp"]


def test_an_agency_can_be_taken_out(client):
    asked = {"q": "Sở Tư pháp chủ trì những việc gì?"}
    assert client.get("/v1/ask", params=asked).json()["understood"]["agencies"] == ["Sở Tư pháp"]
    assert client.get("/v1/ask", params=asked | {"agency": "-"}).json()["understood"]["agencies"] == []


def test_an_intent_that_there_is_not_is_a_problem(client):
    assert client.get("/v1/ask", params={"q": QUESTION, "intent": "x"}).status_code == 422
