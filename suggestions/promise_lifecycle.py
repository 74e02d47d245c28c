"""How a promise moves: made with the letter, reported with evidence, judged by the deputy, or explained.

随答复拟定 → 落实中 → 待核实 → 已落实          what was promised was done, and the deputy has said so
落实中 → 落实中                              circumstances changed: explained in writing, with a new day
落实中 → 情况变化，不再落实                    the congress office ends the tracking, after the unit's explanation
"""

from suggestions import parties, roles
from suggestions.choices import PromiseState
from suggestions.models import Promise
from suggestions.promise_steps import explained, kept, made, never_explained, released, reported, wrong_again
from workflow.transitions import Lifecycle, Transition

P = PromiseState
T = Transition

PROMISE = Lifecycle(
    name="承诺事项",
    model=Promise,
    states=PromiseState,
    transitions=(
        T("make", "随答复发出", (P.DRAFTED,), P.OPEN, ("clock",), then=made),
        T("report", "报告落实", (P.OPEN,), P.REPORTED, ("unit",), needs=("report", "evidence?"),
          tells=("committee", "signers"), then=reported, style="primary",
          help="写明落实情况并附证明材料，由代表或人大代表工作机构核实。"),
        T("explain", "说明情况变化", (P.OPEN,), None, ("unit",), needs=("due_on",), tells=("committee", "signers"),
          then=explained, help="情况发生变化不能按期落实的，书面说明原因和新的完成时限。"),
        T("confirm", "认可落实", (P.REPORTED,), P.KEPT, ("lead", "committee"), needs=("word",),
          tells=("unit", "committee", "signers"), then=kept, style="primary",
          help="由领衔代表认可；人大代表工作机构征求代表意见后也可以代为登记。"),
        T("dispute", "未落实，继续办理", (P.REPORTED,), P.OPEN, ("lead", "committee"), tells=("unit", "committee"),
          then=wrong_again),
        T("release", "不再跟踪", (P.OPEN,), P.RELEASED, ("committee",), tells=("unit", "signers"), then=released,
          when=never_explained, confirm="不再跟踪后不能恢复。确定吗？"),
    ),
    actors={
        "unit": lambda promise, user: parties.is_unit(promise.assignment, user),
        "lead": lambda promise, user: roles.speaks_for(promise.suggestion, user),
        "committee": lambda promise, user: roles.is_committee(promise.suggestion, user),
    },
    people={
        "unit": lambda promise: parties.unit(promise.assignment),
        "committee": lambda promise: roles.committee(promise.suggestion),
        "signers": lambda promise: roles.signers(promise.suggestion),
    },
)  # fmt: skip
