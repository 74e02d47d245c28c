"""Two people at one form: the earlier save stands, the later one is told who and what, and loses nothing he typed."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from lxml import html

from offices.choices import Role
from pages.again import Overtaken, OvertakenMiddleware
from pages.overtaken import AS_SEEN
from reports.forms_books import LedgerSetForm
from reports.models import Book, LedgerSet
from stations.models import Pledge
from tests.cast import PEOPLE
from tests.house.access import ACCESS
from tests.house.addresses import arguments
from tests.house.test_access import ALL, signed_in

MARKED = f"//form[.//input[substring(@name, string-length(@name) - {len(AS_SEEN) - 1}) = '{AS_SEEN}']]"
OPENED = "您打开这一页以后"
MUST = {name for name in ACCESS if name.endswith(("edit", "_items"))} | {
    "reports:book", "stations:checklist", "stations:contact", "stations:inspection", "stations:opinion",
    "stations:reception", "stations:review", "stations:self_report", "suggestions:batch-item",
    "suggestions:committees", "suggestions:team", "workflow:rung",
}  # fmt: skip
SHUT = {
    "stations:round_edit",
    "stations:round_items",
    "suggestions:edit",
}  # in the state that this world has them in


def opened(visitor: Client, url: str, **typed) -> dict:
    """What a browser would send from this page, with some fields typed over."""
    form = html.fromstring(visitor.get(url).content.decode()).xpath(MARKED)[0]
    return sent(form) | typed


def sent(form) -> dict:
    data: dict[str, list[str]] = {}
    for name, value in form.form_values():
        data.setdefault(name, []).append(value)
    return data


@pytest.fixture
def book(cast) -> Book:
    """A book of the city's own, and a second person of its office."""
    cast.person("ding", "丁敏", Role.COMMITTEE, area=cast.city, office=cast.zhou.posts.get().office)
    mine = LedgerSet.objects.create(area=cast.city, code="own", title="三簿")
    return Book.objects.create(
        set=mine, title="接待簿", source="visits", columns=[{"key": "no", "label": ""}]
    )


def test_the_second_of_two_at_one_book_is_told_and_keeps_what_he_typed(cast, book):
    url, zhou, ding = reverse("reports:book", args=(book.pk,)), signed_in(cast.zhou), signed_in(cast.ding)
    first, second = opened(zhou, url, title="来访簿", at_text="2"), opened(ding, url, title="接访簿")
    assert zhou.post(url, first).status_code == 302
    page = ding.post(url, second).content.decode()
    book.refresh_from_db()
    assert book.title == "来访簿" and [one["key"] for one in book.columns] == ["no", "text"]
    told = html.fromstring(page).xpath("string(//*[@class='fault-summary'])")
    assert OPENED in told and "周" in told and "“名称”" in told and "现在是：“来访簿”" in told
    form = html.fromstring(page).xpath(MARKED)[0]
    assert sent(form)["title"] == ["接访簿"]
    assert ding.post(url, sent(form) | {"at_text": "2"}).status_code == 302
    book.refresh_from_db()
    assert book.title == "接访簿"


def test_who_typed_the_same_or_something_else_is_not_held_up(cast, book):
    url, zhou, ding = reverse("reports:book", args=(book.pk,)), signed_in(cast.zhou), signed_in(cast.ding)
    first = opened(zhou, url, title="来访簿")
    second = opened(ding, url, title="来访簿", order="7")
    assert zhou.post(url, first).status_code == 302 and ding.post(url, second).status_code == 302
    book.refresh_from_db()
    assert (book.title, book.order) == ("来访簿", 7)


def test_a_record_of_a_station_is_not_written_over_unseen(cast):
    row = Pledge.objects.create(
        deputy=cast.chen_deputy,
        station=cast.qinghe,
        text="走访十户",
        made_on="2026-01-05",
        recorded_by=cast.lin,
    )
    url, lin, zhou = (
        reverse("stations:pledge_edit", args=(row.pk,)),
        signed_in(cast.lin),
        signed_in(cast.zhou),
    )
    first, second = opened(lin, url, text="走访二十户"), opened(zhou, url, text="走访三十户")
    lin.post(url, first)
    page = zhou.post(url, second).content.decode()
    row.refresh_from_db()
    assert row.text == "走访二十户" and "走访三十户" in page and cast.lin.name in page


def test_a_save_in_the_same_moment_finds_the_row_held_and_is_answered_once_more(book):
    form = LedgerSetForm({"title": "四簿"}, instance=LedgerSet.objects.get(pk=book.set_id))
    assert form.is_valid()
    LedgerSet.objects.filter(pk=book.set_id).update(title="五簿")
    with pytest.raises(Overtaken), transaction.atomic():
        form.save()
    assert LedgerSet.objects.get(pk=book.set_id).title == "五簿"


def test_who_was_overtaken_while_saving_gets_the_answer_of_the_row_as_it_is():
    request = RequestFactory().post("/reports/sets/")
    request.resolver_match = resolve("/reports/sets/")
    request.resolver_match.func = lambda request: HttpResponse("现在的内容")
    door = OvertakenMiddleware(lambda request: HttpResponse())
    assert door.process_exception(request, Overtaken()).content.decode() == "现在的内容"
    assert door.process_exception(request, ValueError()) is None


def test_every_page_that_changes_a_row_carries_its_mark_and_takes_it_back(world):
    carry, held_up = set(), []
    for name, letters in ACCESS.items():
        who = next((one for one, letter in zip(PEOPLE, letters, strict=True) if letter == "o"), None)
        if who is None:
            continue
        url, visitor = reverse(name, kwargs=arguments(name, ALL[name], world)), signed_in(getattr(world, who))
        shown = visitor.get(url)
        page = "" if shown.streaming else shown.content.decode(errors="ignore")
        for form in html.fromstring(page).xpath(MARKED) if AS_SEEN in page else []:
            carry.add(name)
            with transaction.atomic():
                answer = visitor.post(form.get("action") or url, sent(form)).content.decode()
                transaction.set_rollback(True)
            held_up += [name] if OPENED in answer else []
    assert held_up == []
    assert carry >= MUST - SHUT, sorted(carry)
