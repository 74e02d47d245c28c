"""Terms that do not overlap, sessions inside them, delegations, groups and their leaders."""

from datetime import date

import pytest
from django.urls import reverse

from deputies.choices import GroupDuty, Level
from deputies.models import Delegation, Group, GroupMember, Session, Term
from deputies.rules.groups import group_warnings
from deputies.rules.spans import inside, overlap


@pytest.fixture
def office(registry_cast, client):
    client.force_login(registry_cast.zhou)
    return client


def term(cast, **changes) -> dict:
    return {
        "area": cast.city.pk,
        "level": "city",
        "number": 18,
        "starts_on": "2027-01-10",
        "ends_on": "",
        **changes,
    }


def test_a_term_is_registered_after_the_last_one_ended(registry_cast, office):
    response = office.post(reverse("deputies:term-new"), term(registry_cast))
    assert "重叠" in str(response.context["form"].errors["starts_on"])
    edit = term(registry_cast, number=17, starts_on="2022-01-10", ends_on="2027-01-09")
    assert office.post(reverse("deputies:term-edit", args=(registry_cast.term.pk,)), edit).status_code == 302
    assert office.post(reverse("deputies:term-new"), term(registry_cast)).status_code == 302
    assert str(Term.objects.get(number=18)) == "云川市第十八届"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"number": 0}, "number"), ({"number": 100}, "number"), ({"ends_on": "2026-01-01"}, "ends_on"),
        ({"level": "county"}, "level"), ({"area": ""}, "area"), ({"number": 17, "starts_on": "2017-01-01"}, "__all__"),
    ],
)  # fmt: skip
def test_a_term_that_cannot_be_is_refused(registry_cast, office, changes, field):
    response = office.post(reverse("deputies:term-new"), term(registry_cast, **changes))
    assert response.status_code == 200 and response.context["form"].errors
    assert field in response.context["form"].errors or field == "__all__"


def test_streets_have_no_congress_and_higher_ones_are_kept_at_the_top(registry_cast, office):
    street = term(registry_cast, area=registry_cast.street.pk, level="town")
    assert "不设" in str(office.post(reverse("deputies:term-new"), street).context["form"].errors["area"])
    nation = term(registry_cast, level="nation", number=14, starts_on="2023-03-05")
    assert office.post(reverse("deputies:term-new"), nation).status_code == 302


def test_the_congress_of_a_term_stays_while_deputies_sit_in_it(registry_cast, office):
    url = reverse("deputies:term-edit", args=(registry_cast.term.pk,))
    moved = term(registry_cast, area=registry_cast.east.pk, level="county", number=17, starts_on="2022-01-10")
    assert office.post(url, moved).status_code == 302
    registry_cast.term.refresh_from_db()
    assert (registry_cast.term.area, registry_cast.term.level) == (registry_cast.city, Level.CITY)


def test_sessions_lie_in_their_term_and_apart(registry_cast, office):
    url = reverse("deputies:session-new", args=(registry_cast.term.pk,))
    assert office.get(url).context["form"].initial["number"] == 6
    facts = {"number": 6, "opens_on": "2026-01-12", "closes_on": "2026-01-16"}
    assert "重叠" in str(office.post(url, facts).context["form"].errors["opens_on"])
    facts = {"number": 5, "opens_on": "2021-01-12", "closes_on": "2021-01-10"}
    assert set(office.post(url, facts).context["form"].errors) == {"number", "opens_on", "closes_on"}
    facts = {"number": 6, "opens_on": "2026-07-12", "closes_on": "2026-07-16"}
    assert office.post(url, facts).status_code == 302
    assert Session.objects.filter(term=registry_cast.term).count() == 2


def test_a_delegation_has_one_name_and_a_head_of_its_term(registry_cast, office):
    Delegation.objects.create(term=registry_cast.term, name="东湖代表团")
    facts = {"term": registry_cast.term.pk, "name": "东湖代表团", "head": registry_cast.qian_deputy.pk}
    errors = office.post(reverse("deputies:delegation-new"), facts).context["form"].errors
    assert set(errors) == {"name", "head"}
    facts = {"term": registry_cast.term.pk, "name": "清河代表团", "head": registry_cast.chen_deputy.pk}
    assert office.post(reverse("deputies:delegation-new"), facts).status_code == 302


@pytest.fixture
def group(registry_cast):
    return Group.objects.create(area=registry_cast.east, name="清河小组")


def join(client, group, deputy, duty="member", on="2026-01-05"):
    return client.post(
        reverse("deputies:member-new", args=(group.pk,)), {"deputy": deputy.pk, "duty": duty, "on": on}
    )


def test_members_join_once_and_a_group_has_one_leader(registry_cast, office, group):
    assert join(office, group, registry_cast.chen_deputy, "leader").status_code == 302
    assert "已是该组组长" in str(
        join(office, group, registry_cast.chen_deputy).context["form"].errors["deputy"]
    )
    refused = join(office, group, registry_cast.zhao_deputy, "leader").context["form"].errors
    assert "已有组长陈建国" in str(refused["duty"])
    assert "on" in join(office, group, registry_cast.zhao_deputy, on="2099-01-01").context["form"].errors
    assert join(office, group, registry_cast.zhao_deputy).status_code == 302


def test_duty_group_and_leaving_keep_the_history(registry_cast, office, group):
    join(office, group, registry_cast.chen_deputy)
    other = Group.objects.create(area=registry_cast.east, name="东城小组")
    member = GroupMember.objects.get()
    url = reverse("deputies:member-duty", args=(member.pk,))
    assert office.post(url, {"duty": "leader", "on": "2026-02-01"}).status_code == 302
    member = GroupMember.objects.get(ends_on=None)
    assert member.duty == GroupDuty.LEADER
    url = reverse("deputies:member-move", args=(member.pk,))
    early = office.post(url, {"group": other.pk, "on": "2026-01-01"})
    assert "on" in early.context["form"].errors
    assert office.post(url, {"group": other.pk, "on": "2026-03-01"}).url == other.get_absolute_url()
    member = GroupMember.objects.get(ends_on=None)
    assert (member.group, member.duty) == (other, GroupDuty.MEMBER)
    leave = reverse("deputies:member-leave", args=(member.pk,))
    assert office.post(leave, {"on": "2026-04-01"}).status_code == 302
    assert office.post(leave, {"on": "2026-04-01"}).url == other.get_absolute_url()
    assert GroupMember.objects.count() == 3 and not GroupMember.objects.filter(ends_on=None).exists()
    page = office.get(group.get_absolute_url()).content.decode()
    assert "历任" in page and "陈建国" in page


def test_a_group_with_members_is_not_put_out_of_use(registry_cast, office, group):
    join(office, group, registry_cast.chen_deputy)
    url = reverse("deputies:group-edit", args=(group.pk,))
    facts = {"area": group.area_id, "name": group.name, "kind": "area"}
    assert "active" in office.post(url, facts).context["form"].errors
    GroupMember.objects.update(ends_on=date(2026, 2, 1))
    assert office.post(url, facts).status_code == 302
    assert join(office, group, registry_cast.chen_deputy).url == group.get_absolute_url()


def test_an_unusual_group_is_warned_of_not_refused(registry_cast, office, group):
    join(office, group, registry_cast.chen_deputy)
    page = office.get(group.get_absolute_url()).content.decode()
    assert "还没有组长" in page and "每组约10人为宜" in page
    usual = ["leader", "deputy_leader", "liaison", *["member"] * 7]
    assert group_warnings(usual, 10) == []
    assert group_warnings([*usual, *["member"] * 10], 10) == ["每组约10人为宜，现有20人。"]


def test_spans_share_a_day_or_do_not():
    a, b, c = date(2022, 1, 1), date(2026, 12, 31), date(2027, 1, 1)
    assert overlap((a, b), (b, None)) and overlap((a, None), (c, None)) and not overlap((a, b), (c, None))
    assert inside(b, (a, b)) and inside(c, (a, None)) and not inside(c, (a, b))
