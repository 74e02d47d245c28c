"""The dashboard: every number opens its rows, and card = list = Excel."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.utils import timezone
from django.utils.html import strip_tags
from openpyxl import load_workbook

from suggestions.models import Assignment, Rating, ResultClass, Suggestion


@pytest.fixture
def work(cast):
    """A little of everything, this year."""
    today = timezone.localdate()
    for number, state in enumerate(("submitted", "dispatched", "replied", "closed"), 1):
        row = cast.suggestion(
            state=state, submitted_on=today, number=number, lead_office=cast.education if number > 1 else None,
            due_on=today - timezone.timedelta(days=3) if state == "dispatched" else None,
        )  # fmt: skip
        if number > 1:
            Assignment.objects.create(
                suggestion=row, office=cast.education, dispatcher=cast.committee, role="lead", sent_on=today
            )
        if state == "closed":
            signature = row.signatures.get()
            Rating.objects.create(
                suggestion=row, signature=signature, round=1, attitude="satisfied", result="basically"
            )
    cast.opinion()
    return cast


def numbers(client, page: str) -> list[tuple[str, str]]:
    """(shown number, address of its rows) of every linked whole number on the page."""
    html = client.get(page).content.decode()
    found = re.findall(r'<a href="(/reports/figures/[^"]+)"[^>]*>([\d.]+)</a>', html)
    return [(number, unescape(url)) for url, number in found if "." not in number]


@pytest.mark.parametrize("who", ["gao", "zhou", "wu", "zheng", "sun", "lin"])
def test_every_number_equals_the_list_it_opens_and_the_file_it_exports(client, work, who):
    client.force_login(getattr(work, who))
    linked = numbers(client, "/reports/")
    assert linked
    for number, url in linked:
        page = client.get(url)
        assert page.status_code == 200, url
        shown = re.search(r"共\s*<[^>]+>(\d+)", page.content.decode())
        assert int(number) == (int(shown[1]) if shown else 0), url
        sheet = client.get(f"{url}{'&' if '?' in url else '?'}export=xlsx")
        book = load_workbook(BytesIO(b"".join(sheet.streaming_content)))
        assert book["数据"].max_row - 1 == int(number), url


@pytest.mark.parametrize(
    ("who", "code"), [("gao", 200), ("lin", 200), ("sun", 200), ("chen", 403), ("luo", 403), ("shen", 403)]
)
def test_deputies_and_administrators_have_no_dashboard(client, work, who, code):
    client.force_login(getattr(work, who))
    assert client.get("/reports/").status_code == code


def test_a_units_shares_stand_beside_what_they_divide_and_say_why_it_is_not_what_it_led(client, work):
    """What was answered in the period may have been submitted before it."""
    today = timezone.localdate()
    answered = Suggestion.objects.filter(lead_office=work.education, state__in=("replied", "closed"))
    answered.update(result_class=ResultClass.objects.filter(resolved=True).first(), replied_on=today)
    answered.filter(state="closed").update(submitted_on=today.replace(year=today.year - 1, day=1))
    client.force_login(work.gao)
    answer = client.get("/reports/")
    (unit,) = answer.context["board"].unit_rows
    assert (unit["led"], unit["open"], unit["resolved_of"]) == (2, 1, "2/2件")
    assert len(client.get(unit["classes_url"]).context["page"].rows) == 2
    words = strip_tags(answer.content.decode())
    assert "2/2件" in words and "其中有以前提交的，所以件数与“主办”可以不同" in words


def test_rates_name_what_they_divide(client, work):
    client.force_login(work.gao)
    page = client.get("/reports/").content.decode()
    words = strip_tags(page)
    assert "期内提交、已答复2件÷期内提交、已交办3件" in words
    assert "结果评为满意的0人次÷期内评价1人次" in words
    assert "满意和基本满意1人次÷期内评价1人次" in words
    for name in ("办复率", "解决率", "落实率", "满意率", "基本满意以上"):
        rate = page.split(f"<dt>{name}</dt>")[1].split("</div>")[0]
        urls = [unescape(url) for url in re.findall(r'href="([^"]+)"', rate)]
        part, whole = map(int, re.findall(r">(\d+)</a>", rate))
        assert [len(client.get(url).context["page"].rows) for url in urls] == [whole, part, whole], name


def test_what_is_late_is_named_by_unit(client, work):
    client.force_login(work.gao)
    page = client.get("/reports/").content.decode()
    assert re.search(r"late=1&amp;office=\d+\" class=\"text-danger", page)


@pytest.mark.parametrize("asked", ["", "?year=all", "?year=1999", "?year=x", "?year=2025"])
def test_any_asking_for_a_year_is_answered(client, work, asked):
    client.force_login(work.gao)
    assert client.get(f"/reports/{asked}").status_code == 200


def test_nonsense_in_the_address_of_rows_is_left_out(client, work):
    client.force_login(work.gao)
    for query in ("label=zzz", "since=2026-99-99", "office=abc", "station=9999999999999999999", "label=%00"):
        assert client.get(f"/reports/figures/suggestion_state/?{query}").status_code == 200, query
    assert client.get("/reports/figures/bogus/").status_code == 404
    assert client.get("/reports/figures/suggestion_class/?label=x").status_code == 200


def test_the_dashboard_costs_few_queries_whatever_the_rows(client, work, django_assert_max_num_queries):
    client.force_login(work.gao)
    client.get("/reports/")
    with django_assert_max_num_queries(11):
        client.get("/reports/")


def test_a_planned_reception_day_is_no_work_done_in_the_trend(client, work):
    work.reception(on=timezone.localdate(), state="planned")
    held = work.reception(on=timezone.localdate(), state="closed")
    client.force_login(work.gao)
    charts = {chart.key: chart for chart in client.get("/reports/").context["charts"]}
    days = next(series for series in charts["trend"].series if series.label == "已办接待日")
    assert days.values[-1] == 1
    rows = client.get(days.urls[-1])
    assert [row.pk for row in rows.context["page"].rows] == [held.pk]
