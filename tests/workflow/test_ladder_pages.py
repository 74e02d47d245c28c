"""The ladder's pages: looking, changing, and a ladder of one's own."""

import pytest

from journal.models import Entry
from workflow.models import Rung

PAGE = "/workflow/ladder/"
RUNG = {"offset": "3", "to": "leader", "label": "逾期三日报告", "source": "本市办法", "active": "on"}


@pytest.fixture
def zhou(client, cast):
    client.force_login(cast.zhou)
    return cast.zhou


def own(client, area, **data):
    return client.post(f"{PAGE}own/?area={area.pk}", data)


def test_the_general_ladder_is_shown_until_an_area_has_its_own(client, cast, zhou):
    text = client.get(PAGE).content.decode()
    assert "逾期催办" in text
    assert "未另设阶梯" in text
    own(client, cast.city)
    assert Rung.objects.filter(area=cast.city).count() == Rung.objects.filter(area=None).count()
    assert "未另设阶梯" not in client.get(PAGE).content.decode()
    own(client, cast.city, give_up="1")
    assert not Rung.objects.filter(area=cast.city, active=True).exists()
    assert "未另设阶梯" in client.get(PAGE).content.decode()


def test_an_area_below_uses_the_ladder_of_the_nearest_above(client, cast, zhou):
    Rung.objects.create(area=cast.city, offset=2, to="holder", label="市里的提醒")
    assert "市里的提醒" in client.get(PAGE, {"area": cast.west.pk}).content.decode()


def test_a_rung_is_added_changed_and_journalled(client, cast, zhou):
    answer = client.post(f"{PAGE}new/?area={cast.city.pk}", RUNG)
    assert answer.url == f"{PAGE}?area={cast.city.pk}"
    rung = Rung.objects.get(area=cast.city)
    client.post(f"{PAGE}{rung.pk}/", {**RUNG, "offset": "4"})
    rung.refresh_from_db()
    assert rung.offset == 4
    assert Entry.objects.filter(verb="更改提醒阶梯").count() == 2


@pytest.mark.parametrize("fields", [{"offset": "999"}, {"offset": ""}, {"to": "everyone"}, {"label": ""}])
def test_a_rung_that_makes_no_sense_is_refused(client, cast, zhou, fields):
    page = client.post(f"{PAGE}new/?area={cast.city.pk}", {**RUNG, **fields})
    assert set(page.context["form"].errors) == set(fields)
    assert not Rung.objects.filter(area=cast.city).exists()


def test_the_same_rung_twice_is_refused(client, cast, zhou):
    for _ in range(2):
        page = client.post(f"{PAGE}new/?area={cast.city.pk}", RUNG)
    assert "已有一级提醒" in page.content.decode()


def test_who_keeps_which_ladder(client, cast, zhou):
    general = Rung.objects.filter(area=None).first()
    assert client.get(f"{PAGE}{general.pk}/").status_code == 403
    assert own(client, cast.province).status_code == 403
    for nobody in (cast.lin, cast.luo, cast.gao, cast.sun):
        client.force_login(nobody)
        assert own(client, cast.city).status_code == 403
    client.force_login(cast.feng)
    assert client.get(f"{PAGE}{general.pk}/").status_code == 200
    assert client.get(f"{PAGE}own/?area={cast.city.pk}").status_code == 405
