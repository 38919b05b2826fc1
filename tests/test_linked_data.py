"""The JSON-LD of an act is read by an RDF library: known classes, known properties, of and to what schema.org says."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from made_acts import FlatQuery, built, write

from search_api.linked_data import _TERMS

rdflib = pytest.importorskip("rdflib")
pytestmark = pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph is deprecated:DeprecationWarning"
)  # its own use
DEFINED = tomllib.loads((Path(__file__).parent / "schema_org" / "legislation.toml").read_text("utf-8"))
SCHEMA = "http://schema.org/"
TYPE = rdflib.RDF.type
NEW, OLD = "902-2020-qh14", "901-2010-qh12"


def context():
    """What https://schema.org answers as its context, as far as the terms of the file go."""
    terms = {"@vocab": SCHEMA, "schema": SCHEMA}
    for name, said in DEFINED["property"].items():
        if said["values"] == ["Date"]:
            terms[name] = {"@id": SCHEMA + name, "@type": SCHEMA + "Date"}
        elif said["values"] == ["iri"] or said["values"] == ["LegalForceStatus"]:
            terms[name] = {"@id": SCHEMA + name, "@type": "@id"}
    return terms


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    from index import library
    from search_api.api.app import create_app

    folder = tmp_path_factory.mktemp("acts")
    home = built(folder / "home", write(folder / "files"), searched=False)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(library, "embedder_of_questions", FlatQuery)
        app = create_app(home, host_names=[])
        with TestClient(app, base_url="http://127.0.0.1") as client:
            app.state.shelf.wait()
            asked = {"format": "jsonld", "as_of": "2025-01-01"}
            yield [client.get(f"/v1/directives/{act}", params=asked).json() for act in (NEW, OLD)]


def faults(said):
    """What schema.org does not know of an exported act."""
    assert said["@context"] == "https://schema.org"
    graph = rdflib.Graph()
    graph.parse(data=json.dumps({**said, "@context": context()}), format="json-ld")
    assert len(graph) > 5
    for subject, predicate, value in graph:
        if predicate == TYPE:
            if str(value).removeprefix(SCHEMA) not in DEFINED["above"]:
                yield f"no such class: {value}"
            continue
        name = str(predicate).removeprefix(SCHEMA)
        if name not in DEFINED["property"]:
            yield f"no such property: {predicate}"
            continue
        kinds = kinds_of(graph, subject)
        if not kinds & set(DEFINED["property"][name]["of"]):
            yield f"{name} is not said of {sorted(kinds)}"
        if not fits(graph, value, DEFINED["property"][name]["values"]):
            yield f"{name} has no value such as {value!r}"


def kinds_of(graph, node):
    own = {str(kind).removeprefix(SCHEMA) for kind in graph.objects(node, TYPE)}
    return own | {above for kind in own for above in DEFINED["above"].get(kind, ())}


def fits(graph, value, wanted):
    if isinstance(value, rdflib.Literal):
        if "Date" in wanted:
            return re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", str(value)) is not None
        return "Text" in wanted
    members = {SCHEMA + m for kind in wanted for m in DEFINED["members"].get(kind, ())}
    known = str(value).replace("https://schema.org/", SCHEMA) in members
    return known or "iri" in wanted or bool(kinds_of(graph, value) & set(wanted))


def test_every_class_and_property_is_schema_orgs(exported):
    for said in exported:
        assert list(faults(said)) == []


def test_what_is_wrong_is_seen(exported):
    wrong = {**exported[0], "legislationColour": "red", "legislationDate": "hôm nay"}
    wrong["legislationPassedBy"] = {"@type": "Office", "name": "Quốc hội"}
    found = " ".join(faults(wrong))
    for word in ("legislationColour", "no such class", "legislationDate", "legislationPassedBy"):
        assert word in found


def test_every_relation_goes_out_as_a_known_property():
    assert set(_TERMS.values()) <= set(DEFINED["property"])
