"""Building standards: which holds where, what the system knows by itself, and who notes the rest."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from journal.models import Entry
from stations.models import RuleDocument, StandardCheck, StandardItem, StandardPhoto, StandardSet, Station
from stations.reaching import reaching
from stations.standard_use import adopt
from stations.standards import note_check, standings
from stations.views.standards import reach_of
from tests.pictures import jpeg

JPG = jpeg()


@pytest.fixture
def eight(cast) -> StandardSet:
    """The city's own copy of 八有."""
    return adopt(cast.zhou, StandardSet.objects.get(area=None, name="八有"), cast.city)


@pytest.fixture
def of(cast):
    return lambda station: standings([station])[station.pk]


def item(standard: StandardSet, title: str) -> StandardItem:
    return standard.items.get(title=title)


def test_the_patterns_are_those_of_the_sources_and_the_ten_are_not_invented(db):
    found = {
        row.name: [one.title for one in row.items.all()] for row in StandardSet.objects.filter(area=None)
    }
    assert found["六有"] == ["活动场所", "工作制度", "标识标牌", "联系名单", "学习资料", "履职台账"]
    assert found["八有"] == [
        "统一标牌", "规章制度", "工作计划", "台账记录", "学习资料", "代表公示", "办公设施", "工作人员",
    ]  # fmt: skip
    assert found["十有"] == [] and "没有列出" in StandardSet.objects.get(name="十有", area=None).note


def test_facts_fill_their_items_and_the_rest_waits_for_a_person(cast, eight, of, today):
    standing = of(cast.qinghe)
    known = {line.item.title: line.met for line in standing.lines}
    assert known["代表公示"] and known["工作人员"]
    assert not known["台账记录"] and not known["规章制度"] and not known["统一标牌"]
    cast.visit(cast.reception(on=today))
    RuleDocument.objects.create(area=cast.city, title="接待选民制度", text="第一条", changed_by=cast.zhou)
    again = {line.item.title: line for line in of(cast.qinghe).lines}
    assert again["台账记录"].met and again["台账记录"].words == "近一年登记来访1人次"
    assert again["规章制度"].met and again["工作计划"].met


def test_a_station_has_all_of_it_once_every_item_is_met(cast, eight, of, today):
    cast.visit(cast.reception(on=today))
    RuleDocument.objects.create(area=cast.city, title="接待选民制度", text="第一条", changed_by=cast.zhou)
    for title in ("统一标牌", "学习资料", "办公设施"):
        assert not of(cast.qinghe).complete
        note_check(cast.lin, cast.qinghe, item(eight, title), True, "")
    assert of(cast.qinghe).complete and of(cast.qinghe).met == 8
    assert "统一标牌" in of(cast.wangjiang).lacking


def test_the_nearest_area_decides_and_a_former_set_can_be_taken_up_again(cast, eight, of, client):
    six = adopt(cast.tang, StandardSet.objects.get(area=None, name="六有"), cast.west)
    assert of(cast.wangjiang).standard == six and of(cast.qinghe).standard == eight
    client.force_login(cast.zhou)
    client.post(reverse("stations:set_adopt", args=(StandardSet.objects.get(area=None, name="十有").pk,)))
    assert of(cast.qinghe).standard.name == "十有" and of(cast.qinghe).lines == []
    client.post(reverse("stations:set_use", args=(eight.pk,)))
    assert of(cast.qinghe).standard == eight and StandardSet.objects.filter(area=cast.city).count() == 2


@pytest.mark.parametrize(
    ("rule", "name", "fits"),
    [
        ("{area}*{tier}", "清河街道人大代表联络站", True),
        ("{area}*{tier}", "清河联络站", False),
        ("{area}人大代表之家", "清河街道人大代表之家", True),
        ("{area}人大代表之家", "清河街道人大代表联络站", False),
        ("", "随便", True),
    ],
)
def test_a_naming_rule_is_an_item_of_its_own(cast, eight, of, rule, name, fits):
    eight.name_rule = rule
    eight.save()
    StandardItem.objects.create(set=eight, order=9, title="统一名称", fact="name")
    cast.qinghe.name = name
    line = of(cast.qinghe).lines[-1]
    assert line.met is fits and line.words


def test_the_clerk_fills_the_list_and_what_did_not_change_is_not_written(cast, eight, client):
    url = reverse("stations:checklist", args=(cast.qinghe.pk,))
    plate, desk = item(eight, "统一标牌"), item(eight, "办公设施")
    client.force_login(cast.lin)
    data = {f"met_{plate.pk}": "yes", f"note_{plate.pk}": "门口左侧", f"met_{desk.pk}": "no"}
    client.post(url, data)
    rows = {row.item_id: row for row in StandardCheck.objects.all()}
    assert rows[plate.pk].met and rows[plate.pk].note == "门口左侧" and rows[plate.pk].checked_by == cast.lin
    assert rows[desk.pk].met is False and len(rows) == 2
    written = Entry.objects.filter(verb="登记建设标准").count()
    client.post(url, data)
    assert Entry.objects.filter(verb="登记建设标准").count() == written == 2
    page = client.get(url).content.decode()
    assert "门口左侧" in page and "林晓燕登记于" in page and "系统核对：公众页面已公示代表2名" in page


def test_who_may_write_who_may_read_and_who_knows_nothing_of_it(cast, eight, client):
    url = reverse("stations:checklist", args=(cast.qinghe.pk,))
    for who, read, write in (("lin", 200, 302), ("zhou", 200, 302), ("gao", 200, 403), ("fang", 404, 404),
                             ("tang", 404, 404), ("chen", 403, 403), ("sun", 403, 403)):  # fmt: skip
        client.force_login(getattr(cast, who))
        assert (client.get(url).status_code, client.post(url, {}).status_code) == (read, write), who


def test_a_photo_is_judged_by_its_content_and_seen_by_who_sees_the_station(cast, eight, client):
    plate = item(eight, "统一标牌")
    url = reverse("stations:standard_photo_new", args=(cast.qinghe.pk, plate.pk))
    client.force_login(cast.lin)
    bad = client.post(url, {"file": SimpleUploadedFile("a.jpg", b"<html>")})
    assert "只接受内容与扩展名相符" in bad.content.decode() and not StandardPhoto.objects.exists()
    assert client.post(url, {"file": SimpleUploadedFile("标牌.jpg", JPG)}).status_code == 302
    row = StandardPhoto.objects.get()
    picture = reverse("stations:standard_photo", args=(row.pk,))
    assert client.get(picture)["Content-Type"] == "image/jpeg" and "标牌" not in row.file.name
    assert "标牌.jpg" in client.get(reverse("stations:checklist", args=(cast.qinghe.pk,))).content.decode()
    drop = reverse("stations:standard_photo_drop", args=(row.pk,))
    for who, read, gone in (("fang", 404, 404), ("gao", 200, 403), ("he", 404, 404)):
        client.force_login(getattr(cast, who))
        assert (client.get(picture).status_code, client.post(drop).status_code) == (read, gone), who
    client.force_login(cast.lin)
    client.post(drop)
    assert not StandardPhoto.objects.exists()
    assert Entry.objects.filter(verb="删除建设标准照片").exists()


def test_the_office_changes_its_items_and_no_pattern_and_no_other_areas_set(cast, eight, client):
    url = reverse("stations:set_edit", args=(eight.pk,))
    client.force_login(cast.zhou)
    first = eight.items.first()
    data = {"name": "八有", "source": "云川市规范", "note": "", "name_rule": "{area}*{tier}",
            "items-TOTAL_FORMS": 2, "items-INITIAL_FORMS": 1, "items-0-id": first.pk, "items-0-order": 1,
            "items-0-title": "统一标牌标识", "items-0-detail": "挂在门口", "items-0-active": "on",
            "items-1-title": "统一名称", "items-1-fact": "name", "items-1-active": "on"}  # fmt: skip
    missing = client.post(url, data | {"items-0-title": ""})
    assert "请填写项目名称" in missing.content.decode() and "挂在门口" in missing.content.decode()
    assert client.post(url, data).status_code == 302
    first.refresh_from_db()
    assert first.title == "统一标牌标识" and eight.items.filter(title="统一名称", fact="name").exists()
    pattern = StandardSet.objects.get(area=None, name="八有")
    assert client.get(reverse("stations:set_edit", args=(pattern.pk,))).status_code == 404
    for who, code in (("tang", 403), ("lin", 403), ("chen", 403), ("luo", 404)):
        client.force_login(getattr(cast, who))
        assert client.get(url).status_code == code, who


def test_the_list_the_figures_and_the_export_tell_the_same(cast, eight, client, today):
    for title in ("统一标牌", "学习资料", "办公设施"):
        note_check(cast.lin, cast.qinghe, item(eight, title), True, "")
    cast.visit(cast.reception(on=today))
    RuleDocument.objects.create(area=cast.city, title="接待选民制度", text="第一条", changed_by=cast.zhou)
    client.force_login(cast.zhou)
    full = client.get("/building/stations/?reach=full").content.decode()
    lacking = client.get("/building/stations/?reach=lacking").content.decode()
    assert "清河街道人大代表联络站" in full and "望江街道" not in full
    assert "望江街道人大代表联络站" in lacking and "统一标牌、" in lacking
    door = client.get("/building/").content.decode()
    assert '<a href="/building/stations/?reach=full">1</a>' in door
    assert '<a href="/building/stations/?reach=lacking">1</a>' in door
    assert client.get("/building/stations/?export=xlsx").status_code == 200


@pytest.fixture
def mixed(cast, eight, today):
    """qinghe has everything but a name that fits; wangjiang is under a street's own set of one item that it has."""
    for title in ("统一标牌", "学习资料", "办公设施"):
        note_check(cast.lin, cast.qinghe, item(eight, title), True, "")
    cast.visit(cast.reception(on=today))
    RuleDocument.objects.create(area=cast.city, title="接待选民制度", text="第一条", changed_by=cast.zhou)
    own = StandardSet.objects.create(area=cast.wangjiang.area, name="街道标准", in_use=True)
    own.items.create(title="工作人员", fact="staff")
    return own


@pytest.mark.parametrize("change", ["nothing", "named", "misnamed", "empty", "unmet", "retired", "none"])
def test_the_filter_says_of_every_station_what_its_checklist_says(cast, eight, mixed, change, today):
    if change in ("named", "misnamed"):
        eight.items.create(title="统一名称", fact="name")
        eight.name_rule = "{area}*站" if change == "named" else "{area}代表之家"
        eight.save()
    elif change == "empty":
        mixed.items.all().delete()
    elif change == "unmet":
        note_check(cast.lin, cast.qinghe, item(eight, "学习资料"), False, "正在配备")
    elif change == "retired":
        eight.items.filter(title="学习资料").update(active=False)
    elif change == "none":
        StandardSet.objects.filter(pk__in=(eight.pk, mixed.pk)).update(in_use=False)
    rows = Station.objects.filter(closed_on=None)
    said = {pk: reach_of(one) for pk, one in standings(rows.select_related("area", "tier")).items()}
    for reach in ("full", "lacking", "none"):
        keys = {pk for pk, one in said.items() if one == reach}
        assert set(reaching(rows, reach, today).values_list("pk", flat=True)) == keys, reach


def test_many_stations_cost_the_queries_of_one(cast, eight, django_assert_num_queries):
    with django_assert_num_queries(5):
        standings([cast.qinghe])
    with django_assert_num_queries(5):
        standings([cast.qinghe, cast.wangjiang])
