"""测评会: votes counted on the spot, what they come to by the area's rule, and who hears of it."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document as Word

from journal.models import Entry
from notices.models import Notice
from suggestions.ballot_rules import BallotRule, Papers, Votes
from suggestions.meeting import keep
from suggestions.models import HandlingMeeting, MeetingBallot, MeetingItem, Suggestion
from tests.suggestions.rules import rule
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep


def today():
    return timezone.localdate()


@pytest.fixture
@stands
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


ZHENHAI = BallotRule(base="all", compare="least", compare_both="over")  # domain rule 58
CASES = [
    (BallotRule(base="valid"), (14, 6, 7), "satisfied", "满意14÷27=51.9%，超过半数，为满意"),
    (
        BallotRule(base="present"),
        (14, 6, 7),
        "basically",
        "没有超过半数；两项合计20÷30=66.7%，超过半数，为基本满意",
    ),
    (BallotRule(base="all"), (14, 3, 10), "dissatisfied", "基数35（全体组成人员）"),
    (BallotRule(base="valid"), (10, 0, 10), "dissatisfied", "两项合计10÷20=50.0%，没有超过半数，为不满意"),
    (BallotRule(compare="least"), (10, 0, 10), "satisfied", "达到半数，为满意"),
    (BallotRule(share="2/3"), (18, 6, 3), "basically", "没有超过三分之二"),
    (BallotRule(share="2/3", compare="least"), (18, 6, 3), "satisfied", "达到三分之二"),
    (
        BallotRule(share="80", share_both="60"),
        (15, 3, 9),
        "basically",
        "没有超过80%；两项合计18÷27=66.7%，超过60%",
    ),
    (BallotRule(invalid="whole"), (14, 0, 13), "dissatisfied", "基数28"),
    (BallotRule(fails="1/3"), (17, 0, 10), "dissatisfied", "不满意10÷27=37.0%，超过三分之一"),
    (BallotRule(fails="1/3", invalid="against", base="all"), (18, 0, 5), "satisfied", "满意18÷35"),
    (BallotRule(fails="1/4", invalid="against", base="all"), (18, 0, 5), "dissatisfied", "不满意10÷35"),
]


@pytest.mark.parametrize(("rule", "votes", "verdict", "told"), CASES)
def test_the_rule_of_the_area_decides_and_says_how(rule, votes, verdict, told):
    papers = Papers(entitled=35, present=30, issued=30, returned=28)
    assert rule.verdict(papers, Votes(*votes)) == verdict
    assert told in rule.how(papers, Votes(*votes)) and "".join(rule.words())


@pytest.mark.parametrize(
    ("entitled", "votes", "verdict"),
    [
        (44, (22, 0, 5), "satisfied"), (44, (21, 1, 5), "dissatisfied"), (44, (21, 2, 4), "basically"),
        (45, (22, 0, 7), "dissatisfied"), (45, (23, 0, 6), "satisfied"),
    ],
)  # fmt: skip
def test_half_of_all_members_is_satisfied_and_both_grades_must_be_more(entitled, votes, verdict):
    assert ZHENHAI.verdict(Papers(entitled, 29, 29, 29), Votes(*votes)) == verdict


@pytest.mark.parametrize(
    ("quorum", "entitled", "needed"),
    [("half", 45, 23), ("half", 44, 23), ("two_thirds", 45, 30), ("two_thirds", 44, 30), ("none", 45, 0)],
)
def test_the_quorum_is_counted_of_all_members(quorum, entitled, needed):
    rule = BallotRule(quorum=quorum)
    assert rule.needed(entitled) == needed
    assert rule.no_quorum(Papers(entitled, needed, needed, needed)) == ""
    if needed:
        assert f"法定人数{needed}人" in rule.no_quorum(Papers(entitled, needed - 1, 1, 1))


class TestCounting:
    def test_what_the_votes_come_to_stands_on_the_meeting_and_on_each_case(self, cast, sat, client):
        client.force_login(cast.zhou)
        page = client.post(address(sat), typed(sat), follow=True).content.decode()
        assert (
            "满意20票，基本满意5票，不满意2票。基数27（有效票）；满意20÷27=74.1%，超过半数，为满意。" in page
            and "收回28张" in page
        )
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
        rule(cast.city, "ballot_share", "90")
        assert MeetingBallot.objects.get().rule["share"] == "50"
        assert "满意票超过半数的为满意" in client.get(sat.get_absolute_url()).content.decode()

    @pytest.mark.parametrize(
        ("changed", "said"),
        [
            ({"present": 36}, "到会人数不能超过应到人数"), ({"issued": 31}, "发出票数不能超过到会人数"),
            ({"returned": 31}, "收回票数不能超过发出票数"),
            ({"present": 17, "issued": 17, "returned": 17}, "少于应到35人的法定人数18人"), ({"returned": 26}, "超过收回的26票"),
            ({"tellers": ""}, "请填写监票人"), ({"present": -1}, "不能小于0"),
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
    assert "测评不满意，待整改或督办" in client.get("/").content.decode()
    way.take(row, "supervise", cast.zhou, **supervised)
    assert "测评不满意，待整改或督办" not in client.get("/").content.decode()


class TestPuttingRight:
    """What follows a 不满意 (domain rule 60)."""

    @pytest.fixture
    def down(self, cast, sat, client):
        client.force_login(cast.zhou)
        client.post(address(sat), typed(sat))
        return sat.items.order_by("pk")[1]

    def test_one_tap_gives_it_back_with_a_limit_and_a_round_of_its_own(self, cast, way, sat, down, client):
        page = client.get(sat.get_absolute_url()).content.decode()
        assert f"/suggestions/{down.suggestion_id}/do/redress/" in page and page.count("限期整改") == 1
        client.post(f"/suggestions/{down.suggestion_id}/do/redress/")
        row = Suggestion.objects.get(pk=down.suggestion_id)
        clock = row.clocks.get(rule="redress")
        assert (row.state, row.round, row.due_on) == ("dispatched", 2, clock.due_on)
        assert clock.office == cast.education and clock.due_on >= today() + timedelta(days=60)
        assert Notice.objects.filter(recipient=cast.sun, title__contains="限期整改").exists()
        assert "已交承办单位限期整改" in client.get(sat.get_absolute_url()).content.decode()
        with pytest.raises(OutOfStep):
            way.take(row, "redress", cast.zhou)

    def test_a_closed_one_is_opened_for_it(self, cast, way, sat, down):
        row = way.take(way.rated(down.suggestion, cast.chen), "close", cast.zhou)
        row = way.take(row, "redress", cast.zhou)
        assert (row.state, row.closed_on, row.replied_on) == ("dispatched", None, None)

    def test_only_the_congress_office_and_only_what_was_voted_down(self, cast, way, sat, down, client):
        for who, status in (
            (cast.wu, 403),
            (cast.sun, 403),
            (cast.chen, 403),
            (cast.gao, 403),
            (cast.tang, 404),
        ):
            client.force_login(who)
            assert client.post(f"/suggestions/{down.suggestion_id}/do/redress/").status_code == status, who
        other = sat.items.order_by("pk")[0].suggestion
        with pytest.raises(OutOfStep, match="没有测评不满意"):
            way.take(other, "redress", cast.zhou)

    def test_what_was_put_right_waits_for_the_next_rating_meeting(self, cast, way, sat, down, client):
        row = way.take(down.suggestion, "redress", cast.zhou)
        assert "整改后待再次测评" not in client.get("/").content.decode()
        way.reply_row(way.part(row))
        way.take(row, "reply")
        assert "整改后待再次测评" in client.get("/").content.decode()
        again = f"/suggestions/meetings/new/?again={sat.pk}"
        assert again in client.get(sat.get_absolute_url()).content.decode()
        assert client.get(again).context["form"].initial["suggestions"] == [row.pk]
        form = client.get("/suggestions/meetings/new/?again=all").context["form"]
        assert form.initial["kind"] == "assess" and form.initial["suggestions"] == [row.pk]
        rule(cast.city, "ballot_again", "no")
        assert "整改后待再次测评" not in client.get("/").content.decode()
        assert again not in client.get(sat.get_absolute_url()).content.decode()
        rule_day = {
            "kind": "assess",
            "title": "再次测评会",
            "on": today(),
            "people": "常委会",
            "suggestions": [row.pk],
        }
        client.post("/suggestions/meetings/new/", rule_day)
        assert client.get("/suggestions/meetings/new/?again=all").context["form"].initial["suggestions"] == []


def test_the_paper_is_blank_and_the_outcome_is_one_to_read_out(cast, sat, client):
    def told(query: str = "") -> str:
        paper = Word(BytesIO(b"".join(client.get(address(sat, f"paper/{query}")).streaming_content)))
        cells = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]
        return "\n".join([*(p.text for p in paper.paragraphs), *cells])

    client.force_login(cast.zhou)
    assert "关于信号灯的建议" in told() and "无记名" in told()
    assert client.get(address(sat, "paper/?result")).status_code == 404
    client.post(address(sat), typed(sat))
    for part in ("应到35人", "收回28张", "74.1%", "不满意", "王芳、李强", "基数：有效票"):
        assert part in told("?result"), part
    client.force_login(cast.sun)
    assert client.get(address(sat, "paper/")).status_code == 404
