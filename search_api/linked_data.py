"""An act as linked data: schema.org's Legislation in JSON-LD.

Terms: https://schema.org/Legislation (made from the European Legislation Identifier). Only what the act's own
record says is told; a status that nothing states is left out.

Reads: DirectiveRead. Writes: a JSON-LD object.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from search_api.addresses import directive_data

if TYPE_CHECKING:
    from search_api.api.schemas import DirectiveRead
    from search_api.api.schemas.acts import RelatedAct

MEDIA_TYPE = "application/ld+json"
_FORCE = {
    "in_force": "InForce",
    "amended": "InForce",
    "partly_expired": "PartiallyInForce",
    "not_yet_in_force": "NotInForce",
    "superseded": "NotInForce",
    "repealed": "NotInForce",
    "suspended": "NotInForce",
}
_TERMS = {
    "thay thế": "legislationRepeals",
    "bãi bỏ": "legislationRepeals",
    "sửa đổi bổ sung": "legislationAmends",
    "đính chính": "legislationCorrects",
    "hợp nhất": "legislationConsolidates",
    "quy định chi tiết": "legislationEnsuresImplementationOf",
    "quy định chi tiết thi hành": "legislationEnsuresImplementationOf",
    "hướng dẫn": "legislationEnsuresImplementationOf",
    "triển khai thực hiện": "legislationApplies",
    "tổ chức thực hiện": "legislationApplies",
    "thực hiện": "legislationApplies",
    "căn cứ": "isBasedOn",
}
"""The property for each relation; others are `citation`."""


def as_json_ld(found: DirectiveRead, base: str = "") -> dict[str, Any]:
    """The act as a Legislation; `base` is the address of the server that its ids begin with, if any."""
    said: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": base + directive_data(found.id),
        "legislationIdentifier": found.number,
        "name": found.title or found.number,
        "legislationType": found.type,
        "legislationDate": found.date,
        "legislationPassedBy": {"@type": "Organization", "name": found.issuer} if found.issuer else None,
        "legislationJurisdiction": {"@type": "Country", "name": "Việt Nam"},
        "inLanguage": "vi",
        "legislationLegalForce": _force(found),
        "temporalCoverage": _coverage(found),
        "sameAs": [a.url for a in found.addresses] or None,
        **_related(found.relations_out, base),
        "hasPart": [
            {
                "@type": "Legislation",
                "@id": f"{base}{directive_data(found.id)}#{part.eid}",
                "legislationIdentifier": f"Điều {part.number}",
                "name": part.heading,
            }
            for part in found.provisions
        ]
        or None,
    }
    return {name: value for name, value in said.items() if value not in (None, "")}


def _force(found: DirectiveRead) -> str | None:
    force = _FORCE.get(found.fate.status)
    return f"https://schema.org/{force}" if force else None


def _coverage(found: DirectiveRead) -> str | None:
    """The days of force, as far as the fate on the day asked for tells them: from one on, or until one."""
    fate = found.fate
    if fate.since is None:
        return None
    if fate.status in ("in_force", "not_yet_in_force"):
        return f"{fate.since.isoformat()}/.."
    return f"../{fate.since.isoformat()}" if fate.status in ("superseded", "repealed") else None


def _related(relations: list[RelatedAct], base: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for one in relations:
        if one.directive is None:
            continue
        act = {
            "@type": "Legislation",
            "@id": base + directive_data(one.directive),
            "legislationIdentifier": one.number,
            "name": one.title or one.number,
        }
        found[_TERMS.get(one.relation, "citation")].setdefault(
            one.directive, {name: value for name, value in act.items() if value}
        )
    return {term: list(acts.values()) for term, acts in found.items()}
