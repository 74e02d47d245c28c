"""回头看: snapshots of a range, B to A only with evidence and the deputy's word, the rate before and after."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from notices.models import Notice
from suggestions.choices import LookState
from suggestions.look_lifecycle import LOOK
from suggestions.looking_back import begin_round, changes, rate
from suggestions.models import LookBack, LookBackItem, ResultClass, Suggestion
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform

L = LookState


def klass(code: str) -> ResultClass:
    return ResultClass.objects.get(area=None, code=code)


def take(item, action, actor, note="", **data):
    return perform(LOOK, item.pk, action, actor, note=note, **data)


def shown() -> SimpleUploadedFile:
    return SimpleUploadedFile("验收单.pdf", b"%PDF-1.4\n")


@pytest.fixture
@stands
def look(way, cast) -> LookBack:
    """Two answered suggestions, one resolved and one not, and one still being handled."""
    for code in ("A", "B"):
        row = way.dispatched()
        way.reply_row(way.part(row), code=code)
        way.take(row, "reply")
    way.dispatched()
    return begin_round(cast.city, "2026年回头看", Suggestion.objects.all(), cast.zhou)


@pytest.fixture
def item(look) -> LookBackItem:
    return LookBackItem.objects.get(before__code="B")


def propose(item, cast, code="A", **data):
    data = {"report": "已建成。", "evidence": shown()} | data
    return take(item, "look_propose", cast.sun, proposed=klass(code), **data)


class TestARound:
    def test_it_takes_a_snapshot_of_what_was_answered(self, look):
        assert sorted(look.items.values_list("before__code", "state")) == [("A", L.SETTLED), ("B", L.OPEN)]
        assert rate(look).words == ("1÷2=50.0%", "1÷2=50.0%")

    def test_a_name_is_used_once_and_an_empty_range_is_said(self, cast, look):
        with pytest.raises(Refused, match="同名"):
            begin_round(cast.city, look.name, Suggestion.objects.all(), cast.zhou)
        with pytest.raises(Refused, match="没有已答复"):
            begin_round(cast.city, "另一次", Suggestion.objects.none(), cast.zhou)


class TestRaisingAClass:
    def test_with_evidence_and_the_deputys_word_both_snapshots_stay(self, cast, look, item):
        propose(item, cast)
        take(item, "look_answer", cast.chen, agreed=True, word="看过了。")
        done = take(item, "look_settle", cast.zhou)
        assert (done.before.code, done.after.code, done.settled_on) == ("B", "A", timezone.localdate())
        assert Suggestion.objects.get(pk=item.suggestion_id).result_class.code == "A"
        assert rate(look).words == ("1÷2=50.0%", "2÷2=100.0%")
        assert changes(look) == [("B", "A", 1)]
        look.refresh_from_db()
        assert look.closed_on == timezone.localdate()

    def test_without_evidence_no_class_is_raised(self, cast, item):
        with pytest.raises(Refused) as no:
            propose(item, cast, evidence=None)
        assert no.value.field == "evidence"
        assert propose(item, cast, "C", evidence=None).state == L.PROPOSED

    def test_without_the_deputys_consent_it_stays(self, cast, look, item):
        propose(item, cast)
        take(item, "look_answer", cast.zhou, agreed=False, word="代表电话答复：没有建成。")
        assert take(item, "look_settle", cast.zhou).after.code == "B"
        assert rate(look).after == 1

    def test_nothing_changed_is_settled_with_a_reason_and_sent_back_begins_again(self, cast, item):
        with pytest.raises(Refused):
            take(item, "look_keep", cast.zhou)
        propose(item, cast)
        assert take(item, "look_return", cast.zhou, "材料不全").state == L.OPEN
        assert take(item, "look_keep", cast.zhou, "仍在建设").after.code == "B"

    def test_what_is_not_solved_is_looked_at_again_with_words(self, cast, look, item):
        with pytest.raises(Refused, match="理由"):
            take(item, "look_further", cast.zhou, further="supervise")
        item = take(item, "look_further", cast.zhou, "下月到现场检查。", further="inspect")
        assert (item.get_further_display(), item.further_on) == ("再检查", timezone.localdate())
        item = take(
            take(item, "look_keep", cast.zhou, "尚未完工"),
            "look_further",
            cast.zhou,
            "列入议题。",
            further="review",
        )
        assert item.events.last().note == "再审议\n列入议题。"

    def test_what_is_solved_needs_nothing_more_and_nobody_else_orders_it(self, cast, look, item):
        solved = look.items.get(before__code="A")
        with pytest.raises(OutOfStep, match="已经解决"):
            take(solved, "look_further", cast.zhou, "再看", further="inspect")
        for who in (cast.sun, cast.chen, cast.wu):
            with pytest.raises(PermissionDenied):
                take(item, "look_further", who, "再看", further="inspect")

    @pytest.mark.parametrize("who", ["he", "chen", "zhou", "wu", "tang"])
    def test_only_the_unit_that_answered_reports(self, cast, item, who):
        with pytest.raises(PermissionDenied):
            take(item, "look_propose", getattr(cast, who), proposed=klass("A"), report="好")

    def test_a_unit_neither_answers_for_the_deputy_nor_accepts_and_a_second_click_is_told(self, cast, item):
        with pytest.raises(OutOfStep):
            take(item, "look_settle", cast.zhou)
        propose(item, cast)
        for who in (cast.sun, cast.zhao):
            with pytest.raises(PermissionDenied):
                take(item, "look_answer", who, agreed=True, word="好")
        take(item, "look_answer", cast.chen, agreed=True, word="好")
        with pytest.raises(PermissionDenied):
            take(item, "look_settle", cast.sun)
        take(item, "look_settle", cast.zhou)
        with pytest.raises(OutOfStep, match="已由周文静"):
            take(item, "look_settle", cast.zhou)


class TestThePages:
    def test_the_office_begins_a_round_and_reads_its_rate(self, client, way, cast):
        row = way.dispatched()
        way.reply_row(way.part(row), code="B")
        way.take(row, "reply")
        client.force_login(cast.zhou)
        late = (timezone.localdate() + timedelta(days=2)).isoformat()
        page = client.post("/suggestions/look-backs/new/", {"name": "回头看", "which": "", "since": late})
        assert "没有已答复" in page.context["form"].errors["which"][0]
        page = client.post(
            "/suggestions/look-backs/new/", {"name": "回头看", "which": ""}, follow=True
        ).content.decode()
        assert "解决率：回头看之前0÷1=0.0%，现在0÷1=0.0%" in page
        client.force_login(cast.sun)
        page = client.get(LookBack.objects.get().get_absolute_url()).content.decode()
        assert "报送落实情况" in page
        assert "解决率" not in page

    def test_a_unit_reports_on_the_page_of_its_step(self, client, cast, item):
        client.force_login(cast.sun)
        url = f"/suggestions/look-backs/items/{item.pk}/do/look_propose/"
        data = {"proposed": klass("A").pk, "report": "已建成。"}
        assert "须附证明材料" in client.post(url, data).context["form"].errors["evidence"][0]
        assert client.post(url, data | {"evidence": shown()}).status_code == 302
        client.force_login(cast.chen)
        page = client.get(f"/suggestions/look-backs/items/{item.pk}/do/look_answer/").content.decode()
        assert "已建成。" in page
        assert "验收单.pdf" in page

    @pytest.mark.parametrize(("who", "status"), [("chen", 200), ("gao", 200), ("tang", 404), ("qian", 404)])
    def test_who_sees_a_round(self, client, cast, look, who, status):
        client.force_login(getattr(cast, who))
        assert client.get(look.get_absolute_url()).status_code == status


class TestWhoHasToDoSomething:
    def first_page(self, client, who) -> str:
        client.force_login(who)
        return client.get("/").content.decode()

    def test_the_unit_is_told_and_each_finds_his_step_on_his_first_page(self, client, cast, item):
        told = Notice.objects.filter(kind="look_back.begun")
        assert set(told.values_list("recipient__username", flat=True)) == {"sun", "zheng"}
        assert "1件建议" in told.first().title
        assert "回头看待报送" in self.first_page(client, cast.sun)
        assert "回头看，待我表态" not in self.first_page(client, cast.chen)
        propose(item, cast)
        assert "回头看待报送" not in self.first_page(client, cast.sun)
        assert "回头看，待我表态" in self.first_page(client, cast.chen)
        take(item, "look_answer", cast.chen, agreed=True, word="看过了。")
        assert "回头看待表态、验收" in self.first_page(client, cast.zhou)

    def test_the_case_page_shows_both_classes_and_offers_every_step(self, client, cast, item):
        propose(item, cast)
        client.force_login(cast.zhou)
        page = client.get(item.get_absolute_url().split("#")[0]).content.decode()
        for part in ("原类别B", "拟调整为A", "已建成。", "代表表态", "退回承办单位", "安排后续措施"):
            assert part in page, part
        take(item, "look_further", cast.zhou, "下月到现场。", further="inspect")
        client.force_login(cast.chen)
        page = client.get(item.get_absolute_url().split("#")[0]).content.decode()
        assert "后续措施：再检查" in page and "look_return" not in page

    def test_the_list_leads_to_the_other_steps(self, client, cast, look, item):
        client.force_login(cast.zhou)
        page = client.get(look.get_absolute_url()).content.decode()
        assert "安排后续措施" in page and f"#look-{item.pk}" in page
