"""A typed client of the HTTP interface, for Python programs.

    from search_api.client import Client

    with Client("http://127.0.0.1:8138") as cancu:
        answer = cancu.ask("Cơ quan nào chủ trì công tác hòa giải ở cơ sở?")
        for task in answer.answers:
            print(task.lead, task.evidence)

`operations.py` and `models.py` are made from the OpenAPI description by `make client`; `transport.py` and
`following.py` are written by hand. It imports nothing of the server: httpx and pydantic are enough.

Reads: answers over HTTP. Writes: requests; models.
"""

from search_api.client import models
from search_api.client.following import Client
from search_api.client.transport import ProblemError

__all__ = ["Client", "ProblemError", "models"]
