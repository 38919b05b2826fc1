"""How log lines look: JSON objects for machines, short lines for people; every one with the request's id.

Reads: log records. Writes: lines on standard error.
"""

from __future__ import annotations

import json
import logging
import sys
import time

from search_api.service.settings import Log
from search_api.service.tracing import request_id


class JsonLines(logging.Formatter):
    """One JSON object a line; what is one already stays as it is."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        message = record.getMessage()
        try:
            told = json.loads(message)
        except ValueError:
            told = {"message": message}
        if not isinstance(told, dict):
            told = {"message": message}
        when = time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(record.created))
        line = {"time": when, "level": record.levelname.lower(), "logger": record.name, **told}
        if (named := request_id.get()) and "request_id" not in line:
            line["request_id"] = named
        return json.dumps(line, ensure_ascii=True)


class ShortLines(logging.Formatter):
    """One line for people: values without their names."""

    def format(self, record: logging.LogRecord) -> str:
        """The line of a record."""
        message = record.getMessage()
        try:
            told = json.loads(message)
        except ValueError:
            return message
        return " ".join(str(value) for value in told.values()) if isinstance(told, dict) else message


def write_to_stderr(kind: Log) -> None:
    """Send the program's and the server's lines to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if kind == "json" else ShortLines())
    for name, level in (("cancu", logging.INFO), ("uvicorn", logging.WARNING)):
        log = logging.getLogger(name)
        log.handlers = [handler]
        log.setLevel(level)
        log.propagate = False
