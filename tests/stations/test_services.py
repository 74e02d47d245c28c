"""Services to the people, and the deputies whose expertise they call for."""

import pytest

from stations.models import Activity, Label

URL = "/stations/services/"


@pytest.fixture
def health(db) -> Label:
    return Label.objects.get(area=None, sort="service", name="健康服务")


@pytest.fixture
def doctor(cast):
    cast.chen_deputy.expertise = "教育、医疗卫生"
    cast.chen_deputy.save()
    return cast.chen_deputy


def test_the_six_services_of_the_source_are_there(db):
    names = list(Label.objects.filter(area=None, sort="service").values_list("name", flat=True))
    assert names == ["消防安全", "铜心解纷", "关爱维权", "健康服务", "文明乡风", "困难帮扶"]


def test_a_service_finds_the_deputies_of_its_expertise_in_sight(client, cast, health, doctor):
    client.force_login(cast.lin)
    page = client.get(f"{URL}?service={health.pk}").content.decode()
    assert doctor.name in page and cast.zhao_deputy.name not in page
    fire = Label.objects.get(area=None, sort="service", name="消防安全")
    assert doctor.name not in client.get(f"{URL}?service={fire.pk}").content.decode()
    client.force_login(cast.fang)
    assert doctor.name not in client.get(f"{URL}?service={health.pk}").content.decode(), (
        "another station's deputy"
    )


def test_the_area_changes_which_words_a_service_calls_for(client, cast, health, doctor):
    client.force_login(cast.zhou)
    client.post("/stations/labels/service/own/")
    own = Label.objects.get(area=cast.city, sort="service", name="健康服务")
    assert own.words == health.words
    edit = f"/stations/labels/words/{own.pk}/"
    client.post(edit, {"name": "健康服务", "words": "中医", "order": 1, "active": "on"})
    assert doctor.name not in client.get(f"{URL}?service={own.pk}").content.decode()
    assert "对应专长：中医" in client.get("/stations/labels/").content.decode()


def test_an_activity_says_which_service_it_brought_and_counts_for_who_took_part(
    client, cast, health, doctor, today
):
    client.force_login(cast.lin)
    kind = Label.objects.get(area=None, sort="kind", name="为民办实事")
    typed = {
        "station": cast.qinghe.pk, "kind": kind.pk, "service": health.pk, "on": today.isoformat(), "place": "清河社区",
        "theme": "义诊", "deputies": [doctor.pk], "others": 30, "done": "义诊一场。",
    }  # fmt: skip
    assert client.post("/stations/activities/new/", typed).status_code == 302
    row = Activity.objects.get(theme="义诊")
    assert "健康服务" in client.get(row.get_absolute_url()).content.decode()
    assert "义诊" in client.get(f"/stations/activities/?service={health.pk}").content.decode()
    listed = client.get(f"{URL}?service={health.pk}").content.decode()
    assert ">1<" in listed.split(doctor.name, 1)[1].split("</tr>")[0]


def test_the_list_costs_the_same_for_one_row_and_three(client, cast, django_assert_max_num_queries):
    client.force_login(cast.zhou)
    client.get(URL)
    with django_assert_max_num_queries(14):
        assert client.get(URL).status_code == 200
