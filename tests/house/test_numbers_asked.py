"""No page falls over a number in its address that is none, or none that it knows."""

import pytest


@pytest.mark.parametrize("asked", ["99999", "²", "1.5", "0", "-3"])
def test_a_year_that_is_none_is_told_and_leaves_the_list_as_it_is(cast, client, asked):
    client.force_login(cast.zhou)
    for address in ("/stations/roster/", "/stations/reviews/", "/stations/funds/entries/"):
        page = client.get(address, {"year": asked})
        assert page.status_code == 200 and "年度：" in page.content.decode(), address


@pytest.mark.parametrize("asked", ["²", "9" * 30, "0000"])
def test_no_page_that_takes_a_number_falls_over_another(cast, client, asked):
    client.force_login(cast.zhou)
    for address in ("/workflow/calendar/?year=", "/workflow/limits/?area=", "/receptions/quotas/?year=",
                    "/suggestions/?term=", "/suggestions/?age=", "/suggestions/?office=", "/opinions/?station=",
                    "/reports/?year="):  # fmt: skip
        assert client.get(f"{address}{asked}").status_code in (200, 404), address


@pytest.mark.parametrize("asked", ["²", "9" * 5000, "#²"])
def test_the_journal_is_searched_for_what_is_no_number(cast, client, asked):
    client.force_login(cast.shen)
    assert client.get("/reports/journal/", {"q": asked}).status_code == 200
