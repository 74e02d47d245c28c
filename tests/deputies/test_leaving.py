"""With the last mandate a deputy's groups end; undoing a mistaken end brings back exactly what ended with it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from deputies.choices import GroupDuty
from deputies.lifecycle import MANDATE
from deputies.models import Group, GroupMember, Mandate
from deputies.rosters import join
from notices.models import Notice
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep


@pytest.fixture
def member(cast) -> GroupMember:
    """chen leads a group."""
    group = Group.objects.create(area=cast.city, name="第一代表小组")
    return join(group, cast.chen_deputy, GroupDuty.LEADER, date(2024, 3, 1), cast.zhou)


@pytest.fixture
def mandate(cast) -> Mandate:
    return cast.chen_deputy.mandates.get()


def end(cast, mandate, **facts):
    facts = {"basis": "resigned", "ends_on": timezone.localdate(), "announcement": "第9号公告", **facts}
    return perform(MANDATE, mandate.pk, "end", cast.zhou, note="辞职", **facts)


def restore(cast, mandate, action="restore", who=None):
    return perform(MANDATE, mandate.pk, action, who or cast.zhou, note="录错了人")


def test_the_last_mandate_takes_its_groups_along_and_its_undoing_brings_them_back(cast, member, mandate):
    day = timezone.localdate() - timedelta(days=3)
    end(cast, mandate, ends_on=day)
    member.refresh_from_db()
    assert member.ends_on == day
    restored = restore(cast, mandate)
    member.refresh_from_db()
    assert (member.ends_on, member.duty) == (None, GroupDuty.LEADER)
    assert (restored.state, restored.basis, restored.ends_on, restored.announcement) == (
        "active",
        "",
        None,
        "",
    )
    assert Notice.objects.filter(recipient=cast.chen, kind="mandate.restore").exists()


def test_a_membership_that_began_later_ends_on_its_first_day(cast, member, mandate):
    end(cast, mandate, ends_on=date(2024, 1, 5))
    member.refresh_from_db()
    assert member.ends_on == member.starts_on


def test_whoever_sits_at_another_level_stays_in_his_groups(registry_cast, member, mandate):
    cast = registry_cast
    other = Mandate.objects.create(
        deputy=cast.chen_deputy,
        term=cast.east_term,
        level="county",
        certificate="X1",
        starts_on=date(2022, 1, 5),
    )
    end(cast, mandate)
    member.refresh_from_db()
    assert member.ends_on is None
    end(cast, other)
    member.refresh_from_db()
    assert member.ends_on == timezone.localdate()
    restore(cast, mandate)
    member.refresh_from_db()
    assert member.ends_on is not None, "it was the other mandate that took the group along"


def test_a_group_that_has_another_leader_by_now_takes_him_back_as_a_member(cast, member, mandate):
    end(cast, mandate)
    join(member.group, cast.zhao_deputy, GroupDuty.LEADER, timezone.localdate(), cast.zhou)
    restore(cast, mandate)
    member.refresh_from_db()
    assert member.ends_on == timezone.localdate()
    again = GroupMember.objects.get(group=member.group, deputy=cast.chen_deputy, ends_on=None)
    assert again.duty == GroupDuty.MEMBER


def test_a_suspended_mandate_comes_back_suspended_with_its_reasons(cast, mandate):
    perform(
        MANDATE, mandate.pk, "suspend", cast.zhou, note="被羁押", basis="detained", announcement="通知1号"
    )
    end(cast, mandate)
    with pytest.raises(OutOfStep, match="终止之前的状态"):
        restore(cast, mandate)
    restored = restore(cast, mandate, "restore_suspended")
    assert (restored.state, restored.basis) == ("suspended", "detained")
    assert (restored.announcement, restored.ended_because) == ("通知1号", "被羁押")


class TestWhatIsNotUndone:
    def test_a_term_that_is_over(self, cast, mandate):
        end(cast, mandate)
        cast.term.ends_on = timezone.localdate() - timedelta(days=1)
        cast.term.save()
        with pytest.raises(OutOfStep, match="已届满"):
            restore(cast, mandate)

    def test_a_mandate_that_another_has_taken_the_place_of(self, cast, mandate):
        end(cast, mandate)
        Mandate.objects.create(
            deputy=cast.chen_deputy,
            term=cast.term,
            level="city",
            certificate="X2",
            starts_on=timezone.localdate(),
        )
        with pytest.raises(OutOfStep, match="另有代表资格"):
            restore(cast, mandate)

    @pytest.mark.parametrize("who", ["lin", "chen", "wu", "gao", "sun"])
    def test_by_anybody_but_the_registry(self, cast, mandate, who):
        end(cast, mandate)
        with pytest.raises(PermissionDenied):
            restore(cast, mandate, who=getattr(cast, who))


def test_the_pages_ask_first_and_offer_the_way_back(cast, client, member, mandate):
    client.force_login(cast.zhou)
    url = reverse("deputies:mandate-do", args=(mandate.pk, "end"))
    assert "其小组任职和进站同时结束" in client.get(url).content.decode()
    end(cast, mandate)
    back = reverse("deputies:mandate-do", args=(mandate.pk, "restore"))
    page = client.get(cast.chen_deputy.get_absolute_url()).content.decode()
    assert back in page and "restore_suspended" not in page
    assert client.post(back, {"note": ""}).status_code == 200, "the reason is asked for"
    assert client.post(back, {"note": "录错了人"}).status_code == 302
    member.refresh_from_db()
    assert member.ends_on is None
