"""《代表之声》: an excerpt with a number of its own, and the leaders' instructions word for word."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from notices.models import Notice
from offices.choices import Role
from suggestions.models import Suggestion
from suggestions.voice_lifecycle import VOICE
from tests.suggestions.units import today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform

EXCERPT = {"headline": "尽快增设信号灯", "digest": "人民路早晚高峰拥堵。", "recipients": "市委书记、市长"}
SAID = {"leader": "市长刘建华", "words": "请抓紧研究。", "on": today()}


@pytest.fixture
@stands
def case(way):
    return way.dispatched()


@pytest.fixture
def issue(way, case):
    way.take(case, "voice", way.cast.zhou, **EXCERPT)
    return case.voices.get()


def test_each_issue_has_the_next_number_of_the_year(way, case, issue):
    way.take(case, "voice", way.cast.zhou, **EXCERPT | {"headline": "信号灯何时装上"})
    assert [str(one) for one in case.voices.all()] == [
        f"《代表之声》{today().year}年第1期", f"《代表之声》{today().year}年第2期",
    ]  # fmt: skip


@pytest.mark.parametrize("field", sorted(EXCERPT))
def test_nothing_is_left_out(way, case, field):
    with pytest.raises(Refused) as no:
        way.take(case, "voice", way.cast.zhou, **EXCERPT | {field: " "})
    assert no.value.field == field


def test_nothing_confidential_leaves_and_nothing_before_it_was_submitted(way, case):
    Suggestion.objects.filter(pk=case.pk).update(confidential=True)
    with pytest.raises(OutOfStep, match="保密建议不编发"):
        way.take(case, "voice", way.cast.zhou, **EXCERPT)
    with pytest.raises(OutOfStep):
        way.take(way.draft(), "voice", way.cast.zhou, **EXCERPT)


@pytest.mark.parametrize("who", ["wu", "gao", "sun", "chen", "tang"])
def test_it_is_the_congress_office_s_paper(way, case, issue, who):
    user = getattr(way.cast, who)
    with pytest.raises(PermissionDenied):
        way.take(case, "voice", user, **EXCERPT)
    with pytest.raises(PermissionDenied):
        perform(VOICE, issue.pk, "instruct", user, **SAID)


def test_an_instruction_is_kept_and_told(way, issue):
    row = perform(VOICE, issue.pk, "instruct", way.cast.zhou, **SAID)
    perform(VOICE, issue.pk, "instruct", way.cast.zhou, **SAID | {"leader": "市委书记陈明"})
    assert row.state == "instructed" and issue.instructions.count() == 2
    told = Notice.objects.filter(kind="voice.instruct").values_list("recipient__username", flat=True)
    assert {"sun", "zheng", "chen"} <= set(told)


class TestALeaderWritesHimself:
    @pytest.fixture
    def sent(self, way, case):
        way.take(case, "voice", way.cast.zhou, **EXCERPT, readers=[way.cast.gao])
        return case.voices.get()

    def test_it_waits_on_his_first_page_until_he_has_written_in_his_own_name(self, way, client, case, sent):
        client.force_login(way.cast.gao)
        assert "《代表之声》待阅示" in client.get("/").content.decode()
        scan = SimpleUploadedFile("批示.pdf", b"%PDF-1.4\n")
        url = f"/suggestions/voices/{sent.pk}/do/instruct/"
        client.post(url, {"words": "请市教育局月底前报方案。", "on": today(), "leader": "别人", "scan": scan})
        said = sent.instructions.get()
        assert said.leader.endswith(way.cast.gao.name) and said.recorded_by == way.cast.gao
        assert "《代表之声》待阅示" not in client.get("/").content.decode()
        page = client.get(case.get_absolute_url()).content.decode()
        assert (
            "请市教育局月底前报方案。" in page and f"/suggestions/voices/instructions/{said.pk}/scan/" in page
        )
        assert client.get(f"/suggestions/voices/instructions/{said.pk}/scan/").status_code == 200
        client.force_login(way.cast.tang)
        assert client.get(f"/suggestions/voices/instructions/{said.pk}/scan/").status_code == 404

    def test_a_leader_it_was_not_sent_to_writes_nothing(self, way, sent):
        other = way.cast.person("liang", "梁主任", Role.LEADER, area=way.cast.city)
        with pytest.raises(PermissionDenied):
            perform(VOICE, sent.pk, "instruct", other, **SAID)

    def test_without_a_scan_there_is_none(self, way, client, sent):
        perform(VOICE, sent.pk, "instruct", way.cast.zhou, **SAID)
        client.force_login(way.cast.zhou)
        url = f"/suggestions/voices/instructions/{sent.instructions.get().pk}/scan/"
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("days", [-1, 1])
def test_an_instruction_lies_between_the_sending_and_today(way, issue, days):
    with pytest.raises(Refused) as no:
        perform(VOICE, issue.pk, "instruct", way.cast.zhou, **SAID | {"on": today() + timedelta(days=days)})
    assert no.value.field == "on"


def test_the_case_the_list_and_the_paper_show_it(way, client, case, issue, queries):
    perform(VOICE, issue.pk, "instruct", way.cast.zhou, **SAID)
    client.force_login(way.cast.zhou)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "市长刘建华" in page and "请抓紧研究。" in page
    paper = reverse("suggestions:document-print", args=(case.pk, "voice", str(issue.pk)))
    bulletin = client.get(paper).content.decode()
    assert "市委书记、市长" in bulletin and "总第1期" in bulletin and "责任编辑" in bulletin
    url = reverse("suggestions:voices")
    assert [row.pk for row in client.get(url, {"state": "instructed"}).context["page"].rows] == [issue.pk]
    one = queries(lambda: client.get(url))
    way.take(case, "voice", way.cast.zhou, **EXCERPT)
    assert queries(lambda: client.get(url)) == one
    client.force_login(way.cast.sun)
    assert client.get(paper).status_code == 404


def test_the_timeline_says_what_an_issue_is_and_not_what_a_units_part_is(way, case, issue, client):
    perform(VOICE, issue.pk, "instruct", way.cast.zhou, **SAID)
    client.force_login(way.cast.zhou)
    page = client.get(case.get_absolute_url()).content.decode()
    assert "未见批示" in page and "有批示" in page
