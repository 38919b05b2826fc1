"""What the answers over HTTP consist of: the contract's names, described.

Offsets are code points of the document's stored text, end exclusive. Dates are ISO 8601.

Reads: nothing. Writes: models.
"""

from search_api.api.schemas.agencies import AgencyDetail, AgencyList, AgencySummary, AgencyTask, AgencyTasks
from search_api.api.schemas.answers import (
    Answer,
    Codified,
    DirectiveFound,
    Question,
    Successor,
    TaskAnswer,
    Understood,
    says_something,
)
from search_api.api.schemas.base import Intent, Kind, Model, Role
from search_api.api.schemas.codification import ArticleName, ArticleRead, CodificationRead, CodifiedAct
from search_api.api.schemas.directives import (
    CitedAt,
    DirectiveList,
    DirectiveRead,
    DirectiveSummary,
    OfficialText,
)
from search_api.api.schemas.documents import (
    Added,
    CitationRead,
    CorrectedPart,
    DocumentList,
    DocumentRead,
    DocumentSummary,
    DocumentWaiting,
    HeadFilled,
    RelationRead,
    StatedRelation,
    UnitFound,
    UnitRead,
    WaitingList,
)
from search_api.api.schemas.results import FacetValue, Found, Highlight, Result

__all__ = [
    "Added",
    "AgencyDetail",
    "AgencyList",
    "AgencySummary",
    "AgencyTask",
    "AgencyTasks",
    "Answer",
    "ArticleName",
    "ArticleRead",
    "CitationRead",
    "CitedAt",
    "CodificationRead",
    "Codified",
    "CodifiedAct",
    "CorrectedPart",
    "DirectiveFound",
    "DirectiveList",
    "DirectiveRead",
    "DirectiveSummary",
    "DocumentList",
    "DocumentRead",
    "DocumentSummary",
    "DocumentWaiting",
    "FacetValue",
    "Found",
    "HeadFilled",
    "Highlight",
    "Intent",
    "Kind",
    "Model",
    "OfficialText",
    "Question",
    "RelationRead",
    "Result",
    "Role",
    "StatedRelation",
    "Successor",
    "TaskAnswer",
    "Understood",
    "UnitFound",
    "UnitRead",
    "WaitingList",
    "says_something",
]
