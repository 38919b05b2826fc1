"""`cancu mcp`: the tools for assistant programs, over standard input and output.

Reads: requests of the Model Context Protocol, the index. Writes: results.
"""

from __future__ import annotations

import typer

from search_api.cli.options import Home, home_of


def mcp(context: typer.Context, home: Home = None) -> None:
    """Phục vụ trợ lý (MCP) qua đầu vào, đầu ra chuẩn: hỏi, tìm, tra văn bản, kiểm tra viện dẫn."""
    from search_api.assistant import assistant_server

    assistant_server(home_of(context, home)).run("stdio")
