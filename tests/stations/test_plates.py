"""The selection of model stations: candidates, groups, scores, the cut, plates, and the way back."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import load_workbook

from stations.grades import PlateState
from stations.models import Honour
from stations.models.plates import PlateGroup, PlateRound
from stations.plate_lifecycle import PLATES
from stations.plates import give_score, name_candidate, withdraw_candidate
from workflow.lifecycle import begin, perform
from workflow.transitions import OutOfStep, Refused

S = PlateState


@pytest.fixture
def plates(cast, today) -> PlateRound:
    """One plate for at most two candidates; one group, zhou."""
    row = PlateRound.objects.create(
        area=cast.city, name="本年示范点评选", plate="示范人大代表联络站", year=today.year, most=2, cut=1
    )
    begin(PLATES, row, cast.zhou)
    PlateGroup.objects.create(round=row, name="第一组").members.add(cast.zhou)
    return row


@pytest.fixture
def both(cast, plates) -> list:
    """Both stations stand."""
    return [name_candidate(cast.zhou, plates.pk, one, "接待规范") for one in (cast.qinghe, cast.wangjiang)]


@pytest.fixture
def do(cast, plates):
    return lambda action, who="zhou", **data: perform(PLATES, plates.pk, action, getattr(cast, who), **data)


def score(cast, both, *scores: str) -> None:
    for one, number in zip(both, scores, strict=True):
        one.refresh_from_db()
        give_score(cast.zhou, one, Decimal(number), "现场查看")


def award(do, today):
    return do("award", awarded_on=today, letters="云人代示")


def test_from_candidates_to_a_numbered_plate(cast, plates, both, do, today):
    do("begin")
    assert {one.group.name for one in plates.candidates.all()} == {"第一组"}
    with pytest.raises(OutOfStep, match="还有2个参选站点没有评分"):
        do("rank")
    score(cast, both, "88.5", "91")
    do("rank")
    assert award(do, today).state == S.AWARDED
    plate = Honour.objects.get()
    assert (plate.station, plate.number, plate.name) == (
        cast.wangjiang, f"云人代示{today.year}-001", "示范人大代表联络站",
    )  # fmt: skip
    assert [one.place for one in plates.candidates.order_by("place")] == [1, 2]


def test_who_may_stand_is_checked_one_by_one(cast, plates, both, today):
    with pytest.raises(Refused, match="已经提名"):
        name_candidate(cast.zhou, plates.pk, cast.qinghe, "再提")
    withdraw_candidate(cast.zhou, both[0])
    Honour.objects.create(
        station=cast.qinghe, area=cast.street, kind="revoked", name="摘牌", granted_on=today
    )
    with pytest.raises(Refused, match="已被摘牌"):
        name_candidate(cast.zhou, plates.pk, cast.qinghe, "再提")
    PlateRound.objects.update(most=1)
    Honour.objects.all().delete()
    with pytest.raises(Refused, match="已满1个"):
        name_candidate(cast.zhou, plates.pk, cast.qinghe, "再提")


def test_nominating_ends_and_fewer_candidates_than_plates_do_not_begin(cast, plates, do):
    with pytest.raises(OutOfStep, match="少于授牌名额1个"):
        do("begin")
    one = name_candidate(cast.zhou, plates.pk, cast.qinghe, "接待规范")
    with pytest.raises(OutOfStep, match="现在不能评分"):
        give_score(cast.zhou, one, Decimal(90), "早了")
    do("begin")
    with pytest.raises(OutOfStep, match="提名已经结束"):
        name_candidate(cast.zhou, plates.pk, cast.wangjiang, "晚了")
    with pytest.raises(OutOfStep):
        withdraw_candidate(cast.zhou, one)


def test_a_tie_across_the_cut_is_settled_by_people(cast, plates, both, do, today):
    do("begin")
    score(cast, both, "90", "90")
    with pytest.raises(OutOfStep, match="清河街道人大代表联络站、望江街道人大代表联络站得分相同"):
        do("rank")
    with pytest.raises(Refused, match="应在1至2之间"):
        do("recut", places=3, note="增加")
    do("recut", places=2, note="两站同授")
    do("rank")
    award(do, today)
    assert Honour.objects.filter(kind="plate", ended_on=None).count() == 2


def test_a_former_plate_ends_and_a_recalled_one_ends_too(cast, plates, both, do, today):
    Honour.objects.create(station=cast.qinghe, area=cast.street, kind="plate", name="旧牌", granted_on=today)
    do("begin")
    score(cast, both, "95", "80")
    do("rank")
    award(do, today)
    assert [one.name for one in Honour.objects.filter(ended_on=None)] == ["示范人大代表联络站"]
    with pytest.raises(Refused, match="理由"):
        do("recall", note=" ")
    assert do("recall", note="名单有误").state == S.RANKED
    assert not Honour.objects.filter(ended_on=None).exists() and Honour.objects.count() == 2
    award(do, today)
    assert Honour.objects.filter(ended_on=None).count() == 1


def test_no_plate_for_who_lost_it_meanwhile_and_none_from_tomorrow(cast, plates, both, do, today):
    do("begin")
    score(cast, both, "95", "80")
    do("rank")
    with pytest.raises(Refused, match="不能晚于今天"):
        do("award", awarded_on=today.replace(year=today.year + 1), letters="云")
    Honour.objects.create(
        station=cast.qinghe, area=cast.street, kind="revoked", name="摘牌", granted_on=today
    )
    with pytest.raises(Refused, match="已被摘牌或撤销"):
        award(do, today)
    assert do("back", note="重新验收").state == S.SCORING


@pytest.mark.parametrize(
    ("before", "action", "data"),
    [
        ((), "begin", {}), ((), "cancel", {"note": "推迟"}), ((), "recut", {"places": 2, "note": "增加"}), (("begin",), "rank", {}),
        (("begin", "rank"), "back", {"note": "复核"}), (("begin", "rank"), "award", {"letters": "云"}),
        (("begin", "rank", "award"), "recall", {"note": "有误"}),
    ],
)  # fmt: skip
def test_each_arrow_is_the_offices_own_and_taken_once(cast, plates, both, do, today, before, action, data):
    for one in before:
        do(one, **({"awarded_on": today, "letters": "云"} if one == "award" else {}))
        if one == "begin":
            score(cast, both, "95", "80")
    if action == "award":
        data = data | {"awarded_on": today}
    for who in ("lin", "tang", "gao", "chen", "wu"):
        with pytest.raises(PermissionDenied):
            do(action, who, **data)
    do(action, **data)
    if action != "recut":
        with pytest.raises(OutOfStep):
            do(action, **data)


def test_a_lower_office_names_its_own_station_and_sees_only_that(cast, client, plates):
    url = reverse("stations:candidate_new", args=(plates.pk,))
    client.force_login(cast.tang)
    assert "请填写推荐理由" in client.post(url, {"station": cast.wangjiang.pk}).content.decode()
    stranger = client.post(url, {"station": cast.qinghe.pk, "reason": "好"})
    assert stranger.status_code == 200 and plates.candidates.count() == 0
    assert client.post(url, {"station": cast.wangjiang.pk, "reason": "群众评价好"}).status_code == 302
    name_candidate(cast.zhou, plates.pk, cast.qinghe, "接待规范")
    page = client.get(plates.get_absolute_url()).content.decode()
    assert "群众评价好" in page and "接待规范" not in page and "另有其他区域的参选站点1个" in page
    own = plates.candidates.get(station=cast.wangjiang)
    other = plates.candidates.get(station=cast.qinghe)
    for one, code in ((own, 302), (other, 404)):
        assert client.post(reverse("stations:candidate_drop", args=(one.pk,))).status_code == code
    for who, code in (("lin", 403), ("gao", 403), ("chen", 403)):
        client.force_login(getattr(cast, who))
        assert client.get(url).status_code == code, who


def test_the_office_makes_a_selection_scores_and_awards_by_its_pages(cast, client, today):
    client.force_login(cast.zhou)
    url = reverse("stations:plate_new")
    data = {"year": today.year, "name": "示范点评选", "plate": "示范站", "most": 2, "cut": 1}
    assert "不能多于参选站点" in client.post(url, data | {"cut": 3}).content.decode()
    client.post(url, data)
    row = PlateRound.objects.get()
    group = reverse("stations:plate_group_new", args=(row.pk,))
    assert "请选择成员" in client.post(group, {"name": "第一组"}).content.decode()
    client.post(group, {"name": "第一组", "members": [cast.zhou.pk]})
    one = name_candidate(cast.zhou, row.pk, cast.qinghe, "接待规范")
    client.post(f"{row.get_absolute_url()}do/begin/", {"action": "begin"})
    rate = reverse("stations:candidate_score", args=(one.pk,))
    assert "100" in client.post(rate, {"score": "101", "words": "好"}).content.decode()
    client.post(rate, {"score": "96.5", "words": "台账齐全"})
    client.post(f"{row.get_absolute_url()}do/rank/", {"action": "rank"})
    client.post(
        f"{row.get_absolute_url()}do/award/",
        {"action": "award", "awarded_on": today.isoformat(), "letters": "云"},
    )
    page = client.get(row.get_absolute_url()).content.decode()
    assert f"示范站 云{today.year}-001" in page and "名额内" in page and "台账齐全" in page
    assert "示范站" in client.get("/p/honours/").content.decode()
    assert "示范点评选" in client.get(reverse("stations:plates_list")).content.decode()


def test_the_candidates_are_a_list_and_a_sheet_with_the_rows_in_sight(cast, client, plates, both, do, today):
    do("begin")
    score(cast, both, "88.5", "91")
    do("rank")
    award(do, today)
    client.force_login(cast.zhou)
    page = client.get(reverse("stations:candidates")).content.decode()
    assert "已授牌" in page and "未入围" in page and f"云人代示{today.year}-001" in page
    for stage, names in (("given", {"望江"}), ("within", {"望江"}), ("beyond", {"清河"}), ("waiting", set())):
        page = client.get(
            reverse("stations:candidates") + f"?stage={stage}&round={plates.pk}"
        ).content.decode()
        assert {name for name in ("望江", "清河") if f"{name}街道人大代表联络站</a>" in page} == names, stage
    for who, seen in ((cast.zhou, {"清河", "望江"}), (cast.tang, {"望江"}), (cast.lin, {"清河"})):
        client.force_login(who)
        sheet = client.get(reverse("stations:candidates") + "?export=xlsx")
        book = load_workbook(BytesIO(b"".join(sheet.streaming_content)))
        words = " ".join(str(cell) for tab in book for row in tab.iter_rows(values_only=True) for cell in row)
        assert {name for name in ("望江", "清河") if f"{name}街道人大代表联络站" in words} == seen, who


def test_a_station_shows_what_it_was_given_and_what_was_taken(cast, client, today):
    facts = {"station": cast.qinghe, "area": cast.street, "granted_on": today}
    Honour.objects.create(kind="plate", name="示范站", number="云-7", **facts)
    Honour.objects.create(
        kind="stars", name="四星", stars=4, ended_on=today, ended_because="重新评定", **facts
    )
    client.force_login(cast.lin)
    page = client.get(cast.qinghe.get_absolute_url()).content.decode()
    assert "星级、授牌和历年考评" in page and "云-7" in page and "终止：重新评定" in page
    client.force_login(cast.chen)
    page = client.get(cast.qinghe.get_absolute_url()).content.decode()
    assert "示范站" in page and "重新评定" not in page


def test_stations_that_were_looked_at_or_spoke_stand_on_the_selections_page(client, cast, plates, today):
    url = reverse("stations:showing_new", args=(plates.pk,))
    typed = {
        "station": cast.qinghe.pk,
        "part": "host",
        "on": today.isoformat(),
        "people": 35,
        "words": "接待流程上墙",
    }
    client.force_login(cast.zhou)
    assert "请填写" in client.post(url, typed | {"words": ""}).content.decode()
    assert "不能晚于今天" in client.post(url, typed | {"on": "2999-01-01"}).content.decode()
    assert client.post(url, typed).status_code == 302
    assert "已经登记过" in client.post(url, typed).content.decode()
    client.post(url, typed | {"part": "speak", "station": cast.wangjiang.pk, "people": 0})
    for who in ("zhou", "lin", "gao"):
        client.force_login(getattr(cast, who))
        page = client.get(plates.get_absolute_url()).content.decode()
        assert "现场观摩" in page and "经验介绍" in page and "35人参加" in page
        assert (">删除<" in page) == (who == "zhou")
    row = plates.showings.first()
    drop = reverse("stations:showing_drop", args=(row.pk,))
    assert client.post(drop).status_code == 403
    client.force_login(cast.zhou)
    client.post(drop)
    assert plates.showings.count() == 1
