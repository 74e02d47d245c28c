"""Eighty stations named at once, shared among three groups, scored by page and by sheet, forty given a plate."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from journal.models import Entry
from stations.models import Honour, Station
from stations.models.plates import PlateGroup, PlateRound
from stations.plate_lifecycle import PLATES
from workflow.lifecycle import begin, perform


@pytest.fixture
def plates(cast, today) -> PlateRound:
    """Forty plates for at most eighty candidates; three groups, the third zhou's and tang's."""
    row = PlateRound.objects.create(
        area=cast.city, name="本年示范点评选", plate="示范人大代表联络站", year=today.year, most=80, cut=40
    )
    begin(PLATES, row, cast.zhou)
    for name, people in (
        ("第一组", [cast.zhou]),
        ("第二组", [cast.zhou]),
        ("第三组", [cast.zhou, cast.tang]),
    ):
        PlateGroup.objects.create(round=row, name=name).members.set(people)
    return row


def stations(cast, number: int) -> list[Station]:
    facts = {"area": cast.qinghe.area, "tier": cast.qinghe.tier, "kind": cast.qinghe.kind}
    made = [facts | {"name": f"第{n}站", "code": f"SF{n:03}"} for n in range(1, number + 1)]
    return [Station.objects.add_child(cast.qinghe, one) for one in made]


@pytest.fixture
def named(cast, client, plates) -> PlateRound:
    """Eighty named in one go."""
    client.force_login(cast.zhou)
    keys = [one.pk for one in stations(cast, 80)]
    client.post(reverse("stations:candidates_new", args=(plates.pk,)), {"pick": keys, "reason": "接待规范"})
    assert plates.candidates.count() == 80
    return plates


def sheet(*rows: tuple) -> SimpleUploadedFile:
    book, file = Workbook(), BytesIO()
    for row in (("站点编号", "联络站", "得分", "验收意见"), *rows):
        book.active.append(row)
    book.save(file)
    return SimpleUploadedFile("评分表.xlsx", file.getvalue())


def test_from_eighty_to_forty_plates_and_the_public_list(cast, client, named, today):
    perform(PLATES, named.pk, "begin", cast.zhou)
    assert sorted(group.candidates.count() for group in named.groups.all()) == [26, 27, 27]
    url = reverse("stations:candidate_scores", args=(named.pk,))
    for group in named.groups.all():
        rows = list(group.candidates.select_related("station"))
        data = {f"score_{one.pk}": f"{100 - int(one.station.code[2:])}.5" for one in rows}
        assert client.post(f"{url}?group={group.pk}", data).status_code == 302
    perform(PLATES, named.pk, "rank", cast.zhou)
    perform(PLATES, named.pk, "award", cast.zhou, awarded_on=today, letters="云人代示")
    held = Honour.objects.filter(kind="plate", ended_on=None)
    assert held.count() == 40 and held.get(number=f"云人代示{today.year}-001").station.code == "SF001"
    client.logout()
    page = client.get("/p/honours/").content.decode()
    assert "第40站" in page and "第41站" not in page
    assert Entry.objects.filter(verb="示范点评分").count() == 80


def test_naming_many_is_all_or_none_and_keeps_what_was_ticked(cast, client, plates):
    client.force_login(cast.zhou)
    url = reverse("stations:candidates_new", args=(plates.pk,))
    made = stations(cast, 3)
    page = client.post(url, {"pick": [made[0].pk], "reason": " "}).content.decode()
    assert "请填写推荐理由" in page and f'value="{made[0].pk}" checked' in page
    assert "请勾选站点" in client.post(url, {"reason": "规范"}).content.decode()
    PlateRound.objects.update(most=2, cut=1)
    said = client.post(url, {"pick": [one.pk for one in made], "reason": "规范"}).content.decode()
    assert "还可以提名2个，选了3个" in said and not plates.candidates.exists()
    client.post(url, {"pick": [one.pk for one in made[:2]], "reason": "规范"})
    page = client.get(url).content.decode()
    assert "第3站" in page and "第1站" not in page, "who stands is not offered again"
    perform(PLATES, plates.pk, "begin", cast.zhou)
    client.post(url, {"pick": [made[2].pk], "reason": "规范"})
    assert plates.candidates.count() == 2, "nominating is over"
    assert "提名已经结束" in client.get(url, follow=True).content.decode()


def test_an_office_below_names_its_own_and_others_do_not_name(cast, client, plates):
    url = reverse("stations:candidates_new", args=(plates.pk,))
    client.force_login(cast.tang)
    assert "清河街道人大代表联络站" not in client.get(url).content.decode()
    client.post(url, {"pick": [cast.qinghe.pk, cast.wangjiang.pk], "reason": "规范"})
    assert [one.station for one in plates.candidates.all()] == [cast.wangjiang]
    for who, code in (("lin", 403), ("gao", 403), ("chen", 403), ("sun", 403)):
        client.force_login(getattr(cast, who))
        assert client.get(url).status_code == code, who


def test_the_stations_offered_are_filtered_by_area_tier_and_result(cast, client, plates):
    client.force_login(cast.zhou)
    url = reverse("stations:candidates_new", args=(plates.pk,))
    page = client.get(f"{url}?area={cast.west.pk}").content.decode()
    assert "望江街道人大代表联络站" in page and "清河街道人大代表联络站" not in page
    assert "没有可以提名的站点" in client.get(f"{url}?total=90").content.decode()


def test_a_page_of_scores_is_judged_line_by_line(cast, client, named):
    perform(PLATES, named.pk, "begin", cast.zhou)
    url = reverse("stations:candidate_scores", args=(named.pk,))
    first, second = named.candidates.order_by("station__code")[:2]
    page = client.post(url, {f"score_{first.pk}": "101", f"words_{second.pk}": "好"}).content.decode()
    assert "填了意见的，请填写得分" in page and 'value="101"' in page
    client.post(url, {f"score_{first.pk}": "90", f"words_{first.pk}": "齐全"})
    assert "已评过分，不能清空" in client.post(url, {}).content.decode()
    first.refresh_from_db()
    assert (first.score, first.words, first.scored_by) == (90, "齐全", cast.zhou)


def test_a_member_scores_his_groups_stations_and_nobody_else(cast, client, named):
    perform(PLATES, named.pk, "begin", cast.zhou)
    url = reverse("stations:candidate_scores", args=(named.pk,))
    client.force_login(cast.tang)
    theirs = named.candidates.filter(group__name="第一组").first()
    client.post(url, {f"score_{theirs.pk}": "10"})
    theirs.refresh_from_db()
    assert theirs.score is None
    for who, code in (("lin", 403), ("gao", 403), ("chen", 403), ("sun", 403)):
        client.force_login(getattr(cast, who))
        for address in (url, reverse("stations:score_sheet", args=(named.pk,))):
            assert client.get(address).status_code == code, who


def test_a_sheet_fills_the_page_and_tells_its_faults_by_row_and_column(cast, client, named):
    perform(PLATES, named.pk, "begin", cast.zhou)
    url = reverse("stations:candidate_scores", args=(named.pk,))
    answer = client.get(reverse("stations:score_sheet", args=(named.pk,)))
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    heads = [[cell.value for cell in sheet[1]][:2] for sheet in book.worksheets]
    assert ["站点编号", "联络站"] in heads
    assert Entry.objects.filter(verb="下载示范点评分表").count() == 1
    page = client.post(url, {"file": sheet(("SF001", "第1站", 95.5, "齐全"), ("SF002", "第2站", "很好", ""),
                                           ("XX", "别处", 101, ""))}).content.decode()  # fmt: skip
    assert 'value="95.5"' in page and "齐全" in page and "表中1行已填入本页" in page
    assert "第3行 得分：“很好”不是0至100之间" in page and "第4行 站点编号：不是由您评分" in page
    assert "第4行 得分：“101”不是" in page
    assert not named.candidates.exclude(score=None).exists(), "nothing is saved before the button"
    bad = client.post(url, {"file": SimpleUploadedFile("a.xlsx", b"x")})
    assert bad.status_code == 200 and "notice-danger" in bad.content.decode()
