"""Replies: contacts that must come first, classes in force, letter numbers, and two people at once."""

import threading
import time
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from notices.models import Notice
from offices.choices import Unit
from offices.limits import forget_settings
from offices.models import Setting
from suggestions.choices import AssignmentState, ContactStage
from suggestions.contacts import BEFORE_DRAFT, missing
from suggestions.models import Reply, ResultClass
from suggestions.replies import check_letter_number, next_letter_number, result_classes, tidy_letter_number
from suggestions.schemes import adopt, schemes_of
from tests.suggestions.units import (
    answered,
    contact,
    days_ago,
    dispatched,
    draft,
    drafted,
    lead_part,
    step,
    today,
)
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused


def needs(area, value: str) -> None:
    Setting.objects.create(
        area=area,
        key="contacts_needed",
        value=value,
        unit=Unit.CHOICE,
        source="测试",
        valid_from=date(2021, 1, 1),
    )
    forget_settings()


@pytest.fixture
@stands
def part(cast):
    part = lead_part(cast)
    step(part, "receive", cast.sun)
    return part


class TestContacts:
    def test_the_first_one_stops_its_limit_and_tells_every_signing_deputy(self, cast, part, way):
        way.co_signed(part.suggestion)
        contact(part, cast.sun)
        row = part.contacts.get()
        assert (row.stage, row.way, row.on, row.suggestion) == ("before", "meeting", today(), part.suggestion)
        assert set(part.clocks.filter(stopped_on=None).values_list("rule", flat=True)) == set()
        for deputy in (cast.chen, cast.zhao):
            assert Notice.objects.filter(recipient=deputy, kind="assignment.log_contact").count() == 1

    def test_its_day_lies_between_dispatch_and_today(self, cast, part):
        for day in (today() + timedelta(days=1), part.sent_on - timedelta(days=1)):
            with pytest.raises(Refused) as no:
                contact(part, cast.sun, on=day)
            assert no.value.field == "on"

    def test_only_the_units_own_people_log_it(self, cast, part):
        for who in (cast.he, cast.chen, cast.zhou):
            with pytest.raises(PermissionDenied):
                contact(part, who)

    def test_by_default_one_must_come_before_the_draft(self, cast, part):
        with pytest.raises(OutOfStep, match="尚未登记与代表的面商"):
            draft(part, cast.sun)
        contact(part, cast.sun, "during", way="phone")
        assert draft(part, cast.sun).state == AssignmentState.DRAFTED

    def test_an_area_may_ask_for_none(self, cast, part):
        needs(cast.city, "none")
        assert draft(part, cast.sun).state == AssignmentState.DRAFTED

    def test_three_meetings_are_asked_for_by_name(self, cast, part):
        needs(cast.city, "three")
        contact(part, cast.sun, "before")
        with pytest.raises(OutOfStep, match="三见面.*还缺办中面商"):
            draft(part, cast.sun)
        contact(part, cast.sun, "during")
        draft(part, cast.sun)
        step(part, "sign_reply", cast.zheng)
        with pytest.raises(OutOfStep, match="还缺办后面商"):
            step(part, "send_reply", cast.sun, letter_number="云教函〔2026〕1号", letter_on=today())
        contact(part, cast.sun, "after")
        assert send(part, cast).state == AssignmentState.DONE

    @pytest.mark.parametrize(
        ("needed", "had", "stages", "words"),
        [
            ("none", (), tuple(ContactStage), ""),
            ("one", ("after",), tuple(ContactStage), ""),
            ("three", (), tuple(ContactStage), "办前、办中、办后"),
            ("three", ("before",), BEFORE_DRAFT, "还缺办中"),
            ("three", ("before", "during"), BEFORE_DRAFT, ""),
            ("three", ("before", "during", "after"), tuple(ContactStage), ""),
        ],
    )
    def test_what_is_missing_is_said(self, needed, had, stages, words):
        told = missing(needed, had, stages)
        assert words in told and bool(told) == bool(words)


def send(part, cast, number=None, on=None):
    return step(
        part,
        "send_reply",
        cast.sun,
        letter_number=number or f"云教函〔{today().year}〕1号",
        letter_on=on or today(),
    )


class TestLetterNumbers:
    @pytest.fixture
    def signed(self, cast, part):
        contact(part, cast.sun)
        draft(part, cast.sun)
        return step(part, "sign_reply", cast.zheng)

    @pytest.mark.parametrize(
        "typed",
        [
            "铜教函[2026]12号",
            "铜教函（2026）12号",
            " 铜教函 【2026】 12 号 ",
            "铜教函\uff3b2026\uff3d\uff11\uff12号",
        ],
    )
    def test_whatever_brackets_were_typed_they_are_printed_six_cornered(self, typed):
        assert tidy_letter_number(typed) == "铜教函〔2026〕12号"

    @pytest.mark.parametrize(
        "wrong",
        [
            "",
            "12号",
            "铜教函2026年12号",
            "铜教函〔26〕12号",
            "铜教函〔2026〕012号",
            "铜教函〔2026〕第12号",
            "铜教函〔2026〕12",
        ],
    )
    def test_another_shape_is_refused_beside_its_field(self, wrong):
        with pytest.raises(Refused, match="六角括号") as no:
            check_letter_number(wrong, range(2026, 2027))
        assert no.value.field == "letter_number"

    def test_its_year_is_that_of_signing_or_sending(self):
        assert check_letter_number("铜教函〔2026〕12号", range(2026, 2028)) == "铜教函〔2026〕12号"
        with pytest.raises(Refused, match="〔2024〕"):
            check_letter_number("铜教函〔2024〕12号", range(2026, 2028))

    def test_a_unit_uses_a_number_once_and_is_proposed_the_next(self, cast, signed):
        year = today().year
        assert next_letter_number(cast.education) == f"云教函〔{year}〕1号"
        send(signed, cast, f"云教函[{year}]9号")
        assert Reply.objects.get().letter_number == f"云教函〔{year}〕9号"
        assert next_letter_number(cast.education) == f"云教函〔{year}〕10号"
        assert next_letter_number(cast.transport) == f"云交函〔{year}〕1号"
        assert next_letter_number(cast.education, date(year + 1, 1, 4)) == f"云教函〔{year + 1}〕1号"
        other = lead_part(cast)
        drafted(other, cast.sun)
        step(other, "sign_reply", cast.zheng)
        with pytest.raises(Refused, match="已用于十七届闭会第1号建议的答复") as no:
            send(other, cast, f"云教函〔{year}〕9号")
        assert no.value.field == "letter_number"
        other.refresh_from_db()
        assert other.state == AssignmentState.SIGNED

    def test_a_unit_without_its_mark_is_proposed_nothing(self, cast):
        cast.education.letter_mark = ""
        assert next_letter_number(cast.education) == ""

    def test_it_is_not_sent_before_it_was_signed_nor_tomorrow(self, cast, signed):
        Reply.objects.update(signed_on=days_ago(1))
        for day in (days_ago(2), today() + timedelta(days=1)):
            with pytest.raises(Refused) as no:
                send(signed, cast, on=day)
            assert no.value.field == "letter_on"


class TestResultClasses:
    def test_the_national_ones_hold_where_an_area_has_none(self, cast):
        assert [c.code for c in result_classes(cast.city)] == ["A", "B", "C", "D"]
        assert [c.code for c in result_classes(cast.city) if c.resolved] == ["A"]

    def test_a_scheme_holds_from_its_day_in_its_area_and_below(self, cast):
        lines = [("甲", "已解决", True), ("乙", "列入计划", False), ("丙", "留作参考", False)]
        adopt(cast.city, lines, today() + timedelta(days=10), "××办法第九条", cast.zhou)
        assert [c.code for c in result_classes(cast.city)] == ["A", "B", "C", "D"]
        later = today() + timedelta(days=10)
        assert [c.code for c in result_classes(cast.city, later)] == ["甲", "乙", "丙"]
        assert [c.code for c in result_classes(cast.west, later)] == ["甲", "乙", "丙"]
        assert [c.code for c in result_classes(cast.province, later)] == ["A", "B", "C", "D"]

    def test_a_new_scheme_ends_the_old_one_the_day_before_and_old_replies_keep_theirs(self, cast):
        old = adopt(cast.city, [("甲", "已解决", True), ("乙", "其他", False)], days_ago(30), "旧", cast.zhou)
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        contact(part, cast.sun)
        draft(part, cast.sun, result_class=old[0])
        adopt(cast.city, [("A", "已解决", True), ("B", "其他", False)], today(), "新", cast.zhou)
        assert [c.code for c in result_classes(cast.city)] == ["A", "B"]
        assert [c.code for c in result_classes(cast.city, days_ago(1))] == ["甲", "乙"]
        assert Reply.objects.get().result_class == old[0]
        assert [first for first, _ in schemes_of(cast.city)] == [today(), days_ago(30)]

    def test_two_schemes_from_one_day_are_refused(self, cast):
        lines = [("甲", "已解决", True), ("乙", "其他", False)]
        adopt(cast.city, lines, today(), "一", cast.zhou)
        with pytest.raises(Refused) as no:
            adopt(cast.city, lines, today(), "二", cast.zhou)
        assert no.value.field == "valid_from"

    def test_a_class_out_of_force_is_refused(self, cast, part):
        contact(part, cast.sun)
        old = ResultClass.objects.create(
            code="Z", label="旧", valid_from=date(2001, 1, 1), valid_to=date(2001, 2, 1)
        )
        with pytest.raises(Refused) as no:
            draft(part, cast.sun, result_class=old)
        assert no.value.field == "result_class"


class TestTheSchemePage:
    DATA = {
        "code_1": "甲", "label_1": "已解决", "resolved_1": "on", "code_2": "乙", "label_2": "列入计划", "promises_2": "on",
        "source": "××办法", "valid_from": "2099-01-01",
    }  # fmt: skip

    def test_the_office_begins_a_scheme(self, cast, client):
        client.force_login(cast.zhou)
        response = client.post("/suggestions/classes/", self.DATA, follow=True)
        assert "新方案自2099年1月1日起使用" in response.content.decode()
        rows = ResultClass.objects.filter(area=cast.city).order_by("order")
        assert [(r.code, r.label, r.resolved, r.promises) for r in rows] == [
            ("甲", "已解决", True, False),
            ("乙", "列入计划", False, True),
        ]

    def test_it_begins_from_the_classes_in_force(self, cast, client):
        client.force_login(cast.zhou)
        form = client.get("/suggestions/classes/").context["form"]
        assert (form["code_2"].value(), form["promises_2"].value(), form["code_5"].value()) == (
            "B",
            True,
            None,
        )

    @pytest.mark.parametrize(
        ("data", "field", "words"),
        [
            ({"label_1": ""}, "label_1", "都要填写"), ({"code_2": ""}, "code_2", "都要填写"),
            ({"code_2": "", "label_2": ""}, "code_2", "至少需要两个"), ({"code_2": "甲"}, "code_2", "代码重复"),
            ({"resolved_1": ""}, "resolved_1", "至少有一类"), ({"valid_from": "2020-01-01"}, "valid_from", "不能早于今天"),
            ({"source": ""}, "source", "请填写"),
        ],
    )  # fmt: skip
    def test_what_is_wrong_is_said_beside_its_field(self, cast, client, data, field, words):
        client.force_login(cast.zhou)
        sent = {name: value for name, value in (self.DATA | data).items() if value}
        response = client.post("/suggestions/classes/", sent)
        assert words in response.context["form"].errors[field][0]
        assert not ResultClass.objects.filter(area=cast.city).exists()

    @pytest.mark.parametrize(
        ("who", "read", "write"), [("sun", 200, 403), ("gao", 200, 403), ("chen", 403, 403)]
    )
    def test_others_read_it_or_not(self, cast, client, who, read, write):
        client.force_login(getattr(cast, who))
        assert client.get("/suggestions/classes/").status_code == read
        assert client.post("/suggestions/classes/", self.DATA).status_code == write


def at_once(*deeds) -> list:
    """Run these at the same moment, each on a connection of its own; what each returned or raised."""
    gate, found = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(place: int, deed) -> None:
        try:
            gate.wait()
            found[place] = deed()
        except Exception as error:
            found[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place, deed)) for place, deed in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def classes(db):
    """The seeds, which a flush between such tests takes away."""
    for order, code in enumerate("ABCD", 1):
        ResultClass.objects.get_or_create(
            area=None, code=code, defaults={"label": code, "order": order, "valid_from": date(2000, 1, 1)}
        )


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_of_two_handlers_who_sign_for_it_one_wins_and_the_other_is_told_who(self, cast, classes):
        part = lead_part(cast)
        found = at_once(*(lambda user=user: step(part, "receive", user) for user in (cast.sun, cast.zheng)))
        lost = [one for one in found if isinstance(one, OutOfStep)]
        assert len(lost) == 1, found
        winner = part.events.get(action="receive").actor
        assert f"已由{winner.name}" in str(lost[0])

    def test_one_number_is_not_given_to_two_letters(self, cast, classes):
        parts = []
        for _ in range(2):
            part = lead_part(cast)
            drafted(part, cast.sun)
            step(part, "sign_reply", cast.zheng)
            parts.append(part)
        found = at_once(*(lambda part=part: send(part, cast) for part in parts))
        assert sorted(type(one).__name__ for one in found) == ["Assignment", "Refused"], found
        assert Reply.objects.exclude(letter_number="").count() == 1

    def test_two_separate_units_that_answer_together_answer_the_suggestion_once(self, cast, classes):
        cast.person("cao", "曹敏", "unit_head", area=cast.city, office=cast.transport)
        parts = dispatched(cast, separate=[cast.education, cast.transport])
        staff = {
            cast.education: (cast.sun, cast.zheng, "云教函"),
            cast.transport: (cast.he, cast.cao, "云交函"),
        }
        for office, (handler, head, _) in staff.items():
            drafted(parts[office], handler)
            step(parts[office], "sign_reply", head)
        sent = threading.Event()

        def answer(office):
            handler, _, mark = staff[office]
            number = f"{mark}〔{today().year}〕1号"
            return step(parts[office], "send_reply", handler, letter_number=number, letter_on=today())

        def first():
            with transaction.atomic():
                answer(cast.education)
                sent.set()
                time.sleep(0.5)  # not yet committed while the other one answers

        def second():
            sent.wait()
            return answer(cast.transport)

        found = at_once(first, second)
        assert not [one for one in found if isinstance(one, Exception)], found
        suggestion = parts[cast.education].suggestion
        suggestion.refresh_from_db()
        assert suggestion.state == "replied"
        assert suggestion.events.filter(action="reply").count() == 1


def test_a_reply_goes_all_the_way(cast):
    part = lead_part(cast)
    answered(part, cast.sun, cast.zheng)
    reply = Reply.objects.get()
    assert (reply.drafted_by, reply.signed_by, reply.sent_on) == (cast.sun, cast.zheng, today())
