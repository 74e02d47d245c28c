"""Views that people keep: on every list, counted as the list counts, and telling of themselves in the morning."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse

from notices.models import Notice
from reports.keeping import count_of, watch
from reports.models import KeptView
from tests.suggestions.units import contact, days_ago, lead_part, step, today

LIST, WHERE = "/suggestions/", "age=80&met=no"
NEW = f"/views/new/?{urlencode({'path': LIST, 'query': WHERE})}"


@pytest.fixture
def stale(cast):
    """Dispatched eighty days ago, and nobody has spoken with the deputy."""
    part = lead_part(cast)
    type(part.suggestion).objects.filter(pk=part.suggestion_id).update(dispatched_on=days_ago(80))
    return part


@pytest.fixture
def office(cast, client):
    client.force_login(cast.zhou)
    return client


def keep(client, **fields) -> KeptView:
    client.post(NEW, {"label": "久未面商"} | fields)
    return KeptView.objects.latest("pk")


def test_a_filtered_list_offers_to_be_kept_and_shows_what_was_kept(office, stale):
    assert reverse("reports:view-new") not in office.get(LIST).content.decode()
    assert reverse("reports:view-new") in office.get(f"{LIST}?{WHERE}").content.decode()
    view = keep(office)
    assert (view.path, view.query, view.area) == (LIST, WHERE, None)
    page = office.get(LIST)
    assert [tab.label for tab in page.context["tabs"]][-1] == "久未面商"
    assert office.get(f"{LIST}?{WHERE}").context["tabs"][-1].active


def test_it_counts_the_rows_that_the_list_shows(cast, office, stale):
    lead_part(cast)
    view = keep(office, on_worklist="on")
    assert count_of(view, cast.zhou) == (1, False)
    assert len(office.get(view.url).context["page"].rows) == 1
    figure = office.get("/").context["figures"][0]
    assert (figure.label, figure.value, figure.url) == ("久未面商", 1, f"{LIST}?{WHERE}")


def test_a_shared_one_is_seen_in_the_area_and_shows_each_his_own_rows(cast, client, office, stale):
    view = keep(office, shared="on")
    client.force_login(cast.gao)
    assert view.label in client.get("/views/").content.decode()
    assert client.get(reverse("reports:view-edit", args=(view.pk,))).status_code == 403
    client.force_login(cast.tang)
    assert view.label not in client.get("/views/").content.decode()
    assert client.get(reverse("reports:view-edit", args=(view.pk,))).status_code == 404
    client.force_login(cast.sun)
    assert count_of(view, cast.sun) == (1, False) and count_of(view, cast.he) == (0, False)


def test_it_is_told_in_the_morning_once_for_each_rise(cast, office, stale):
    keep(office, alert_above="0")
    assert watch(today()) == "1个保存的视图超过提醒件数，已告知。"
    notice = Notice.objects.get(kind="view.alert")
    assert (notice.recipient, notice.title, notice.url) == (
        cast.zhou, "“久未面商”现有1件，超过0件", f"{LIST}?{WHERE}",
    )  # fmt: skip
    assert watch(today()) == "没有超过提醒件数的视图。"
    more = lead_part(cast)
    type(more.suggestion).objects.filter(pk=more.suggestion_id).update(dispatched_on=days_ago(90))
    watch(today())
    assert Notice.objects.filter(kind="view.alert").count() == 2


def test_it_falls_silent_and_speaks_again(cast, office, stale):
    view = keep(office, alert_above="0")
    watch(today())
    step(stale, "receive", cast.sun)
    contact(stale, cast.sun)
    watch(today())
    view.refresh_from_db()
    assert view.told is None
    stale.contacts.all().delete()
    watch(days_ago(-1))
    assert Notice.objects.filter(kind="view.alert").count() == 2


def test_what_is_shared_tells_the_owner_s_colleagues(cast, office, stale):
    cast.person("xu", "徐敏", "committee", area=cast.city, office=cast.committee)
    keep(office, alert_above="0", shared="on")
    watch(today())
    told = Notice.objects.filter(kind="view.alert").values_list("recipient__username", flat=True)
    assert sorted(told) == ["xu", "zhou"]


def test_a_name_is_once_in_a_list_and_the_typed_text_stays(office):
    keep(office)
    response = office.post(NEW, {"label": "久未面商", "alert_above": "3"})
    assert response.context["form"].errors["label"] == ["您在这个列表中已有同名的视图。"]
    assert 'value="3"' in response.content.decode()


def test_only_lists_are_kept_and_only_by_who_holds_a_post(cast, client, office):
    for path in ("/nowhere/", "/suggestions/new/", "https://example.com/"):
        assert office.get(f"/views/new/?{urlencode({'path': path})}").headers["Location"] == "/views/"
    client.force_login(cast.luo)
    assert client.get(NEW).status_code == 403


def test_it_is_changed_and_deleted_by_its_owner_alone(cast, client, office):
    view = keep(office, shared="on")
    office.post(reverse("reports:view-edit", args=(view.pk,)), {"label": "没有面商", "alert_above": ""})
    view.refresh_from_db()
    assert (view.label, view.area) == ("没有面商", None)
    url = reverse("reports:view-delete", args=(view.pk,))
    client.force_login(cast.gao)
    assert client.post(url).status_code == 404
    client.force_login(cast.zhou)
    assert client.get(url).status_code == 405
    client.post(url)
    assert not KeptView.objects.exists()
    assert "还没有保存的视图" in client.get("/views/").content.decode()
