"""Promises: needed by a class, made with the letter, each with its clock, reported, judged, explained, followed across terms."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile

from notices.models import Notice
from suggestions.choices import PromiseState
from suggestions.models import Promise, ResultClass, SuggestionClock
from suggestions.promise_lifecycle import PROMISE
from tests.pictures import png
from tests.suggestions.units import contact, days_ago, draft, lead_part, step, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform

P = PromiseState
WORD = {"what": "年内增设信号灯两处", "who": "李副局长", "proof": "现场照片"}


def later(days: int = 90) -> date:
    return today() + timedelta(days=days)


def take(promise, action, actor, note="", **data):
    return perform(PROMISE, promise.pk, action, actor, note=note, **data)


@pytest.fixture
@stands
def part(cast):
    part = lead_part(cast)
    step(part, "receive", cast.sun)
    contact(part, cast.sun)
    return part


def b_class() -> ResultClass:
    return ResultClass.objects.get(area=None, code="B")


def replied(part, cast, **promise):
    row = WORD | {"due_on": later()} | promise
    draft(part, cast.sun, result_class=b_class(), promises=[row])
    step(part, "sign_reply", cast.zheng)
    step(part, "send_reply", cast.sun, letter_number=f"云教函〔{today().year}〕1号", letter_on=today())
    return Promise.objects.get()


class TestDrawingThemUp:
    def test_a_class_that_is_not_yet_resolved_needs_one(self, cast, part):
        for promises in ({}, {"promises": []}):
            with pytest.raises(Refused, match="承诺事项") as no:
                draft(part, cast.sun, result_class=b_class(), **promises)
            assert no.value.field == "promise_1_what"
        with pytest.raises(Refused, match="晚于今天"):
            draft(part, cast.sun, result_class=b_class(), promises=[WORD | {"due_on": today()}])

    def test_drafted_again_they_are_written_anew_and_until_then_the_units_own(self, cast, part):
        draft(part, cast.sun, result_class=b_class(), promises=[WORD | {"due_on": later()}])
        assert not Promise.objects.visible_to(cast.chen).exists()
        assert Promise.objects.visible_to(cast.sun).count() == 1
        assert not SuggestionClock.objects.filter(rule="promise").exists()
        step(part, "return_draft", cast.zheng, "请细化")
        draft(part, cast.sun, result_class=b_class(), promises=[WORD | {"due_on": later(30)}])
        assert Promise.objects.get().due_on == later(30)

    def test_the_form_asks_for_the_whole_of_each(self, cast, part, client):
        client.force_login(cast.sun)
        url = f"/suggestions/assignments/{part.pk}/do/draft_reply/"
        data = {
            "text": "已列入计划。",
            "result_class": b_class().pk,
            "contact_person": "孙丽娟",
            "contact_phone": "0599-2600001",
        }
        page = client.post(url, data)
        assert "B类须列出承诺事项" in page.context["form"].errors["promise_1_what"][0]
        page = client.post(url, data | {"promise_1_what": "增设", "promise_1_due_on": today().isoformat()})
        assert set(page.context["form"].errors) == {"promise_1_due_on", "promise_1_who", "promise_1_proof"}
        assert "增设" in page.content.decode()
        whole = {
            "promise_1_what": "增设",
            "promise_1_due_on": later().isoformat(),
            "promise_1_who": "李",
            "promise_1_proof": "照片",
        }
        assert client.post(url, data | whole).status_code == 302
        assert Promise.objects.get().what == "增设"

    def test_the_form_takes_as_many_as_are_needed_and_shows_them_all_again(self, cast, part, client):
        client.force_login(cast.sun)
        url = f"/suggestions/assignments/{part.pk}/do/draft_reply/"
        assert "promise_2_what" not in client.get(url).context["form"].fields
        typed = {
            "text": "已列入计划。", "result_class": b_class().pk, "contact_person": "孙丽娟",
            "contact_phone": "0599-2600001",
        }  # fmt: skip
        for number in range(1, 6):
            asked = typed | {"shown": str(number), "more": "1", f"promise_{number}_what": f"事项{number}"}
            form = client.post(url, asked).context["form"]
            assert form[f"promise_{number}_what"].value() == f"事项{number}" and not form.errors
            assert form["shown"].value() == number + 1 and f"promise_{number + 1}_what" in form.fields
            typed |= {
                f"promise_{number}_what": f"事项{number}", f"promise_{number}_due_on": later().isoformat(),
                f"promise_{number}_who": "李", f"promise_{number}_proof": "照片",
            }  # fmt: skip
        typed |= {"shown": "6", "promise_2_who": ""}
        assert set(client.post(url, typed).context["form"].errors) == {"promise_2_who"}
        assert client.post(url, typed | {"promise_2_who": "王"}).status_code == 302
        assert Promise.objects.count() == 5
        step(part, "return_draft", cast.zheng, "请细化")
        form = client.get(url).context["form"]
        assert form["promise_5_what"].value() == "事项5" and form["shown"].value() == 5


class TestKeepingThem:
    @pytest.fixture
    def promise(self, cast, part):
        return replied(part, cast)

    def test_the_letter_makes_them_and_starts_their_clocks(self, cast, promise):
        assert (promise.state, promise.made_on, promise.office) == (P.OPEN, today(), cast.education)
        clock = SuggestionClock.objects.get(promise=promise)
        assert (clock.due_on, clock.office, clock.stopped_on) == (later(), cast.education, None)
        assert clock.sheet
        assert Promise.objects.visible_to(cast.chen).count() == 1

    def test_a_units_own_are_those_it_sees_of_its_own_and_nobody_elses(self, cast, promise):
        for person, count in ((cast.sun, 1), (cast.zheng, 1), (cast.he, 0), (cast.chen, 0)):
            own = Promise.objects.visible_to(person, own=True)
            office = person.posts.get().office_id
            assert [*own] == [*Promise.objects.visible_to(person).filter(office=office)]
            assert len(own) == count

    def test_reported_with_what_shows_it_and_confirmed_with_the_deputys_word(self, cast, promise):
        shown = SimpleUploadedFile("照片.png", png())
        take(promise, "report", cast.sun, report="已增设。", evidence=shown)
        assert Notice.objects.filter(recipient=cast.chen, kind="promise.report").count() == 1
        done = take(promise, "confirm", cast.chen, word="看过了，认可。")
        assert (done.state, done.settled_on, done.evidence_name) == (P.KEPT, today(), "照片.png")
        assert SuggestionClock.objects.get(promise=promise).stopped_on == today()

    def test_disputed_it_goes_on(self, cast, promise):
        take(promise, "report", cast.sun, report="已增设。")
        with pytest.raises(Refused):
            take(promise, "dispute", cast.chen)
        assert take(promise, "dispute", cast.zhou, "只装了一处").state == P.OPEN
        assert SuggestionClock.objects.get(promise=promise).stopped_on is None

    def test_a_change_of_circumstances_is_explained_in_writing_with_a_new_day(self, cast, promise):
        for note, day in (("", later(200)), ("规划调整", today())):
            with pytest.raises(Refused):
                take(promise, "explain", cast.sun, note, due_on=day)
        row = take(promise, "explain", cast.sun, "规划调整", due_on=later(200))
        assert (row.first_due_on, row.due_on) == (later(), later(200))
        assert SuggestionClock.objects.open().get(promise=promise).due_on == later(200)
        assert Notice.objects.filter(recipient=cast.chen, kind="promise.explain").count() == 1

    def test_its_tracking_ends_only_after_an_explanation(self, cast, promise):
        with pytest.raises(OutOfStep, match="还没有书面说明"):
            take(promise, "release", cast.zhou, "项目取消")
        take(promise, "explain", cast.sun, "项目取消", due_on=later(200))
        assert take(promise, "release", cast.zhou, "项目取消").state == P.RELEASED

    @pytest.mark.parametrize(
        ("action", "data", "wrong"),
        [
            ("report", {"report": "好"}, ("chen", "zhou", "he", "tang")),
            ("explain", {"due_on": date(2099, 1, 1)}, ("chen", "zhou", "he")),
            ("release", {}, ("sun", "chen", "tang")),
        ],
    )
    def test_the_wrong_hands_are_refused(self, cast, promise, action, data, wrong):
        for who in wrong:
            with pytest.raises(PermissionDenied):
                take(promise, action, getattr(cast, who), "理由", **data)

    def test_no_unit_confirms_its_own_and_a_second_click_is_told(self, cast, promise):
        with pytest.raises(OutOfStep):
            take(promise, "confirm", cast.zhou, word="好")
        take(promise, "report", cast.sun, report="已增设。")
        for who in (cast.sun, cast.zheng, cast.wu, cast.zhao):
            with pytest.raises(PermissionDenied):
                take(promise, "confirm", who, word="好")
        take(promise, "confirm", cast.chen, word="好")
        with pytest.raises(OutOfStep, match="已由陈建国"):
            take(promise, "confirm", cast.zhou, word="好")

    def test_they_outlive_the_closing_and_the_term(self, cast, way, promise):
        way.rated(promise.suggestion, cast.chen)
        way.take(promise.suggestion, "close", cast.zhou)
        cast.term.ends_on = days_ago(1)
        cast.term.save()
        promise.refresh_from_db()
        assert promise.state == P.OPEN
        assert take(promise, "report", cast.sun, report="换届后继续，已完成。").state == P.REPORTED


class TestTheLedger:
    def test_each_sees_his_own_and_late_ones_are_said_so(self, cast, part, client):
        promise = replied(part, cast)
        Promise.objects.update(due_on=days_ago(3))
        for who, seen in (("zhou", True), ("sun", True), ("chen", True), ("tang", False), ("qian", False)):
            client.force_login(getattr(cast, who))
            page = client.get("/suggestions/promises/?late=yes").content.decode()
            assert (promise.what in page) == seen, who
            assert ("超期3天" in page) == seen
        client.force_login(cast.chen)
        assert "承诺事项" in client.get(f"/suggestions/{promise.suggestion_id}/").content.decode()

    def test_it_opens_on_what_is_still_to_be_done(self, cast, part, client):
        promise = replied(part, cast)
        client.force_login(cast.zhou)

        def shown(query: str = "") -> bool:
            return promise.what in client.get(f"/suggestions/promises/{query}").content.decode()

        assert shown() and shown("?settled=with")
        take(promise, "report", cast.sun, report="两处信号灯已启用。")
        assert shown() and shown("?state=reported")
        take(promise, "confirm", cast.chen, word="确已启用。")
        assert not shown() and not shown("?sort=due_on")
        assert shown("?settled=with") and shown("?state=kept&settled=with")

    def test_its_evidence_is_for_those_who_see_it(self, cast, part, client):
        promise = replied(part, cast)
        take(
            promise,
            "report",
            cast.sun,
            report="好",
            evidence=SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n"),
        )
        for who, status in (("zhou", 200), ("chen", 200), ("tang", 404)):
            client.force_login(getattr(cast, who))
            assert client.get(f"/suggestions/promises/{promise.pk}/evidence/").status_code == status


@pytest.mark.parametrize(("years", "said"), [(0, "须晚于今天"), (31, "请核对年份")])
def test_a_day_that_cannot_be_meant_is_refused(cast, years, said):
    part = lead_part(cast)
    step(part, "receive", cast.sun)
    contact(part, cast.sun)
    day = date(today().year + years, 1, 1)
    with pytest.raises(Refused, match=said):
        draft(part, cast.sun, promises=[{"what": "年内完成", "due_on": day, "who": "李局", "proof": "照片"}])
