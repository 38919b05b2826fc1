"""`cancu mcp`: the tools for assistants, called by the protocol's own client over standard input and output."""

from __future__ import annotations

import sys

import anyio
import jsonschema
import pytest
from conftest import REPOSITORY
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

QUESTION = "Cơ quan nào chủ trì công tác hòa giải ở cơ sở?"
DRAFT = "Căn cứ Nghị định số 49/2020/NĐ-CP ngày 17/4/2020 của Bộ Công an và Luật Trồng tre 2019."
START = "import sys; from search_api.commands import main; sys.exit(main(['mcp', '--home', sys.argv[1]]))"


def asked(home, calls):
    """The tools of a server that is started for it, and the results of some calls."""
    server = StdioServerParameters(command=sys.executable, args=["-c", START, str(home)], cwd=str(REPOSITORY))

    async def talk():
        with anyio.fail_after(120):
            async with Client(stdio_client(server)) as client:
                tools = (await client.list_tools()).tools
                return tools, [await client.call_tool(name, given) for name, given in calls]

    return anyio.run(talk)


@pytest.fixture(scope="module")
def conversation(built_home):
    tools, results = asked(
        built_home,
        [
            ("ask", {"question": QUESTION}),
            ("ask", {"question": "Ai chủ trì phóng vệ tinh địa tĩnh lên quỹ đạo?"}),
            ("search", {"words": "hòa giải ở cơ sở", "limit": 3}),
            ("directive", {"id": "49-2020-nd-cp"}),
            ("directive", {"id": "khong-co"}),
            ("ask", {"question": "?!"}),
            ("ask", {"question": "a" * 1001}),
            ("search", {"words": "hòa giải", "page": "zzz"}),
            ("check", {"text": DRAFT, "as_of": "2024-02-21"}),
        ],
    )
    return {tool.name: tool for tool in tools}, results


def words(result):
    return "\n".join(part.text for part in result.content)


def test_the_tools_are_described_in_vietnamese_and_only_read(conversation):
    tools, _ = conversation
    assert {"ask", "search", "directive", "check"} <= tools.keys()
    for tool in tools.values():
        assert tool.title
        assert any(ord(c) > 127 for c in tool.description)
        assert tool.annotations.read_only_hint
        assert all(p.get("description") for p in tool.input_schema["properties"].values())


@pytest.mark.parametrize(
    ("number", "path", "query"),
    [
        (0, "/v1/ask", {"q": QUESTION}),
        (1, "/v1/ask", {"q": "Ai chủ trì phóng vệ tinh địa tĩnh lên quỹ đạo?"}),
        (2, "/v1/search", {"q": "hòa giải ở cơ sở", "size": 3}),
        (3, "/v1/directives/49-2020-nd-cp", {}),
    ],
)
def test_a_result_is_the_object_that_http_gives(conversation, client, number, path, query):
    _, results = conversation
    assert not results[number].is_error
    assert results[number].structured_content == client.get(path, params=query).json()


def test_a_draft_is_checked_as_over_http(conversation, client):
    _, results = conversation
    over_http = client.post("/v1/citations/check", json={"text": DRAFT, "as_of": "2024-02-21"}).json()
    assert results[8].structured_content == over_http
    assert over_http["summary"]["occurrences"]
    assert "Bộ Công an" in words(results[8])
    assert "Phạm vi kiểm tra" in words(results[8])


def test_a_result_keeps_its_promised_shape(conversation):
    tools, results = conversation
    for name, result in (
        ("ask", results[0]),
        ("search", results[2]),
        ("directive", results[3]),
        ("check", results[8]),
    ):
        jsonschema.Draft202012Validator(tools[name].output_schema).validate(result.structured_content)


def test_a_result_says_in_words_what_a_person_needs(conversation):
    _, results = conversation
    assert "Chủ trì: Sở Tư pháp" in words(results[0])
    assert "Nguyên văn:" in words(results[0])
    assert "Không trả lời:" in words(results[1])
    assert "hòa giải" in words(results[2])
    assert "Nghị định 49/2020/NĐ-CP" in words(results[3])


@pytest.mark.parametrize("number", [4, 5, 6, 7])
def test_a_failure_is_one_vietnamese_sentence(conversation, number):
    _, results = conversation
    assert results[number].is_error
    assert "Error" not in words(results[number])
    assert any(ord(c) > 127 for c in words(results[number]))


def test_without_an_index_a_tool_says_what_to_do(tmp_path):
    _, [result] = asked(tmp_path, [("ask", {"question": QUESTION})])
    assert result.is_error
    assert "cancu build" in words(result)
