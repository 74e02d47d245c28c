"""Groups' themes: found among the opinions, handed over, worked on, made a suggestion of, and told to the voters."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from openpyxl import load_workbook

from deputies.models import Group, GroupMember
from notices.models import Notice
from stations.models import Opinion, Theme
from stations.theme_lifecycle import THEME
from stations.themes import clusters, propose
from suggestions.models import Suggestion
from workflow.lifecycle import perform
from workflow.transitions import OutOfStep, Refused

LIFT = "老旧小区没有电梯，老人上下楼很困难，希望推进加装电梯"


@pytest.fixture
def group(cast) -> Group:
    row = Group.objects.create(area=cast.street, name="清河第一小组")
    cast.qinghe.groups.add(row)
    for deputy in (cast.chen_deputy, cast.zhao_deputy):
        GroupMember.objects.create(group=row, deputy=deputy, starts_on=timezone.localdate())
    return row


@pytest.fixture
def heard(cast, log) -> list[Opinion]:
    """Three alike, and one of something else."""
    rows = [
        log(f"{LIFT}，{who}也这样说", name=name)
        for who, name in (("邻居", "刘一"), ("楼长", "刘二"), ("老人", "刘三"))
    ]
    log("人民路的公交车太少，上班迟到")
    return rows


@pytest.fixture
def theme(cast, group, heard) -> Theme:
    told = {"title": "老旧小区加装电梯难", "reason": "三位群众反映。", "category": cast.traffic}
    return propose(cast.lin, group, heard, **told)


def test_what_several_voters_say_alike_is_found_without_secrets_and_other_places(cast, heard, log, today):
    log(f"{LIFT}，请保密", secret=True)
    found = clusters(cast.lin, cast.traffic, today)
    assert [sorted(one.keys) for one in found] == [sorted(row.pk for row in heard)]
    assert clusters(cast.fang, cast.traffic, today) == []


def test_a_clerk_goes_from_the_list_to_a_theme_in_the_groups_hands(client, cast, group, heard):
    client.force_login(cast.lin)
    assert "提出议题" in client.get("/opinions/themes/").content.decode()
    page = client.get(f"/opinions/themes/find/?category={cast.traffic.pk}&months=3").content.decode()
    assert "3件相近意见" in page and "以此提出议题" in page
    url = "/opinions/themes/new/?" + "&".join(f"opinion={row.pk}" for row in heard)
    assert client.get(url).content.decode().count("checked") == 3
    told = {"title": "加装电梯难", "reason": "", "group": group.pk, "opinions": [row.pk for row in heard]}
    page = client.post(url, told).content.decode()
    assert "请填写提出理由" in page and "加装电梯难" in page
    client.post(url, told | {"reason": "多人反映"})
    assert Theme.objects.get().links.count() == 3
    assert set(Notice.objects.filter(kind="theme.create").values_list("recipient__username", flat=True)) == {
        "chen",
        "zhao",
    }


def test_opinions_out_of_sight_cannot_be_put_under_a_theme(client, cast, group, heard):
    client.force_login(cast.fang)
    url = f"/opinions/themes/new/?opinion={heard[0].pk}"
    client.post(url, {"title": "x", "reason": "x", "group": group.pk, "opinions": [heard[0].pk]})
    assert not Theme.objects.exists()


@pytest.mark.parametrize(("before", "action", "data", "right", "wrong"), [
    ((), "take_up", {}, "chen", ("qian", "fang", "sun")),
    ((), "decline", {"note": "不属本组"}, "zhao", ("lin", "qian", "zhou")),
    ((), "withdraw", {"note": "另行处理"}, "lin", ("chen", "fang")),
    (("take_up",), "record", {"note": "走访12户"}, "zhao", ("qian", "fang")),
    (("take_up",), "finish", {"done": "走访座谈", "outcome": "形成建议"}, "chen", ("qian", "gao")),
])  # fmt: skip
def test_who_takes_which_step(cast, theme, before, action, data, right, wrong):
    for step in before:
        perform(THEME, theme.pk, step, cast.chen)
    for who in wrong:
        with pytest.raises(PermissionDenied):
            perform(THEME, theme.pk, action, getattr(cast, who), **data)
    perform(THEME, theme.pk, action, getattr(cast, right), **data)
    if action != "record":
        with pytest.raises(OutOfStep):
            perform(THEME, theme.pk, action, getattr(cast, right), **data)


def test_a_theme_that_was_declined_goes_to_another_group(cast, theme):
    other = Group.objects.create(area=cast.street, name="第二小组")
    with pytest.raises(Refused, match="写明理由"):
        perform(THEME, theme.pk, "decline", cast.chen)
    perform(THEME, theme.pk, "decline", cast.chen, note="不属本组")
    assert perform(THEME, theme.pk, "again", cast.lin, group=other).group == other
    assert not Theme.objects.visible_to(cast.chen).exists()


def test_the_groups_deputies_read_the_words_and_no_voter(client, cast, theme):
    client.force_login(cast.zhao)
    assert "请小组研究的议题" in client.get("/").content.decode()
    page = client.get(theme.get_absolute_url()).content.decode()
    assert LIFT in page and "刘一" not in page
    for who in (cast.qian, cast.fang, cast.tang):
        client.force_login(who)
        assert client.get(theme.get_absolute_url()).status_code == 404


def test_a_member_makes_one_suggestion_of_it_with_lineage_to_every_open_opinion(client, cast, theme, heard):
    client.force_login(cast.zhao)
    url = f"/suggestions/from-theme/{theme.pk}/"
    assert "当前状态" in client.post(url, follow=True).content.decode() and not Suggestion.objects.exists()
    perform(THEME, theme.pk, "take_up", cast.chen)
    assert "还没有处理的3件群众意见" in client.get(url).content.decode()
    client.post(url)
    row = Suggestion.objects.get()
    assert row.deputy == cast.zhao_deputy and row.title == theme.title and row.lineage.count() == 3
    assert set(Opinion.objects.filter(pk__in=[one.pk for one in heard]).values_list("state", "deputy")) == {
        ("suggested", cast.zhao_deputy.pk)
    }
    assert theme.events.filter(action="draft", note__contains="来源意见3件").exists()
    assert "另行处理" in client.post(url, follow=True).content.decode() and Suggestion.objects.count() == 1


def test_a_stranger_to_the_group_cannot_draft_of_it(client, cast, theme):
    perform(THEME, theme.pk, "take_up", cast.chen)
    for who, code in ((cast.qian, 404), (cast.lin, 403), (cast.gao, 403)):
        client.force_login(who)
        assert client.post(f"/suggestions/from-theme/{theme.pk}/").status_code == code


def test_the_list_costs_the_same_for_one_row_and_three(
    client, cast, group, heard, theme, django_assert_max_num_queries
):
    client.force_login(cast.zhou)
    client.get("/opinions/themes/")
    for number in range(2):
        propose(cast.lin, group, heard[:1], title=f"议题{number}", reason="x", category=cast.traffic)
    with django_assert_max_num_queries(14):
        assert "议题1" in client.get("/opinions/themes/?group=" + str(group.pk)).content.decode()


def test_the_list_leaves_as_a_sheet_with_the_rows_in_sight_and_what_came_of_them(client, cast, theme):
    perform(THEME, theme.pk, "take_up", cast.chen)
    perform(THEME, theme.pk, "finish", cast.chen, done="走访12户", outcome="推动补助办法出台")
    for who, seen in ((cast.zhou, True), (cast.tang, False)):
        client.force_login(who)
        sheet = client.get("/opinions/themes/?export=xlsx")
        book = load_workbook(BytesIO(b"".join(sheet.streaming_content)))
        words = {str(cell) for tab in book for row in tab.iter_rows(values_only=True) for cell in row if cell}
        assert (theme.title in words) == seen and ("推动补助办法出台" in words) == seen
