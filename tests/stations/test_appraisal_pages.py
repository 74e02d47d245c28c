"""The pages of appraisal: a round made by hand, the self-report, the inspection, the rows behind the numbers."""

import datetime as dt
import re
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from offices.models import Setting
from pages.queues import drawn
from stations.appraising import FACTS, counted, lines_of, proposed
from stations.grades import Grade
from stations.honouring import grant
from stations.models import AppraisalEvidence, AppraisalItem, AppraisalRound, Honour, RosterEntry
from stations.worklist_appraisals import appraisal_queues
from tests.stations.appraising import Taker, a_round, rate_self, running


@pytest.fixture
def draft(cast, today):
    return a_round(cast, today)


@pytest.fixture
def row(cast, draft):
    return running(cast, draft)


@pytest.fixture
def take(cast, row) -> Taker:
    return Taker(cast, row)


def text_of(client, user, url: str) -> str:
    client.force_login(user)
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def days_held(cast, today: dt.date) -> None:
    """Two days held, one called off, one that nobody came to open; chen came once of two times."""
    for back, state, came in (
        (30, "closed", True),
        (20, "closed", False),
        (15, "cancelled", None),
        (10, "published", None),
    ):
        day = cast.reception(
            on=today - dt.timedelta(days=back), state=state, published_on=today - dt.timedelta(days=back + 3)
        )
        RosterEntry.objects.filter(reception=day).update(attended=came)


def test_counts_are_their_rows_and_open_them(cast, row, today, client):
    days_held(cast, today)
    cast.opinion(cast.visit(cast.reception(on=today - dt.timedelta(days=9))), confidential=True,
                 opened_on=today - dt.timedelta(days=9))  # fmt: skip
    heard = cast.opinion(opened_on=today - dt.timedelta(days=8), state="closed")
    heard.matters.update(told_on=today, verdict="satisfied")
    wanted = {"receptions": (2, 4), "attendance": (1, 2), "noticed": (2, 2), "answered": (1, 1), "told": (1, 1),
              "satisfied": (1, 1), "in_time": (0, 0), "activities": (0, 12)}  # fmt: skip
    assert {code: counted(row, code) for code in FACTS} == wanted
    for code, (got, out_of) in wanted.items():
        url = reverse("stations:fact_rows", args=(row.pk, code))
        if code == "activities":
            continue
        for query, number in (("", out_of), ("?good=yes", got), ("?good=no", out_of - got)):
            page = text_of(client, cast.zhou, url + query)
            assert len(re.findall(r"<tr(?: data-[^>]*)?>\s*<td", page)) == number, (code, query)
    page = text_of(client, cast.lin, row.get_absolute_url())
    assert f'<a href="{reverse("stations:fact_rows", args=(row.pk, "receptions"))}">2/4</a>' in page


def test_nothing_planned_is_nothing_done_and_nothing_heard_is_left_out(cast, row, take, today):
    lines = {line.item.fact: line for line in lines_of(row, live=True) if line.item.fact}
    assert (
        lines["receptions"].proposed == 0
        and lines["satisfied"].proposed is None
        and not lines["satisfied"].basis
    )
    days_held(cast, today)
    again = {line.item.fact: line for line in lines_of(row, live=True) if line.item.fact}
    assert again["attendance"].proposed == Decimal("7.5"), (
        "half of them came, 80 of a hundred give all 12 points"
    )
    assert again["receptions"].proposed == 8 and again["noticed"].proposed == 6


def test_thresholds_are_the_areas_own(cast):
    assert proposed(Decimal("95"), cast.street) == (Grade.EXCELLENT, 5)
    assert proposed(Decimal("90"), cast.street) == (Grade.EXCELLENT, 4)
    assert proposed(Decimal("89.9"), cast.street) == (Grade.PASS, 3)
    assert proposed(Decimal("69.9"), cast.street) == (Grade.RECTIFY, 0)
    assert proposed(Decimal("49.9"), cast.street) == (Grade.REVOKE, 0)
    for key, value in (("appraisal_excellent", "85"), ("star_four", "85"), ("appraisal_revoke", "0")):
        base = Setting.objects.get(key=key)
        Setting.objects.create(area=cast.east, key=key, value=value, unit=base.unit, source="东湖区办法",
                               valid_from=dt.date(2026, 1, 1))  # fmt: skip
    assert proposed(Decimal("86"), cast.street) == (Grade.EXCELLENT, 4)
    assert proposed(Decimal("10"), cast.street) == (Grade.RECTIFY, 0)
    assert proposed(Decimal("86"), cast.other_street) == (Grade.PASS, 3)


def test_the_wanted_share_of_deputies_is_the_areas_setting(cast, today):
    Setting.objects.create(area=cast.city, key="participation_target", value="75", unit="percent", source="本市",
                           valid_from=dt.date(2026, 1, 1))  # fmt: skip
    assert a_round(cast, today).items.get(fact="attendance").target == 75


def test_a_round_is_made_on_one_page_and_its_items_add_up(cast, client, today):
    client.force_login(cast.zhou)
    url = reverse("stations:round_new")
    data = {"year": today.year, "name": "云川市考评", "starts_on": f"{today.year}-01-01", "ends_on": f"{today.year}-12-31",
            "report_by": f"{today.year}-12-01", "tiers": [cast.qinghe.tier_id]}  # fmt: skip
    assert (
        "应晚于起始日期" in client.post(url, data | {"ends_on": f"{today.year - 1}-01-01"}).content.decode()
    )
    assert client.post(url, data).status_code == 302
    assert "年的考评已经建立" in client.post(url, data).content.decode()
    row = AppraisalRound.objects.get()
    assert row.items.count() == 13 and client.get(row.get_absolute_url()).status_code == 200
    items = reverse("stations:round_items", args=(row.pk,))
    page = client.get(items)
    first = row.items.first()
    typed = formset(row)
    wrong = client.post(items, typed | {"items-0-points": "20"}).content.decode()
    assert "分值合计应为100分，现为105分" in wrong
    client.post(items, typed | {"items-0-title": "阵地建设"})
    first.refresh_from_db()
    assert first.title == "阵地建设" and page.status_code == 200


def formset(row: AppraisalRound) -> dict[str, object]:
    items = list(row.items.all())
    data: dict[str, object] = {"items-TOTAL_FORMS": len(items), "items-INITIAL_FORMS": len(items)}
    for number, item in enumerate(items):
        for name in ("id", "order", "part", "title", "detail", "points", "fact", "target"):
            data[f"items-{number}-{name}"] = getattr(item, name)
    return data


def test_groups_are_named_people_and_the_stations_are_shared_out(cast, client, draft):
    client.force_login(cast.zhou)
    url = reverse("stations:group_new", args=(draft.pk,))
    assert "请选择成员" in client.post(url, {"name": "第二组"}).content.decode()
    assert "已有同名" in client.post(url, {"name": "第一组", "members": [cast.zhou.pk]}).content.decode()
    outsider = client.post(url, {"name": "第二组", "members": [cast.tang.pk]})
    assert outsider.status_code == 200, "people of another office do not inspect"
    client.post(url, {"name": "第二组", "members": [cast.zhou.pk]})
    client.post(f"{draft.get_absolute_url()}do/open/", {"action": "open"})
    client.post(reverse("stations:share_stations", args=(draft.pk,)))
    assert sorted(draft.appraisals.values_list("group__name", flat=True)) == ["第一组", "第二组"]
    client.post(reverse("stations:group_drop", args=(draft.groups.last().pk,)))
    assert draft.appraisals.filter(group=None).count() == 1


def test_the_station_reports_itself_item_by_item_with_its_proof(cast, client, row):
    item = AppraisalItem.objects.get(round=row.round, title="制度健全并落实")
    url = reverse("stations:self_report", args=(row.pk,))
    client.force_login(cast.lin)
    wrong = client.post(url, {f"points_{item.pk}": "6", f"note_{item.pk}": "都已上墙"}).content.decode()
    assert "不能超过5分" in wrong and "都已上墙" in wrong
    client.post(url, {f"points_{item.pk}": "4.5", f"note_{item.pk}": "都已上墙"})
    score = row.scores.get(item=item)
    assert score.self_points == Decimal("4.5") and score.self_note == "都已上墙"
    proof = reverse("stations:evidence_new", args=(row.pk, item.pk))
    client.post(proof, {"file": SimpleUploadedFile("制度.pdf", b"%PDF-1.4\n")})
    file = AppraisalEvidence.objects.get()
    page = client.get(row.get_absolute_url()).content.decode()
    assert "制度.pdf" in page and "都已上墙" in page and "还没有自评" in page
    for who, code in (("zhou", 200), ("fang", 404), ("tang", 404), ("chen", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(reverse("stations:evidence", args=(file.pk,))).status_code == code, who
    client.force_login(cast.lin)
    client.post(reverse("stations:evidence_drop", args=(file.pk,)))
    assert not AppraisalEvidence.objects.exists()


def test_inspectors_say_why_they_depart_from_what_was_counted(cast, client, row, take, today):
    days_held(cast, today)
    rate_self(row)
    take("report", "lin")
    item = row.round.items.get(fact="receptions")
    url = reverse("stations:inspection", args=(row.pk,))
    client.force_login(cast.zhou)
    wrong = client.post(url, {f"points_{item.pk}": "9"}).content.decode()
    assert "与系统计分（8分）不同，请写明“接待日按计划举行”的理由" in wrong
    client.post(url, {f"points_{item.pk}": "9", f"note_{item.pk}": "一次因台风取消"})
    client.post(f"{row.get_absolute_url()}do/inspect/", {"action": "inspect", "words": "属实"})
    row.refresh_from_db()
    score = row.scores.get(item=item)
    assert (score.got, score.out_of, score.points) == (2, 3, Decimal("9.0")) and row.total is not None
    sheet = text_of(client, cast.lin, reverse("stations:result_sheet", args=(row.pk,)))
    assert "一次因台风取消" in sheet and "2／3" in sheet
    assert client.get(url).status_code == 403
    client.force_login(cast.zhou)
    assert client.get(url).status_code == 302


def test_the_result_asks_for_what_it_needs_beside_its_field(cast, client, row, take):
    take.inspected("0.3")
    client.force_login(cast.zhou)
    url = f"{row.get_absolute_url()}do/decide/"
    page = client.get(url).content.decode()
    assert re.search(r'value="revoke"[^>]*checked', page), "what the thresholds give is filled in"
    answer = client.post(url, {"action": "decide", "grade": "revoke", "stars": "0", "note": "常年不接待"})
    assert "勾选确认" in answer.content.decode() and "常年不接待" in answer.content.decode()
    client.post(
        url, {"action": "decide", "grade": "revoke", "stars": "0", "note": "常年不接待", "sure": "on"}
    )
    row.refresh_from_db()
    assert row.state == "announced"


def test_cards_show_each_what_waits_for_him(cast, row, take):
    def cards(who: str) -> set[str]:
        user = getattr(cast, who)
        user = type(user).objects.get(pk=user.pk)
        return {card.key for card in drawn(appraisal_queues(user))}

    assert cards("lin") == {"stations-report"} and cards("zhou") == set()
    rate_self(row)
    take("report", "lin")
    assert cards("lin") == set() and cards("zhou") == {"stations-inspect"}
    take("inspect", "zhou", words="属实")
    assert cards("zhou") == {"stations-decide"} and cards("tang") == set()
    take("decide", "zhou", grade="rectify", stars=0, note="按规定")
    take("object", "lin", note="有误")
    assert cards("zhou") == {"stations-objected"} and cards("chen") == set()


def test_results_and_honours_are_listed_exported_and_shown_to_the_public(cast, client, row, take):
    take.accepted("0.96", "excellent", 5)
    take("confirm", "zhou")
    listed = text_of(client, cast.zhou, "/building/results/?grade=excellent")
    assert "清河街道人大代表联络站" in listed and "望江街道" not in listed
    assert client.get("/building/results/?export=xlsx").status_code == 200
    assert "五星级联络站" in text_of(client, cast.lin, "/building/honours/?now=yes")
    assert "五星级联络站" not in text_of(client, cast.fang, "/building/honours/")
    client.logout()
    for url in ("/p/honours/", f"/p/stations/{cast.qinghe.code}/"):
        assert "五星级联络站" in client.get(url).content.decode()
    plates = [(cast.qinghe, "SFD2026-002"), (cast.wangjiang, "SFD2026-001")]
    for station, number in plates:
        grant(station, "plate", "示范点", number=number)
    page = client.get("/p/honours/?by=number").content.decode()
    assert page.index("SFD2026-001") < page.index("SFD2026-002") and "五星级联络站" not in page
    found = client.get("/p/honours/?q=sfd2026-001").content.decode()
    assert "望江街道" in found and "SFD2026-002" not in found
    assert "没有找到符合的" in client.get("/p/honours/?q=无此号").content.decode()
    assert "SFD2026-002" not in text_of(client, cast.zhou, "/building/honours/?number=-001")
    client.logout()
    take("reopen", "zhou", note="有误")
    assert "五星级联络站" not in client.get("/p/honours/?area=").content.decode()
    assert Honour.objects.filter(kind="stars").count() == 1


def test_the_lists_ask_as_often_whatever_the_rows(cast, client, row, take, django_assert_max_num_queries):
    client.force_login(cast.zhou)
    for url in ("/building/results/", "/building/rounds/", "/building/honours/"):
        client.get(url)
        with django_assert_max_num_queries(16):
            client.get(url)
