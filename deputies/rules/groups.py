"""How a group should be made up (seed row ZY-02): a warning, never a refusal."""

from collections.abc import Sequence

from deputies.choices import GroupDuty

MOST_DEPUTY_LEADERS = 2


def group_warnings(duties: Sequence[str], size: int) -> list[str]:
    """What is unusual about a group with these duties, where groups of about `size` are wanted."""
    told = []
    count = len(duties)
    if duties.count(GroupDuty.LEADER) == 0:
        told.append("还没有组长。")
    deputy_leaders = duties.count(GroupDuty.DEPUTY_LEADER)
    if not 1 <= deputy_leaders <= MOST_DEPUTY_LEADERS:
        told.append(f"副组长一般1至2名，现有{deputy_leaders}名。")
    if duties.count(GroupDuty.LIAISON) == 0:
        told.append("还没有联络员。")
    if count and abs(count - size) > size // 2:
        told.append(f"每组约{size}人为宜，现有{count}人。")
    return told
