"""What the answers over HTTP consist of: the contract's names, described.

Offsets are code points of the document's stored text, end exclusive. Dates are ISO 8601.

Reads: nothing. Writes: models.
"""

from search_api.api.schemas.acts import FateRead, ProvisionOf, RelatedAct, TaskResting
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
from search_api.api.schemas.bases import BasesRead, BasesWanted
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
from search_api.api.schemas.tasks import SuggestionList, SuggestionRead, TaskDeadline, TaskInTable, TaskTable

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
    "BasesRead",
    "BasesWanted",
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
    "FateRead",
    "Found",
    "HeadFilled",
    "Highlight",
    "Intent",
    "Kind",
    "Model",
    "OfficialText",
    "ProvisionOf",
    "Question",
    "RelatedAct",
    "RelationRead",
    "Result",
    "Role",
    "StatedRelation",
    "Successor",
    "SuggestionList",
    "SuggestionRead",
    "TaskAnswer",
    "TaskDeadline",
    "TaskInTable",
    "TaskResting",
    "TaskTable",
    "Understood",
    "UnitFound",
    "UnitRead",
    "WaitingList",
    "says_something",
]
