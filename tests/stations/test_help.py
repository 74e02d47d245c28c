"""The help of a clerk's first day: ten steps, whose links lead where they say, and facts that tick them off."""

import re

import pytest

from stations.codes import renew
from stations.firstday import WORDS, first_day


def ticked(user) -> list[str]:
    return [step.title for step in first_day(user) if step.done]


def test_every_link_of_the_help_opens_for_the_clerk(client, cast):
    client.force_login(cast.lin)
    page = client.get("/stations/help/").content.decode()
    links = [url for step in first_day(cast.lin) for _, url in step.links]
    assert page.count('class="panel"') == len(WORDS) + 1 and len(links) > len(WORDS)
    for url in links:
        assert f'href="{url.replace("&", "&amp;")}"' in page
        assert client.get(url).status_code == 200, url


def test_what_is_done_is_ticked_off_by_facts(cast, today):
    assert ticked(cast.lin) == ["改一个自己的密码", "看看有哪些进站代表"]
    renew(cast.lin, cast.qinghe)
    cast.qinghe.address, cast.qinghe.hours, cast.qinghe.phone = "清河路1号", "工作日", "0599-8654321"
    cast.qinghe.save()
    cast.visit(cast.reception(on=today, state="open", published_on=today))
    assert ticked(cast.lin) == [
        "改一个自己的密码", "核对本站资料", "看看有哪些进站代表", "打印站码，贴在门口",
        "接待前几天：发公告、打印海报", "接待当天：在接待台登记",
    ]  # fmt: skip
    assert "今天的接待" in [words for step in first_day(cast.lin) for words, _ in step.links]


@pytest.mark.parametrize(("who", "shown"), [("lin", True), ("zhou", False), ("luo", False)])
def test_the_help_stands_in_the_menu_of_who_staffs_a_station(client, cast, who, shown):
    client.force_login(getattr(cast, who))
    menu = re.search(r"<nav.*?</nav>", client.get("/").content.decode(), re.S)
    assert menu and ("使用帮助" in menu[0]) == shown


def test_an_empty_first_page_leads_to_the_help(client, cast):
    client.force_login(cast.lin)
    assert 'href="/stations/help/"' in client.get("/").content.decode()
    assert client.get("/stations/help/").status_code == 200
