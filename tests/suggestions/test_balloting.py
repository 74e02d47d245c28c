"""测评会: votes counted on the spot, what they come to by the area's rule, and who hears of it."""

from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.utils import timezone
from docx import Document as Word

from journal.models import Entry
from notices.models import Notice
from suggestions.balloting import Votes, verdict_of
from suggestions.meeting import keep
from suggestions.models import HandlingMeeting, MeetingBallot, MeetingItem
from tests.suggestions.rules import rule
from workflow.lifecycle import OutOfStep


def today():
    return timezone.localdate()


@pytest.fixture
def sat(cast, way) -> HandlingMeeting:
    one = HandlingMeeting(
        area=cast.city, office=cast.committee, kind="assess", title="建议办理测评会", on=today(), people="常委会组成人员",
        recorded_by=cast.zhou,
    )  # fmt: skip
    return keep(one, [way.replied(title="关于信号灯的建议"), way.replied(title="关于公交的建议")], cast.zhou)


def typed(sat, *lines, **papers) -> dict:
    lines = lines or ((20, 5, 2), (5, 5, 15))
    data = {"entitled": 35, "present": 30, "issued": 30, "returned": 28, "tellers": "王芳、李强"} | papers
    for item, line in zip(sat.items.order_by("pk"), lines, strict=True):
        data |= dict(
            zip((f"{n}_{item.pk}" for n in ("satisfied", "basically", "dissatisfied")), line, strict=True)
        )
    return data


def address(sat, more: str = "") -> str:
    return f"/suggestions/meetings/{sat.pk}/ballot/{more}"


@pytest.mark.parametrize(
    ("base", "votes", "verdict"),
    [
        ("valid", (14, 6, 7), "satisfied"),  # 14 of 27
        ("present", (14, 6, 7), "basically"),  # 14 of 30 is not more than half, 20 is
        ("all", (14, 3, 10), "dissatisfied"),  # 17 of 35 is less than half
        ("valid", (10, 0, 10), "dissatisfied"),  # half is not more than half
    ],
)
def test_the_base_of_the_area_decides(base, votes, verdict):
    ballot = SimpleNamespace(entitled=35, present=30, returned=28, base=base, passes=50)
    assert verdict_of(ballot, Votes(*votes)) == verdict


class TestCounting:
    def test_what_the_votes_come_to_stands_on_the_meeting_and_on_each_case(self, cast, sat, client):
        client.force_login(cast.zhou)
        page = client.post(address(sat), typed(sat), follow=True).content.decode()
        assert "满意20票，基本满意5票，不满意2票；满意率20÷27=74.1%" in page and "收回28张" in page
        assert [i.verdict for i in sat.items.order_by("pk")] == ["satisfied", "dissatisfied"]
        client.force_login(cast.chen)
        case = client.get(sat.items.order_by("pk")[1].suggestion.get_absolute_url()).content.decode()
        assert "测评结果：不满意（满意5票" in case
        assert Entry.objects.filter(verb="登记测评票数").exists()

    def test_units_and_deputies_are_told_once_and_again_where_it_is_corrected(self, cast, sat, client):
        client.force_login(cast.zhou)
        client.post(address(sat), typed(sat))
        client.post(address(sat), typed(sat))
        mine = Notice.objects.filter(kind="ballot.counted", recipient=cast.sun)
        assert (
            mine.count() == 2
            and Notice.objects.filter(kind="ballot.counted", recipient=cast.chen).count() == 2
        )
        client.post(address(sat), typed(sat, (20, 5, 2), (15, 5, 5)))
        assert mine.count() == 3 and mine.latest("pk").title.endswith("测评结果更正：满意")
        assert Entry.objects.filter(verb="更正测评票数").exists()

    def test_a_later_rule_does_not_move_the_outcome(self, cast, sat, client):
        client.force_login(cast.zhou)
        client.post(address(sat), typed(sat))
        rule(cast.city, "ballot_pass", "90")
        assert MeetingBallot.objects.get().passes == 50
        assert "须超过50%" in client.get(sat.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"present": 36}, "到会人数不能超过应到人数"), ({"issued": 31}, "发出票数不能超过到会人数"),
            ({"returned": 31}, "收回票数不能超过发出票数"), ({"returned": 26}, "超过收回的26票"),
            ({"tellers": ""}, "请填写监票人"), ({"present": -1}, "大于或等于0"),
        ],
    )  # fmt: skip
    def test_papers_that_do_not_add_up_are_said_beside_their_field(self, cast, sat, client, changed, said):
        client.force_login(cast.zhou)
        page = client.post(address(sat), typed(sat, **changed))
        assert any(said in str(error) for error in page.context["form"].errors.values()), page.context[
            "form"
        ].errors
        assert 'value="20"' in page.content.decode() and not MeetingBallot.objects.exists()

    def test_a_line_without_a_valid_vote_has_no_outcome(self, cast, sat, client):
        client.force_login(cast.zhou)
        page = client.post(address(sat), typed(sat, (20, 5, 2), (0, 0, 0)))
        assert "没有有效票" in page.content.decode() and not MeetingBallot.objects.exists()


class TestWhoAndWhen:
    def test_only_the_office_that_called_it_counts(self, cast, sat, client):
        for who, status in (
            (cast.wu, 403),
            (cast.gao, 403),
            (cast.sun, 403),
            (cast.chen, 403),
            (cast.tang, 404),
        ):
            client.force_login(who)
            assert client.post(address(sat), typed(sat)).status_code == status, who
        assert not MeetingBallot.objects.exists()

    def test_only_a_rating_meeting_that_has_been_held(self, cast, sat, client):
        client.force_login(cast.zhou)
        for change, said in (
            ({"on": today() + timedelta(days=1)}, "还没有召开"),
            ({"kind": "push"}, "只有测评会"),
        ):
            HandlingMeeting.objects.filter(pk=sat.pk).update(**change)
            assert said in client.post(address(sat), typed(sat), follow=True).content.decode()
        assert not MeetingBallot.objects.exists()

    def test_what_was_voted_on_stays_and_the_kind_too(self, cast, sat, client):
        client.force_login(cast.zhou)
        client.post(address(sat), typed(sat))
        sat.refresh_from_db()
        keep(sat, [sat.items.first().suggestion], cast.zhou)
        assert MeetingItem.objects.count() == 2
        data = {
            "kind": "push",
            "title": "推进会",
            "on": today(),
            "people": "各单位",
            "suggestions": [sat.items.first().suggestion_id],
        }
        page = client.post(f"/suggestions/meetings/{sat.pk}/edit/", data)
        assert "会议类型不能改变" in page.content.decode()


def test_what_was_voted_down_waits_for_supervision_though_it_is_closed(cast, way, sat, client):
    row = sat.items.order_by("pk")[1].suggestion
    way.take(way.rated(row, cast.chen), "close", cast.zhou)
    supervised = {"manner": "leader", "leader": "高志明", "aim": "年内见效。"}
    with pytest.raises(OutOfStep, match="已办结"):
        way.take(row, "supervise", cast.zhou, **supervised)
    client.force_login(cast.zhou)
    client.post(address(sat), typed(sat))
    assert "测评不满意，待督办" in client.get("/").content.decode()
    way.take(row, "supervise", cast.zhou, **supervised)
    assert "测评不满意，待督办" not in client.get("/").content.decode()


def test_the_paper_is_blank_and_the_outcome_is_one_to_read_out(cast, sat, client):
    def told(query: str = "") -> str:
        paper = Word(BytesIO(b"".join(client.get(address(sat, f"paper/{query}")).streaming_content)))
        cells = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]
        return "\n".join([*(p.text for p in paper.paragraphs), *cells])

    client.force_login(cast.zhou)
    assert "关于信号灯的建议" in told() and "无记名" in told()
    assert client.get(address(sat, "paper/?result")).status_code == 404
    client.post(address(sat), typed(sat))
    for part in ("应到35人", "收回28张", "74.1%", "不满意", "王芳、李强", "以有效票为基数"):
        assert part in told("?result"), part
    client.force_login(cast.sun)
    assert client.get(address(sat, "paper/")).status_code == 404
