"""What of the HTTP interface is promised to stay, kept in promised_api.json; `make docs` adds what is new.

The promise is made of paths, methods, names of operations, parameters, fields of answers and their types. It only
grows: what is in it is never taken out before /v2.

Reads: the OpenAPI description. Writes: tests/promised_api.json.
"""

from __future__ import annotations

import json
from pathlib import Path

from search_api.api.app import create_app

PLACE = Path(__file__).with_name("promised_api.json")


def offered():
    """Everything that the program offers now, as lines: what it is, and of which type."""
    description = create_app(Path("/nonexistent")).openapi()
    lines = {}
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            name = f"{method.upper()} {path}"
            lines[name] = operation["operationId"]
            for parameter in operation.get("parameters", []):
                lines[f"{name} ? {parameter['name']}"] = kind_of(parameter["schema"], parameter["required"])
            for media, body in operation.get("requestBody", {}).get("content", {}).items():
                lines[f"{name} < {media}"] = kind_of(body.get("schema", {}))
            for status, response in operation["responses"].items():
                for media, body in response.get("content", {}).items():
                    lines[f"{name} > {status} {media}"] = kind_of(body.get("schema", {}))
    for name, schema in description["components"]["schemas"].items():
        for field, part in schema.get("properties", {}).items():
            lines[f"{name}.{field}"] = kind_of(part, field in schema.get("required", []))
    return lines


def kind_of(schema, required=None):
    """A type in words; lists of words may grow, so they are not told."""
    always = {True: " always", False: " maybe", None: ""}[required]
    if "$ref" in schema:
        return schema["$ref"].rsplit("/", 1)[1] + always
    if "anyOf" in schema:
        return " | ".join(sorted({kind_of(part) for part in schema["anyOf"]})) + always
    if schema.get("type") == "array":
        return f"[{kind_of(schema.get('items', {}))}]" + always
    return str(schema.get("type", "anything")) + always


def promised():
    return json.loads(PLACE.read_text(encoding="utf-8")) if PLACE.is_file() else {}


if __name__ == "__main__":
    grown = dict(sorted((offered() | promised()).items()))
    PLACE.write_text(json.dumps(grown, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
