"""办理会议: kept by the office that called it, read by whom its suggestions concern; what units promise there is tracked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from journal.models import Entry
from notices.models import Notice
from suggestions.batches import gather, new_batch
from suggestions.meeting import keep, promise
from suggestions.models import Batch, HandlingMeeting, Promise, SuggestionClock
from suggestions.promise_lifecycle import PROMISE
from tests.suggestions.way import stands
from workflow.lifecycle import Refused, perform

LIST = "/suggestions/meetings/"
today = timezone.localdate


def in_days(days: int):
    return today() + timedelta(days=days)


@pytest.fixture
@stands
def row(way):
    return way.dispatched()


@pytest.fixture
def sat(cast, row) -> HandlingMeeting:
    """专题询问 of the congress office about 陈建国's suggestion."""
    one = HandlingMeeting(
        area=cast.city, office=cast.committee, kind="inquiry", title="建议办理专题询问", on=today(), people="教育局局长",
        recorded_by=cast.zhou,
    )  # fmt: skip
    return keep(one, [row], cast.zhou)


def typed(row, **changed) -> dict:
    return {
        "kind": "divide",
        "title": "分工会",
        "on": today(),
        "people": "各承办单位",
        "suggestions": [row.pk],
    } | changed


def word(row, **changed) -> dict:
    part = row.assignments.get()
    said = {
        "assignment": part.pk,
        "what": "年内增设信号灯",
        "due_on": in_days(30),
        "who": "李副局长",
        "proof": "照片",
    }
    return said | changed


class TestKeepingOne:
    def test_the_congress_office_writes_it_with_its_suggestions_and_changes_it(self, cast, row, way, client):
        other = way.dispatched(title="关于增设公交站点的建议")
        client.force_login(cast.zhou)
        page = client.post(f"{LIST}new/", typed(row), follow=True).content.decode()
        assert row.title in page and other.title not in page
        one = HandlingMeeting.objects.get()
        page = client.post(
            f"{LIST}{one.pk}/edit/", typed(row, suggestions=[other.pk], record="明确分工。"), follow=True
        ).content.decode()
        assert other.title in page and row.title not in page and "明确分工" in page
        assert list(Entry.objects.filter(verb__endswith="办理会议").values_list("verb", flat=True)) == [
            "登记办理会议", "修改办理会议",
        ]  # fmt: skip

    def test_a_whole_batch_at_once(self, cast, way, client):
        row = way.registered()
        batch = new_batch(cast.city, today())
        gather(batch, today())
        client.force_login(cast.zhou)
        client.post(f"{LIST}new/", typed(row, suggestions=[], batch=batch.pk))
        assert [item.suggestion for item in HandlingMeeting.objects.get().items.all()] == [row]

    def test_a_batch_says_which_of_the_three_meetings_were_held(self, cast, way, client):
        row = way.registered()
        batch = new_batch(cast.city, today())
        gather(batch, today())
        page = f"/suggestions/batches/{batch.pk}/"
        client.force_login(cast.zhou)
        assert "三会" not in client.get(page).content.decode()
        Batch.objects.update(state="sent")
        assert client.get(page).content.decode().count("还没有开") == 3
        form = client.get(f"{LIST}new/?batch={batch.pk}").content.decode()
        assert f'<option value="{batch.pk}" selected>' in form
        client.post(f"{LIST}new/", typed(row, suggestions=[], batch=batch.pk))
        told = client.get(page).content.decode()
        assert "已研究1件" in told and told.count("还没有开") == 2

    def test_what_is_missing_is_said_and_what_was_typed_stays(self, cast, row, client):
        client.force_login(cast.zhou)
        page = client.post(f"{LIST}new/", typed(row, suggestions=[], people=""))
        assert set(page.context["form"].errors) == {"people", "suggestions"}
        assert "分工会" in page.content.decode() and not HandlingMeeting.objects.exists()

    @pytest.mark.parametrize(
        ("who", "status"), [("sun", 403), ("chen", 403), ("gao", 403), ("wu", 403), ("tang", 404)]
    )
    def test_nobody_else_changes_it(self, cast, sat, row, client, who, status):
        client.force_login(getattr(cast, who))
        assert client.get(f"{LIST}{sat.pk}/edit/").status_code == status
        assert client.post(f"{LIST}{sat.pk}/promise/", word(row)).status_code == status


class TestReadingIt:
    @pytest.mark.parametrize("who", ["zhou", "gao", "wu", "sun", "chen"])
    def test_whom_its_suggestions_concern(self, cast, sat, row, client, who):
        client.force_login(getattr(cast, who))
        assert sat.title in client.get(LIST).content.decode()
        assert row.title in client.get(f"{LIST}{sat.pk}/").content.decode()
        case = client.get(f"/suggestions/{row.pk}/").content.decode()
        assert "办理会议" in case and sat.get_absolute_url() in case

    def test_looking_back_is_offered_once_something_of_it_was_answered(self, cast, way, client):
        waits, answered = way.dispatched(), way.replied()
        client.force_login(cast.zhou)
        about = {"area": cast.city, "office": cast.committee, "on": today(), "recorded_by": cast.zhou}
        for row, offered in ((waits, False), (answered, True)):
            one = keep(HandlingMeeting(kind="inquiry", title=f"专题询问{row.pk}", **about), [row], cast.zhou)
            page = client.get(one.get_absolute_url()).content.decode()
            assert ("开展回头看" in page) == offered

    @pytest.mark.parametrize("who", ["qian", "tang", "he", "fang"])
    def test_nobody_else(self, cast, sat, client, who):
        client.force_login(getattr(cast, who))
        assert sat.title not in client.get(LIST).content.decode()
        assert client.get(f"{LIST}{sat.pk}/").status_code == 404

    def test_only_with_the_suggestions_that_one_may_know_of(self, cast, sat, row, way, client):
        other = way.take(
            way.registered(title="关于河道治理的建议"), "dispatch", cast.zhou, lead=cast.transport
        )
        keep(sat, [row, other], cast.zhou)
        client.force_login(cast.sun)
        page = client.get(f"{LIST}{sat.pk}/").content.decode()
        assert row.title in page and other.title not in page

    def test_the_list_costs_the_same_for_one_and_for_three(self, cast, sat, row, client, queries):
        client.force_login(cast.zhou)
        client.get(LIST)
        one = queries(lambda: client.get(LIST))
        for _ in range(2):
            sat.pk = None
            sat._state.adding = True
            keep(sat, [row], cast.zhou)
        assert queries(lambda: client.get(LIST)) == one


class TestAPromiseMadeThere:
    def test_is_tracked_like_those_of_the_replies(self, cast, sat, row, client):
        client.force_login(cast.zhou)
        page = client.post(f"{LIST}{sat.pk}/promise/", word(row), follow=True).content.decode()
        assert "年内增设信号灯" in page and "落实中" in page
        made = Promise.objects.get()
        assert (made.meeting, made.office, made.made_on, made.state) == (sat, cast.education, today(), "open")
        clock = SuggestionClock.objects.get(promise=made)
        assert clock.due_on == in_days(30) and "建议办理专题询问上的承诺" in str(clock.sheet)
        assert set(Notice.objects.filter(kind="promise.meeting").values_list("recipient__username", flat=True)) == {
            "sun", "zheng", "chen",
        }  # fmt: skip
        perform(PROMISE, made.pk, "report", cast.sun, report="已完成。")
        assert perform(PROMISE, made.pk, "confirm", cast.chen, word="属实。").state == "kept"

    def test_is_for_a_day_to_come_and_of_a_unit_that_answers(self, cast, sat, row, way, client):
        client.force_login(cast.zhou)
        late = client.post(f"{LIST}{sat.pk}/promise/", word(row, due_on=today()))
        assert "须晚于今天" in str(late.context["form"].errors["due_on"])
        stranger = way.dispatched(title="关于河道治理的建议").assignments.get()
        said = {"what": "增设", "due_on": in_days(5), "who": "李", "proof": "照片"}
        with pytest.raises(Refused, match="承办单位"):
            promise(sat, stranger, said, cast.zhou)
        assert not Promise.objects.exists()

    def test_of_a_deputys_suggestion_who_has_no_account(self, cast, sat, row):
        cast.chen_deputy.__class__.objects.filter(pk=cast.chen_deputy.pk).update(user=None)
        said = {"what": "增设", "due_on": in_days(5), "who": "李", "proof": "照片"}
        assert promise(sat, row.assignments.get(), said, cast.zhou).state == "open"

    def test_keeps_its_suggestion_in_the_meeting(self, cast, sat, row, way):
        said = {"what": "增设", "due_on": in_days(5), "who": "李", "proof": "照片"}
        promise(sat, row.assignments.get(), said, cast.zhou)
        keep(sat, [way.dispatched(title="关于河道治理的建议")], cast.zhou)
        assert sat.items.count() == 2
