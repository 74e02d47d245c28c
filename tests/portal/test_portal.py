"""What voters may read without signing in, and what they may not."""

from datetime import date, time, timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from deputies.choices import MandateState
from deputies.models import Mandate
from pages.redaction import without_personal_phones, without_private_data
from stations.choices import ReceptionState
from stations.codes import renew
from stations.models import Brand, DayRule, Label, Reception
from suggestions.choices import Consent, Scope, SuggestionState
from suggestions.models import Publication
from tests.portal.conftest import SECRET, publish


def pages(public) -> dict[str, str]:
    return {
        "home": reverse("portal:home"),
        "stations": reverse("portal:stations"),
        "station": reverse("portal:station", args=(public.qinghe.code,)),
        "notice": reverse("portal:notice", args=(public.day.number,)),
        "suggestions": reverse("portal:suggestions"),
        "suggestion": reverse("portal:suggestion", args=(public.open.pk,)),
        "title": reverse("portal:suggestion", args=(public.titled.pk,)),
    }


def read(client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


@pytest.mark.parametrize(
    "name", ["home", "stations", "station", "notice", "suggestions", "suggestion", "title"]
)
def test_every_page_opens_for_everybody_and_may_be_kept(public, client, name):
    response = client.get(pages(public)[name])
    assert response.status_code == 200
    assert "public" in response["Cache-Control"] and "max-age=60" in response["Cache-Control"]
    assert client.post(pages(public)[name]).status_code == 405


def test_no_page_shows_a_phone_a_voter_or_a_contact_person(public, reply, client):
    public.chen_deputy.phone = "13700001111"
    public.chen_deputy.save()
    for url in pages(public).values():
        text = read(client, url)
        for private in (SECRET, "13700001111", "137****1111", "刘桂英", "13912345678", "何小军", "1234567"):
            assert private not in text, (url, private)


def test_no_page_reads_a_voter_or_a_phone_from_the_database(public, reply, client):
    for url in pages(public).values():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read(client, url)
        for query in captured:
            for private in (
                "stations_visit",
                "stations_matter",
                "stations_opinion",
                '"phone" ',
                "contact_phone",
            ):
                own = '"stations_station"."phone"'
                assert private not in query["sql"].replace(own, "") + " ", (url, private)
            assert '"deputies_deputy"."phone"' not in query["sql"]


def test_a_station_tells_its_deputies_with_their_levels(public, client):
    Mandate.objects.create(
        deputy=public.chen_deputy,
        term=public.west_term,
        level="county",
        certificate="X1",
        starts_on=date(2022, 1, 10),
    )
    text = read(client, pages(public)["station"])
    assert "陈建国" in text and "市级、县级人大代表" in text and "赵敏" in text and "清河路1号" in text


def test_a_station_without_an_announced_day_tells_when_it_usually_receives(public, client):
    DayRule.objects.create(
        station=public.qinghe, pattern="days", days="10", starts_at=time(9), ends_at=time(11), starts_on=date(2026, 1, 1)
    )  # fmt: skip
    url = reverse("portal:station", args=(public.qinghe.code,))
    assert "一般在" not in read(client, url)
    Reception.objects.update(state=ReceptionState.CANCELLED)
    assert "一般在每月10日 09:00–11:00接待，具体以公告为准" in read(client, url)


def test_who_no_longer_sits_or_has_left_is_not_named(public, client):
    Mandate.objects.filter(deputy=public.chen_deputy).update(**{"state": MandateState.SUSPENDED})
    public.zhao_deputy.stationings.update(ends_on=timezone.localdate() - timedelta(days=1))
    text = read(client, pages(public)["station"])
    assert "进站代表（0名）" in text or "进站代表（0名）" in text
    assert "赵敏" not in text


def test_a_station_given_up_is_gone(public, client):
    url = pages(public)["station"]
    public.qinghe.closed_on = timezone.localdate()
    public.qinghe.save()
    assert client.get(url).status_code == 404
    assert public.qinghe.name not in read(client, pages(public)["stations"])


def test_the_first_page_tells_the_next_days_of_an_area(public, client):
    far = public.reception(
        station=public.wangjiang, on=timezone.localdate() + timedelta(days=1), state=ReceptionState.PUBLISHED,
        published_on=date(2026, 1, 3),
    )  # fmt: skip
    text = read(client, pages(public)["home"])
    assert text.index(far.number) < text.index(public.day.number)
    east = read(client, f"{pages(public)['home']}?area=990101")
    assert public.day.number in east and far.number not in east
    assert public.day.number in read(client, f"{pages(public)['home']}?area=nowhere")


@pytest.mark.parametrize("state", [ReceptionState.PLANNED, ReceptionState.CANCELLED, ReceptionState.CLOSED])
def test_days_that_are_not_announced_or_over_are_not_offered(public, client, state):
    other = public.reception(state=state, published_on=None if state == "planned" else date(2026, 1, 2))
    assert other.number not in read(client, pages(public)["home"])
    expected = 404 if state == "planned" else 200
    assert client.get(reverse("portal:notice", args=(other.number,))).status_code == expected


def test_a_day_called_off_says_so_on_its_notice(public, client):
    off = public.reception(state=ReceptionState.CANCELLED, published_on=date(2026, 1, 2))
    assert "已取消" in read(client, reverse("portal:notice", args=(off.number,)))


def test_stations_are_found_by_name_address_and_area(public, client):
    url = pages(public)["stations"]
    assert "清河街道人大代表联络站" in read(client, f"{url}?q=清河路")
    assert "清河街道人大代表联络站" not in read(client, f"{url}?q=望江")
    assert "没有找到" in read(client, f"{url}?q=不存在")
    assert "望江街道人大代表联络站" not in read(client, f"{url}?area=990101")
    assert client.get(url, {"q": "\x00", "after": "bad", "area": "'"}).status_code == 200


def test_consent_in_full_shows_text_and_answer(public, reply, client):
    text = read(client, pages(public)["suggestion"])
    assert "路口拥堵" in text and "已增设信号灯" in text and "云交函〔2026〕3号" in text and "陈建国" in text


def test_consent_to_the_title_shows_the_title_alone(public, client):
    text = read(client, pages(public)["title"])
    assert "关于增设公交站的建议" in text and "学校门口" not in text and "陈建国" not in text


def test_an_answer_that_did_not_go_out_is_not_shown(public, reply, client):
    reply.sent_on = None
    reply.save()
    assert "已增设信号灯" not in read(client, pages(public)["suggestion"])


@pytest.mark.parametrize(
    "facts",
    [
        {"consent": Consent.NONE}, {"consent": ""}, {"confidential": True}, {"state": SuggestionState.DISPATCHED},
        {"state": SuggestionState.DRAFT}, {"state": SuggestionState.DECLINED}, {"state": SuggestionState.WITHDRAWN},
    ],
)  # fmt: skip
def test_what_is_not_published_does_not_exist(public, client, facts):
    for name, value in facts.items():
        setattr(public.open, name, value)
    public.open.save()
    assert client.get(pages(public)["suggestion"]).status_code == 404
    assert public.open.title not in read(client, pages(public)["suggestions"])
    assert public.open.title not in read(client, pages(public)["suggestions"] + "?q=拥堵")


def test_the_search_reads_only_what_is_public(public, client):
    url = pages(public)["suggestions"]
    assert public.open.title in read(client, f"{url}?q=路口拥堵")
    assert public.titled.title in read(client, f"{url}?q=公交站")
    assert public.titled.title not in read(client, f"{url}?q=学校门口")
    assert "至少两个字" in read(client, f"{url}?q=路")


def test_the_pages_read_the_same_number_of_times_whatever_the_rows(public, client):
    urls = [pages(public)[name] for name in ("home", "stations", "station", "suggestions")]

    def count(url: str) -> int:
        read(client, url)  # fills the kept areas
        with CaptureQueriesContext(connection) as captured:
            read(client, url)
        return len(captured)

    before = [count(url) for url in urls]
    for number in (3, 4):
        publish(public.suggestion(state=SuggestionState.CLOSED, submitted_on=date(2026, 3, 2), number=number))
        public.reception(state=ReceptionState.PUBLISHED, published_on=date(2026, 1, 2))
    assert [count(url) for url in urls] == before


def test_suggestions_come_in_pages(public, client):
    for number in range(10, 35):
        facts = {"state": SuggestionState.CLOSED, "submitted_on": date(2026, 3, 2), "number": number}
        publish(public.suggestion(title=f"第{number}件", **facts))
    url = pages(public)["suggestions"]
    first = client.get(url)
    assert len(first.context["rows"]) == 20 and first.context["after"]
    second = client.get(first.context["after"])
    assert len(second.context["rows"]) == 7 and not set(first.context["rows"]) & set(second.context["rows"])


def test_texts_lose_phones_identity_numbers_and_contacts():
    assert without_personal_phones("打13812345678或138 1234 5678，站点0536-1234567") == (
        "打138****5678或138****5678，站点0536-1234567"
    )
    assert without_private_data("联系人：王小明，电话0536-1234567") == "联系人：王**，电话0536-*******"
    assert without_private_data("身份证11010519491231002X") == "身份证" + "*" * 18
    assert without_private_data("12345热线，2026年第138号") == "12345热线，2026年第138号"


def test_stations_that_listen_online_are_marked_and_found(public, client):
    for station, open_online in ((public.qinghe, True), (public.wangjiang, False)):
        station.online = open_online
        station.save()
        renew(public.lin, station)
    url = reverse("portal:stations")
    assert read(client, url).count("可以在网上反映</p>") == 1
    page = read(client, f"{url}?online=on")
    assert "清河街道人大代表联络站</a>" in page and "望江街道人大代表联络站</a>" not in page
    public.qinghe.codes.update(revoked_at=timezone.now())
    assert "没有找到" in read(client, f"{url}?online=on"), "a code that was taken back leads nowhere"
    assert f'{url}?online=on"' in read(client, reverse("portal:home"))


def test_stations_are_found_by_brand_and_platform_function(public, client):
    url = reverse("portal:stations")
    assert "品牌" not in read(client, url), "what no station has is not asked"
    cache.clear()
    brand = Brand.objects.create(area=public.street, name="板凳议事院")
    brand.stations.add(public.qinghe)
    word = Label.objects.filter(area=None, sort="function").first()
    public.wangjiang.labels.add(word)
    page = read(client, url)
    assert "板凳议事院" in page and word.name in page
    for asked, names in (
        (f"?brand={brand.pk}", {"清河"}), (f"?function={word.pk}", {"望江"}), ("?brand=0", {"清河", "望江"}),
        (f"?brand={brand.pk}&function={word.pk}", set()), ("?brand=x", {"清河", "望江"}),
    ):  # fmt: skip
        page = read(client, url + asked)
        assert {name for name in ("清河", "望江") if f"{name}街道人大代表联络站</a>" in page} == names, asked


def test_a_title_alone_is_the_deputys_wish_only_where_he_wished_it(client, public):
    Publication.objects.filter(suggestion=public.open).update(scope=Scope.TITLE)
    pages = [
        read(client, reverse("portal:suggestion", args=(row.pk,))) for row in (public.titled, public.open)
    ]
    assert all("这件建议仅公开标题" in page for page in pages)
    assert ["按照代表的意见" in page for page in pages] == [True, False]
