"""How a suggestion moves through a round of looking back (回头看, seed rows DL-16, DZ-05).

待梳理 → 待代表表态 → 待验收 → 已验收        the unit shows what was done, the deputy says so, the office accepts
待梳理 → 已验收                            nothing has changed: the class stays
"""

from suggestions import parties, roles
from suggestions.choices import LookState
from suggestions.looking_back import (
    accept,
    answered,
    further,
    kept,
    of_the_unit,
    proposed,
    sent_back,
    why_not_further,
)
from suggestions.models import LookBackItem
from workflow.transitions import Lifecycle, Transition

L = LookState
T = Transition

LOOK = Lifecycle(
    name="回头看",
    model=LookBackItem,
    states=LookState,
    transitions=(
        T("look_propose", "报送落实情况", (L.OPEN,), L.PROPOSED, ("unit",), needs=("proposed", "report", "evidence?"),
          tells=("committee", "signers"), then=proposed, style="primary",
          help="写明落实情况，附证明材料，提出调整后的结果类别。"),
        T("look_keep", "类别不变", (L.OPEN,), L.SETTLED, ("committee",), tells=("unit",), then=kept),
        T("look_answer", "代表表态", (L.PROPOSED,), L.ANSWERED, ("lead", "committee"), needs=("agreed?", "word"),
          tells=("committee", "unit"), then=answered, style="primary",
          help="由领衔代表表态；人大代表工作机构征求代表意见后也可以代为登记。"),
        T("look_settle", "验收", (L.ANSWERED,), L.SETTLED, ("committee",), tells=("unit", "signers"), then=accept,
          style="primary", help="代表认可的，按承办单位提出的类别调整；代表不认可的，类别不变。"),
        T("look_return", "退回承办单位", (L.PROPOSED, L.ANSWERED), L.OPEN, ("committee",), tells=("unit",),
          then=sent_back),
        T("look_further", "安排后续措施", tuple(L), None, ("committee",), needs=("further",), tells=("unit", "signers"),
          when=why_not_further, then=further, help="没有解决的，再调研、再检查、再审议、再督办，写明要求，告知单位和代表。"),
    ),
    actors={
        "unit": of_the_unit,
        "lead": lambda item, user: roles.speaks_for(item.suggestion, user),
        "committee": lambda item, user: roles.is_committee(item.suggestion, user),
    },
    people={
        "unit": lambda item: parties.holders_of(item.office_id),
        "committee": lambda item: roles.committee(item.suggestion),
        "signers": lambda item: roles.signers(item.suggestion),
    },
)  # fmt: skip
