"""Registering deputies, giving them mandates, and the rules of both."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from deputies.choices import Level, MandateState
from deputies.models import Delegation, Deputy, Mandate, Term
from journal.models import Entry


@pytest.fixture
def office(registry_cast, client):
    """The client of the city's committee office."""
    client.force_login(registry_cast.zhou)
    return client


def person(cast, **changes) -> dict:
    return {
        "name": "张 三", "code": "", "gender": "male", "birth_month": "1970-05", "area": cast.street.pk,
        "phone": "138 0000 0001", "term": cast.east_term.pk, "certificate": "0001", "constituency": "第1选区",
        "delegation": "", "starts_on": "", **changes,
    }  # fmt: skip


def test_a_deputy_is_registered_with_his_first_mandate(registry_cast, office):
    response = office.post(reverse("deputies:new"), person(registry_cast))
    deputy = Deputy.objects.get(name="张三")
    assert response.url == deputy.get_absolute_url()
    assert (deputy.code, deputy.sort_key, deputy.phone) == ("990101001-0001", "zhang san", "13800000001")
    mandate = deputy.mandates.get()
    assert (mandate.level, mandate.starts_on) == (Level.COUNTY, registry_cast.east_term.starts_on)
    assert mandate.events.get().actor == registry_cast.zhou
    assert Entry.objects.filter(verb="登记代表", subject=deputy.code).exists()


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"name": ""}, "name", ""), ({"birth_month": "2027-01"}, "birth_month", "不能晚于今天"),
        ({"birth_month": "2015-01"}, "birth_month", "18周岁"), ({"phone": "123"}, "phone", "11位"),
        ({"code": "DB00001"}, "code", "已被使用"), ({"area": ""}, "area", ""),
    ],
)  # fmt: skip
def test_a_bad_field_of_the_person_is_refused_beside_it(registry_cast, office, changes, field, told):
    response = office.post(reverse("deputies:new"), person(registry_cast, **changes))
    assert response.status_code == 200 and told in str(response.context["form"].errors[field])
    assert not Deputy.objects.filter(name="张三").exists()
    assert "第1选区" in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"certificate": ""}, "certificate", ""), ({"term": ""}, "term", ""),
        ({"starts_on": "2020-01-01"}, "starts_on", "起止日期"), ({"starts_on": "2099-01-01"}, "starts_on", "今天"),
    ],
)  # fmt: skip
def test_a_bad_field_of_the_mandate_is_refused_beside_it(registry_cast, office, changes, field, told):
    response = office.post(reverse("deputies:new"), person(registry_cast, **changes))
    assert response.status_code == 200 and told in str(response.context["mandate_form"].errors[field])
    assert not Deputy.objects.filter(name="张三").exists()


def test_a_congress_takes_deputies_of_its_own_area_only(registry_cast, office):
    response = office.post(reverse("deputies:new"), person(registry_cast, term=registry_cast.west_term.pk))
    assert "不能在西岭区的人大任职" in str(response.context["mandate_form"].errors["term"])


def test_certificates_are_unique_in_a_term_and_a_person_sits_once(registry_cast, office):
    deputy, other = registry_cast.chen_deputy, registry_cast.zhao_deputy
    url = reverse("deputies:mandate-new", args=(deputy.pk,))
    facts = {"term": registry_cast.term.pk, "certificate": "ZH-DB00002"}
    errors = office.post(url, facts).context["form"].errors
    assert other.name in str(errors["certificate"]) and "已有" in str(errors["term"])
    facts = {"term": registry_cast.east_term.pk, "certificate": "ZH-DB00002"}
    assert office.post(url, facts).status_code == 302
    assert sorted(deputy.mandates.values_list("level", flat=True)) == ["city", "county"]


def test_a_delegation_belongs_to_its_term(registry_cast, office):
    other = Delegation.objects.create(term=registry_cast.west_term, name="西岭代表团")
    url = reverse("deputies:mandate-edit", args=(registry_cast.chen_deputy.mandates.get().pk,))
    response = office.post(url, {"certificate": "X", "delegation": other.pk, "starts_on": "2022-02-01"})
    assert "不属于" in str(response.context["form"].errors["delegation"])
    assert office.post(url, {"certificate": "X 1", "starts_on": "2022-02-01"}).status_code == 302
    assert registry_cast.chen_deputy.mandates.get().certificate == "X1"


def test_a_change_of_the_person_is_journalled_by_field_not_by_content(registry_cast, office):
    deputy = registry_cast.chen_deputy
    url = reverse("deputies:edit", args=(deputy.pk,))
    facts = {
        "name": "陈建国",
        "code": deputy.code,
        "area": deputy.area_id,
        "phone": "13900000009",
        "employer": "某厂",
    }
    assert office.post(url, facts).status_code == 302
    entry = Entry.objects.get(verb="修改代表登记")
    assert set(entry.data["fields"]) == {"phone", "employer"} and "139" not in str(entry.data)


def test_a_deputy_does_not_leave_the_area_of_his_mandates(registry_cast, office):
    deputy = registry_cast.qian_deputy
    facts = {"name": "钱涛", "code": deputy.code, "area": registry_cast.street.pk}
    response = office.post(reverse("deputies:edit", args=(deputy.pk,)), facts)
    assert "未终止的代表资格" in str(response.context["form"].errors["area"])


def test_a_county_office_registers_in_its_own_area_only(registry_cast, client):
    client.force_login(registry_cast.tang)
    response = client.post(reverse("deputies:new"), person(registry_cast))
    assert "area" in response.context["form"].errors


def test_a_new_term_gives_the_same_person_a_new_mandate(registry_cast, office):
    deputy = registry_cast.chen_deputy
    Term.objects.filter(pk=registry_cast.term.pk).update(ends_on=date(2026, 1, 9))
    term = Term.objects.create(
        area=registry_cast.city, level=Level.CITY, number=18, starts_on=date(2026, 1, 10)
    )
    url = reverse("deputies:mandate-new", args=(deputy.pk,))
    assert office.post(url, {"term": term.pk, "certificate": "ZH-DB00001"}).status_code == 302
    assert deputy.mandates.count() == 2


def step(client, mandate: Mandate, action: str, **facts):
    return client.post(reverse("deputies:mandate-do", args=(mandate.pk, action)), facts)


def test_a_mandate_is_suspended_and_resumed_by_law(registry_cast, office):
    mandate = registry_cast.chen_deputy.mandates.get()
    assert "basis" in step(office, mandate, "suspend").context["form"].errors
    assert "basis" in step(office, mandate, "suspend", basis="died").context["form"].errors
    assert step(office, mandate, "suspend", basis="detained", note="羁押").status_code == 302
    mandate.refresh_from_db()
    assert (mandate.state, mandate.basis, mandate.ended_because) == (
        MandateState.SUSPENDED,
        "detained",
        "羁押",
    )
    assert registry_cast.chen.notices.filter(kind="mandate.suspend").exists()
    assert "note" in step(office, mandate, "resume").context["form"].errors
    assert step(office, mandate, "resume", note="不起诉").status_code == 302
    mandate.refresh_from_db()
    assert (mandate.state, mandate.basis) == (MandateState.ACTIVE, "")
    assert [event.action for event in mandate.events.all()] == ["suspend", "resume"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"basis": "moved"}, "announcement"), ({"basis": "", "announcement": "第1号"}, "basis"),
        ({"basis": "detained", "announcement": "第1号"}, "basis"),
        ({"basis": "resigned", "announcement": "第1号", "ends_on": "2020-01-01"}, "ends_on"),
        ({"basis": "resigned", "announcement": "第1号", "ends_on": "2099-01-01"}, "ends_on"),
    ],
)  # fmt: skip
def test_an_ending_without_its_legal_facts_is_refused(registry_cast, office, facts, field):
    mandate = registry_cast.chen_deputy.mandates.get()
    response = step(office, mandate, "end", **{"ends_on": "2026-01-05", **facts})
    assert field in response.context["form"].errors
    mandate.refresh_from_db()
    assert mandate.state == MandateState.ACTIVE


def test_moving_away_ends_local_mandates_only(registry_cast, office):
    nation = Term.objects.create(
        area=registry_cast.city, level=Level.NATION, number=14, starts_on=date(2023, 3, 5)
    )
    mandate = Mandate.objects.create(
        deputy=registry_cast.chen_deputy,
        term=nation,
        level=Level.NATION,
        certificate="Q1",
        starts_on=nation.starts_on,
    )
    facts = {"basis": "moved", "ends_on": "2026-01-05", "announcement": "第1号"}
    assert "basis" in step(office, mandate, "end", **facts).context["form"].errors
    assert (
        step(office, registry_cast.chen_deputy.mandates.get(level="city"), "end", **facts).status_code == 302
    )
    assert str(nation) == "全国第十四届" and str(registry_cast.term) == "云川市第十七届"


def test_an_ended_mandate_stays_ended_and_a_late_click_is_told(registry_cast, office):
    mandate = registry_cast.chen_deputy.mandates.get()
    facts = {"basis": "died", "ends_on": timezone.localdate().isoformat(), "announcement": "第2号"}
    assert step(office, mandate, "end", **facts).status_code == 302
    late = step(office, mandate, "end", **facts)
    assert late.url == registry_cast.chen_deputy.get_absolute_url()
    page = office.get(late.url).content.decode()
    assert "资格终止" in page and "第2号" in page
    assert office.get(reverse("deputies:mandate-edit", args=(mandate.pk,))).status_code == 200
    assert office.post(reverse("deputies:mandate-edit", args=(mandate.pk,)), {}).status_code == 302
    assert mandate.events.count() == 1


def test_only_the_committees_office_moves_a_mandate(registry_cast, client):
    mandate = registry_cast.chen_deputy.mandates.get()
    for who, status in ((registry_cast.gao, 403), (registry_cast.chen, 403), (registry_cast.tang, 404)):
        client.force_login(who)
        assert step(client, mandate, "suspend", basis="detained").status_code == status
    assert client.get(reverse("deputies:mandate-do", args=(mandate.pk, "burn"))).status_code == 404
