"""The first page of who has just begun at a station: what is still to prepare, and whom to ask without a station."""

import re

from deputies.models import Deputy
from stations.codes import renew
from stations.models import Staff


def first_page(client, who) -> str:
    client.force_login(who)
    return client.get("/").content.decode()


def test_a_clerk_whom_no_station_has_taken_in_is_told_whom_to_ask(client, cast):
    assert "您还不是任何联络站的工作人员" not in first_page(client, cast.lin)
    Staff.objects.filter(post__user=cast.lin).delete()
    assert "您还不是任何联络站的工作人员" in first_page(client, cast.lin)
    assert "您还不是任何联络站的工作人员" in client.get("/stations/help/").content.decode()
    assert "任命工作人员" in client.get("/stations/").content.decode()
    assert "您还不是任何联络站的工作人员" not in first_page(client, cast.zhou)


def test_what_a_station_lacks_stands_on_its_first_page_until_it_is_done(client, cast, today):
    def missing() -> list[str]:
        page = first_page(client, cast.lin)
        box = re.search(r'<ol class="to-prepare">.*?</ol>', page, re.S)
        return re.findall(r"<strong>(.*?)</strong>", box[0]) if box else []

    assert missing() == ["核对本站资料", "打印站码，贴在门口", "定下接待日，生成全年计划"]
    renew(cast.lin, cast.qinghe)
    cast.qinghe.address, cast.qinghe.hours, cast.qinghe.phone = "清河路1号", "工作日", "0599-8654321"
    cast.qinghe.save()
    assert missing() == ["定下接待日，生成全年计划"]
    cast.qinghe.day_rules.create(
        pattern="days", days="10", starts_at="09:00", ends_at="11:00", starts_on=today
    )
    assert missing() == ["定下接待日，生成全年计划"]
    cast.reception()
    assert missing() == [] and "开站准备" not in first_page(client, cast.lin)
    assert "开站准备" not in first_page(client, cast.chen)


def test_a_day_whose_rule_publishes_by_itself_says_so(client, cast, today):
    rule = cast.qinghe.day_rules.create(
        pattern="days", days="10", starts_at="09:00", ends_at="11:00", starts_on=today, auto_notice=True
    )
    day = cast.reception(rule=rule, rule_day=today)
    assert "尚未公告，到期自动发布" in first_page(client, cast.lin)
    type(day).objects.update(rule=None, rule_day=None)
    page = first_page(client, cast.lin)
    assert "尚未公告" in page and "到期自动发布" not in page


def test_the_day_and_its_papers_name_the_deputies_in_one_order(client, cast, planned):
    planned.roster.create(deputy=cast.zhao_deputy)
    Deputy.objects.filter(pk=cast.zhao_deputy.pk).update(sort_key="A")
    Deputy.objects.filter(pk=cast.chen_deputy.pk).update(sort_key="B")
    client.force_login(cast.lin)
    assert "赵敏、陈建国" in client.get(f"/receptions/{planned.pk}/poster/").content.decode()
    assert (
        "三、接待代表：赵敏、陈建国" in client.get(f"/receptions/{planned.pk}/do/publish/").content.decode()
    )
    page = client.get(planned.get_absolute_url()).content.decode()
    assert page.index("赵敏", page.index("参与人员")) < page.index("陈建国", page.index("参与人员"))
