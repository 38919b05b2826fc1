"""The client's models and operations, made from the OpenAPI description: `make client`.

For developers: needs datamodel-code-generator, which only the development environment has. An operation
becomes a method of its name; where it takes a text or a file, or gives an object or a file, one for each.

Reads: the application's description. Writes: `client/models.py`, `client/operations.py`.
"""

from __future__ import annotations

import json
import keyword
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from search_api.api.app import create_app

FOLDER = Path(__file__).parent / "client"
JSON, JSONL, FORM = "application/json", "application/jsonl", "multipart/form-data"
HEADER = '''"""The operations of the HTTP interface, one method each. Made by `make client`: do not edit.

Reads: answers over HTTP. Writes: requests.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal
from urllib.parse import quote

from search_api.client import models
from search_api.client.transport import File, Transport


class Operations(Transport):
    """What a server can be asked."""
'''
MODELS_HEADER = '''"""What answers over HTTP consist of. Made by `make client`: do not edit.

Reads: nothing. Writes: models.
"""

'''
GENERATOR = (
    *(sys.executable, "-m", "datamodel_code_generator", "--input-file-type=openapi", "--no-formatters"),
    *("--output-model-type=pydantic_v2.BaseModel", "--target-python-version=3.11", "--disable-timestamp"),
    *("--enum-field-as-literal=all", "--use-one-literal-as-default", "--collapse-root-models"),
    *("--use-standard-collections", "--use-union-operator", "--field-constraints", "--use-double-quotes"),
    *("--use-schema-description", "--use-field-description"),
)
Schema = dict[str, Any]
_TYPES = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
_SUCCESS = ("200", "201", "202", "204")


def made() -> dict[str, str]:
    """The files of the client as they ought to be, by name."""
    description = create_app(Path("/nonexistent")).openapi()
    return {"models.py": _models(description), "operations.py": _formatted(_operations(description))}


def main() -> int:
    """Write the files of the client; tell which of them changed."""
    for name, text in made().items():
        place = FOLDER / name
        if not place.is_file() or place.read_text(encoding="utf-8") != text:
            place.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{place.name} made anew\n")
    return 0


def _models(description: Schema) -> str:
    """Models of everything that the description names; a client passes over values that it does not know."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "openapi.json", Path(folder) / "models.py"
        kept = {"components": {"schemas": _open(description["components"]["schemas"])}, "paths": {}}
        source.write_text(json.dumps(description | kept, ensure_ascii=False), encoding="utf-8")
        subprocess.run(  # noqa: S603 - our own arguments
            [*GENERATOR, f"--input={source}", f"--output={target}"],
            check=True,
        )
        made = target.read_text(encoding="utf-8")
    return _formatted(MODELS_HEADER + re.sub(r"\A(#.*\n|\n)+", "", made))


def _open(schema: Any) -> Any:  # noqa: ANN401 - any part of a JSON document
    """A schema whose closed lists of words are open: a newer server may know more of them."""
    if isinstance(schema, list):
        return [_open(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {
        name: _open(part)
        for name, part in schema.items()
        if name not in ("propertyNames", "examples") and not (name == "title" and isinstance(part, str))
    }
    if kept.get("type") == "string" and "enum" in kept:
        rest = {name: part for name, part in kept.items() if name not in ("type", "enum")}
        return {**rest, "anyOf": [{"type": "string", "enum": kept["enum"]}, {"type": "string"}]}
    return kept


def _operations(description: Schema) -> str:
    methods = [
        method
        for path, operations in sorted(description["paths"].items())
        for verb, operation in sorted(operations.items())
        for method in _methods(description, path, verb, operation)
    ]
    return HEADER + "".join(f"\n{method}" for method in methods)


def _methods(description: Schema, path: str, verb: str, operation: Schema) -> Iterator[str]:
    content = next(
        operation["responses"][s].get("content", {}) for s in _SUCCESS if s in operation["responses"]
    )
    bodies = operation.get("requestBody", {}).get("content", {}) or {"": {}}
    answers = [kind for kind in content if kind == JSON] + [k for k in content if k == JSONL]
    answers += [kind for kind in content if kind not in (JSON, JSONL)][:1] if JSONL not in content else []
    answers = answers or [""]  # an answer without content is empty bytes
    for body in bodies:
        for answer in answers:
            if body == JSON and len(bodies) > 1 and answer != JSON:
                continue  # what gives a file back is asked with a file
            name = operation["operationId"] + ("_of_file" if body == FORM and len(bodies) > 1 else "")
            name += "_as_file" if answer != JSON and JSON in content else ""
            asked = _asking_for(operation, answer == JSON) if len(answers) > 1 else operation
            properties = _properties(description, bodies[body].get("schema", {}))
            yield _method(name, path, verb, asked, properties, body, answer, content)


def _asking_for(operation: Schema, as_json: bool) -> Schema:
    """The operation without its choice between an object and a file: the method has made it."""
    parameters = []
    for parameter in operation.get("parameters", []):
        schema = parameter["schema"]
        values: list[str] = next(
            (part["enum"] for part in schema.get("anyOf", [schema]) if "enum" in part), []
        )
        if "json" not in values:
            parameters.append(parameter)
        elif not as_json:
            others = {"type": "string", "enum": [value for value in values if value != "json"]}
            parameters.append(parameter | {"required": True, "schema": others})
    return operation | {"parameters": parameters}


def _method(
    name: str,
    path: str,
    verb: str,
    operation: Schema,
    properties: dict[str, tuple[Schema, bool]],
    body: str,
    answer: str,
    content: Schema,
) -> str:
    sent = {n for n, (schema, _) in properties.items() if not _is_file(schema)}
    files = {n for n, (schema, _) in properties.items() if _is_file(schema)}
    parameters = [
        p for p in operation.get("parameters", []) if p["name"] not in properties and p["in"] != "header"
    ]
    wanted = [(n, schema, required) for n, (schema, required) in properties.items()]
    named = [(p["name"], p["schema"], p.get("required", False)) for p in parameters]
    # What says where comes first, then what is sent, then what says how.
    inside = len([p for p in parameters if p["in"] == "path"])
    wanted = [*named[:inside], *wanted, *named[inside:]]
    first = "".join(f", {_name(n)}: {_type(s)}" for n, s, required in wanted if required)
    later = "".join(f", {_name(n)}: {_optional(s)} = None" for n, s, required in wanted if not required)
    query = [p["name"] for p in parameters if p["in"] == "query"]
    given = [f'"{verb.upper()}"', _path(path)]
    given += [f"query={_mapping(query)}"] if query else []
    given += [f"body={_mapping(sorted(sent))}"] if sent else []
    given += [f"files={_mapping(sorted(files))}"] if body == FORM else []
    returns, call = _answer(answer, content)
    words = f'"""{operation["summary"]}.\n\n        {_one_line(operation["description"])}\n        """'
    return (
        f"    def {name}(self{first}{', *' if later else ''}{later}) -> {returns}:\n"
        f"        {words}\n"
        f"        return {call}{', '.join(given)})\n"
    )


def _answer(kind: str, content: Schema) -> tuple[str, str]:
    if kind == JSON and "$ref" in content[JSON].get("schema", {}):
        model = "models." + content[JSON]["schema"]["$ref"].rsplit("/", 1)[1]
        return model, f"self._model({model}, "
    return ("Iterator[bytes]", "self._lines(") if kind == JSONL else ("bytes", "self._bytes(")


def _properties(description: Schema, schema: Schema) -> dict[str, tuple[Schema, bool]]:
    if "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    required = schema.get("required", [])
    return {name: (part, name in required) for name, part in schema.get("properties", {}).items()}


def _is_file(schema: Schema) -> bool:
    return schema.get("format") == "binary" or "contentMediaType" in schema


def _type(schema: Schema) -> str:
    if _is_file(schema):
        return "File"
    if "anyOf" in schema:
        return " | ".join("None" if part.get("type") == "null" else _type(part) for part in schema["anyOf"])
    if "enum" in schema:
        return f"Literal[{', '.join(json.dumps(value, ensure_ascii=False) for value in schema['enum'])}]"
    if schema.get("type") == "array":
        return f"Sequence[{_type(schema['items'])}]"
    return "date" if schema.get("format") == "date" else _TYPES.get(schema.get("type", ""), "object")


def _optional(schema: Schema) -> str:
    kind = _type(schema)
    return kind if kind.endswith("None") else f"{kind} | None"


def _name(name: str) -> str:
    return f"{name}_" if keyword.iskeyword(name) else name


def _mapping(names: list[str]) -> str:
    return "{" + ", ".join(f'"{name}": {_name(name)}' for name in names) + "}"


def _path(path: str) -> str:
    """The path, its parts quoted, so that no value leads to another route."""
    if "{" not in path:
        return f'"{path}"'
    return 'f"' + re.sub(r"\{(\w+)\}", r"{quote(\1, safe='')}", path) + '"'


def _one_line(words: str) -> str:
    return " ".join(words.split()).replace('"""', "'''").replace("\\", "\\\\")


def _formatted(code: str) -> str:
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--stdin-filename", "client.py", "-"],
        input=code,
        capture_output=True,
        text=True,
        check=True,
        cwd=FOLDER.parent.parent,
    )
    return found.stdout


if __name__ == "__main__":
    raise SystemExit(main())
