"""The lists of the registry: filters, order, columns, one number of queries."""

from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from deputies.choices import Level, MandateState
from deputies.models import Delegation, Deputy, Group, GroupMember, Mandate, Term
from deputies.views.lists import DeputyList
from pages.search import fill_grams
from tests.deputies.sheets import registry


@pytest.fixture
def office(registry_cast, client):
    client.force_login(registry_cast.zhou)
    return client


def names(client, query: str = "", name: str = "deputies") -> list[str]:
    page = client.get(f"{reverse(f'deputies:{name}')}?{query}").context["page"]
    return [str(row) for row in page.rows]


def test_deputies_are_sorted_by_how_their_names_sound(registry_cast, office):
    for number, name in enumerate(["单小芳", "安琪", "曾国", "欧阳锋"]):
        Deputy.objects.create(name=name, code=f"X{number}", area=registry_cast.street)
    assert names(office) == ["安琪", "陈建国", "欧阳锋", "钱涛", "单小芳", "曾国", "赵敏"]


def test_filters_of_a_mandate_mean_one_and_the_same_mandate(registry_cast, office):
    Mandate.objects.create(
        deputy=registry_cast.chen_deputy, term=registry_cast.east_term, level=Level.COUNTY, certificate="C1",
        starts_on=date(2022, 1, 5), state=MandateState.SUSPENDED,
    )  # fmt: skip
    assert names(office, "level=county&state=active") == ["钱涛"]
    assert names(office, "level=county&state=suspended") == ["陈建国"]
    assert names(office, f"term={registry_cast.term.pk}") == ["陈建国", "赵敏"]


def test_deputies_are_found_by_place_party_group_and_words(registry_cast, office):
    chen = registry_cast.chen_deputy
    chen.party, chen.employer, chen.gender = "中国民主同盟盟员", "清河小学校长", "male"
    chen.save()
    group = Group.objects.create(area=registry_cast.east, name="清河小组")
    GroupMember.objects.create(group=group, deputy=chen, starts_on=date(2024, 1, 1))
    delegation = Delegation.objects.create(term=registry_cast.term, name="东湖团")
    chen.mandates.update(delegation=delegation)
    for query in ("party=民盟", f"group={group.pk}", f"delegation={delegation.pk}", "gender=male", "q=清河小学",
                  "q=DB00001", "q=陈建", "grouped=1"):  # fmt: skip
        assert names(office, query) == ["陈建国"], query
    assert names(office, "grouped=0") == ["钱涛", "赵敏"]
    assert names(office, f"area={registry_cast.west.pk}") == ["钱涛"]


def test_each_sees_his_own_part_of_the_registry(registry_cast, client):
    for who, seen in ((registry_cast.zhou, 3), (registry_cast.tang, 1), (registry_cast.gao, 3), (registry_cast.lin, 2),
                      (registry_cast.chen, 1), (registry_cast.sun, 0), (registry_cast.luo, 0)):  # fmt: skip
        client.force_login(who)
        response = client.get(reverse("deputies:deputies"))
        assert response.status_code in (200, 403), who
        if response.status_code == 200:
            assert len(response.context["page"].rows) == seen, who


def test_the_lists_read_the_same_number_of_times_whatever_the_rows(registry_cast, office, bring_in):
    lists = ("deputies", "terms", "delegations", "groups", "imports")

    def count(name: str) -> int:
        office.get(reverse(f"deputies:{name}"))
        with CaptureQueriesContext(connection) as captured:
            office.get(reverse(f"deputies:{name}"))
        return len(captured)

    bring_in(registry(1))
    before = {name: count(name) for name in lists}
    bring_in(registry(30))
    Term.objects.create(area=registry_cast.city, level=Level.NATION, number=14, starts_on=date(2023, 3, 5))
    assert {name: count(name) for name in lists} == before


def test_pages_of_a_row_read_the_same_number_of_times(registry_cast, office, bring_in):
    bring_in(registry(1))
    group, deputy = Group.objects.get(), registry_cast.chen_deputy

    def count(url: str) -> int:
        office.get(url)
        with CaptureQueriesContext(connection) as captured:
            office.get(url)
        return len(captured)

    term = reverse("deputies:term", args=(registry_cast.east_term.pk,))
    before = count(group.get_absolute_url()), count(deputy.get_absolute_url()), count(term)
    bring_in(registry(40, 组内职务="组员"))
    for name in ("甲组", "乙组"):
        other = Group.objects.create(area=registry_cast.east, name=name)
        GroupMember.objects.create(group=other, deputy=deputy, starts_on=date(2024, 1, 1))
    assert (count(group.get_absolute_url()), count(deputy.get_absolute_url()), count(term)) == before


def test_groups_stand_in_the_order_of_their_numbers(registry_cast, office, bring_in):
    bring_in(registry(40))
    assert names(office, name="groups")[:3] == ["第1代表小组", "第2代表小组", "第3代表小组"]


def test_the_file_is_the_list_with_its_columns(registry_cast, office, bring_in):
    bring_in(registry(3))
    response = office.get(reverse("deputies:deputies") + "?export=xlsx&level=county&sort=-sort_key")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content)))["数据"]
    labels = [cell.value for cell in sheet[1]]
    rows = [
        dict(zip(labels, [cell.value for cell in row], strict=True)) for row in sheet.iter_rows(min_row=2)
    ]
    assert len(rows) == 4 and rows[0]["层级"] == "县级" and "****" in rows[0]["联系电话"]


def test_the_searchable_selects_offer_what_is_in_reach(registry_cast, office, client):
    def offered(name: str, q: str = "") -> list[str]:
        return [one["label"] for one in office.get(reverse(f"deputies:{name}"), {"q": q}).json()["results"]]

    assert offered("options", "chenjian") == offered("options", "陈建") == ["陈建国（DB00001，清河街道）"]
    assert offered("options", "陈") == ["陈建国（DB00001，清河街道）"]
    assert any("云川市第十七届" in label for label in offered("term-options", "云川"))
    assert offered("area-options", "清河") == ["清河街道（990101001）"]
    client.force_login(registry_cast.tang)
    assert offered("options", "陈建") == [] and offered("area-options", "清河") == []


def walk(client, query: str) -> tuple[list[str], str]:
    """The rows of all pages, and how many the first one says there are."""
    response = client.get(f"{reverse('deputies:deputies')}?{query}")
    count, found = response.context["count"], []
    while True:
        page = response.context["page"]
        found += [row.code for row in page.rows]
        if page.after is None:
            return found, count
        response = client.get(f"{reverse('deputies:deputies')}?{query}&after={page.after}")


@pytest.mark.parametrize("sort", ["sort_key", "-code"])
def test_a_common_word_finds_the_rows_that_a_rare_one_would(registry_cast, office, monkeypatch, sort):
    rows = [
        Deputy(name=f"张{n % 7}", code=f"P{n:03}", area=registry_cast.street, employer="停车场")
        for n in range(120)
    ]
    fill_grams(rows)
    Deputy.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("analyze deputies_deputy")
    monkeypatch.setattr(DeputyList, "page_size", 25)
    query = f"q=停车&sort={sort}"
    few, count = walk(office, query)
    assert count == "120" and sorted(few) == [row.code for row in rows]
    monkeypatch.setattr(DeputyList, "count_cap", 60)
    assert walk(office, query) == (few, "60+")
    response = office.get(f"{reverse('deputies:deputies')}?{query}&export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content)))["数据"]
    assert sheet.max_row == 121
    assert walk(office, "q=没有的字") == ([], "0")
