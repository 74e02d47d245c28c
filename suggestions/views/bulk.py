"""Steps on many, from the lists of suggestions and of a unit's parts."""

from collections.abc import Mapping
from typing import ClassVar

from suggestions.bulks import BULKS
from workflow.bulk import Bulk
from workflow.views import BulkView


class SuggestionBulk(BulkView):
    """/suggestions/many/<action>/"""

    bulks: ClassVar[Mapping[str, Bulk]] = {
        name: BULKS[name] for name in ("dispatch", "urge", "circulate", "extend", "publish", "carry")
    }
    back = "/suggestions/"


class AssignmentBulk(BulkView):
    """/suggestions/assignments/many/<action>/"""

    bulks: ClassVar[Mapping[str, Bulk]] = {name: BULKS[name] for name in ("receive",)}
    back = "/suggestions/assignments/"
