"""How a request for more time is answered by whoever dispatched the suggestion (domain rule 17)."""

from typing import Any

from suggestions import parties
from suggestions.choices import ExtensionState
from suggestions.deeds.remarks import needs_reason
from suggestions.extending import grant, over
from suggestions.models import Extension
from workflow.transitions import Lifecycle, Transition

E = ExtensionState


def _is_dispatcher(extension: Extension, user: Any) -> bool:
    return parties.is_dispatcher(extension.assignment, user)


EXTENSION = Lifecycle(
    name="延期申请",
    model=Extension,
    states=ExtensionState,
    transitions=(
        Transition("grant_extension", "同意延期", (E.ASKED,), E.GRANTED, ("dispatcher",), ("months",),
                   tells=("unit", "signers"), when=over, then=grant, style="primary",
                   help="同意后答复期限改按延期计算，并书面告知代表。"),
        Transition("refuse_extension", "不同意延期", (E.ASKED,), E.REFUSED, ("dispatcher",), tells=("unit",),
                   then=needs_reason, help="须说明理由，单位仍按原期限答复。"),
    ),
    actors={"dispatcher": _is_dispatcher},
    people={
        "unit": lambda extension: parties.unit(extension.assignment),
        "signers": lambda extension: parties.signers(extension.assignment),
    },
)  # fmt: skip
