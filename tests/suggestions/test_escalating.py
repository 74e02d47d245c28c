"""A late reply is answered for step by step: 提醒 → 督办 → 通报 → 问责, and no level is skipped."""

from datetime import date
from itertools import count
from typing import ClassVar

import pytest
from django.core.exceptions import PermissionDenied

from journal.models import Entry
from notices.models import Notice
from suggestions.models import Escalation, PaperSeries, Suggestion
from tests.suggestions.units import days_ago, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused

TIMES = count(1)  # nobody says the same twice within seconds


@pytest.fixture
@stands
def late(way):
    row = way.dispatched(co=[way.cast.transport])
    Suggestion.objects.filter(pk=row.pk).update(due_on=days_ago(5))
    return row


def escalate(way, row, note=None, who=None, office=None):
    note = note if note is not None else f"请立即答复并说明原因。（{next(TIMES)}）"
    return way.take(row, "escalate", who or way.cast.zhou, note=note, office=office or way.cast.education)


def test_the_levels_follow_each_other_and_end(way, late):
    for _ in range(4):
        escalate(way, late)
    rows = list(late.escalations.order_by("pk"))
    assert [row.level for row in rows] == ["remind", "supervise", "circulate", "account"]
    assert {row.days_late for row in rows} == {5}
    with pytest.raises(OutOfStep, match="各级措施都已采取"):
        escalate(way, late)


def test_leaders_and_the_government_office_hear_of_it_from_the_third_level_on(way, late):
    def told() -> set[str]:
        rows = Notice.objects.filter(kind="suggestion.escalate")
        return set(rows.values_list("recipient__username", flat=True))

    escalate(way, late), escalate(way, late)
    assert told() == {"sun", "zheng"}
    escalate(way, late)
    assert told() == {"sun", "zheng", "wu", "gao"}


def test_a_leader_is_not_told_of_what_is_confidential(way, late):
    Suggestion.objects.filter(pk=late.pk).update(confidential=True)
    for _ in range(3):
        escalate(way, late)
    assert not Notice.objects.filter(kind="suggestion.escalate", recipient=way.cast.gao).exists()


def test_the_last_day_itself_is_not_late(way, late):
    Suggestion.objects.filter(pk=late.pk).update(due_on=today())
    with pytest.raises(OutOfStep, match="没有超期"):
        escalate(way, late)


def test_it_needs_words_and_a_unit_that_owes_its_answer(way, late):
    with pytest.raises(Refused, match="写明理由"):
        escalate(way, late, note="")
    with pytest.raises(Refused, match="没有尚未答复") as no:
        escalate(way, late, office=way.cast.transport)
    assert no.value.field == "office"


@pytest.mark.parametrize("who", ["wu", "gao", "sun", "chen", "tang"])
def test_only_the_congress_office_takes_it(way, late, who):
    with pytest.raises(PermissionDenied):
        escalate(way, late, who=getattr(way.cast, who))


class TestThePapers:
    """通报 and 问责 are served on paper (seed row CQ-01)."""

    @pytest.fixture
    def served(self, way, late):
        for _ in range(4):
            escalate(way, late)
        return list(late.escalations.order_by("pk"))

    def test_each_kind_has_a_series_of_its_own_and_the_levels_below_none(self, way, served):
        assert [row.number for row in served] == [None, None, 1, 1]
        other = way.dispatched()
        Suggestion.objects.filter(pk=other.pk).update(due_on=days_ago(3))
        for _ in range(3):
            escalate(way, other)
        assert other.escalations.latest("pk").paper == f"通报〔{today().year}〕2号"

    def test_the_unit_reads_its_paper_and_signs_for_it_once(self, way, late, served, client):
        circulated = served[2]
        url = f"/suggestions/{late.pk}/documents/circulation/{circulated.pk}/print/"
        sign = f"/suggestions/escalations/{circulated.pk}/sign/"
        client.force_login(way.cast.sun)
        page = client.get(url).content.decode()
        assert (
            f"通报〔{today().year}〕1号" in page and "超过答复期限5天" in page and "督办（超期5天）" in page
        )
        assert sign in client.get(late.get_absolute_url()).content.decode()
        assert f"通报〔{today().year}〕1号，请签收" in client.get("/").content.decode()
        assert "已签收通报" in client.post(sign, follow=True).content.decode()
        assert "已经签收" in client.post(sign, follow=True).content.decode()
        assert f"通报〔{today().year}〕1号，请签收" not in client.get("/").content.decode()
        circulated.refresh_from_db()
        assert (circulated.signed_by, circulated.signed_on) == (way.cast.sun, today())
        assert Entry.objects.filter(verb="签收通报").count() == 1
        assert "孙丽娟" in client.get(url).content.decode()
        paper = client.get(f"/suggestions/{late.pk}/documents/accountability/{served[3].pk}/")
        assert paper.status_code == 200 and Entry.objects.filter(verb="生成文书：问责通知书").exists()

    def test_nobody_else_signs_and_who_takes_no_part_reads_none(self, way, late, served, client):
        for who, read, signed in (
            (way.cast.he, 404, 403), (way.cast.chen, 404, 403), (way.cast.zhou, 200, 403), (way.cast.tang, 404, 404),
        ):  # fmt: skip
            client.force_login(who)
            got = client.get(
                f"/suggestions/{late.pk}/documents/circulation/{served[2].pk}/print/"
            ).status_code
            assert (got, client.post(f"/suggestions/escalations/{served[2].pk}/sign/").status_code) == (
                read,
                signed,
            ), who

    def test_a_level_without_a_paper_is_not_signed_for(self, way, served, client):
        client.force_login(way.cast.sun)
        assert client.post(f"/suggestions/escalations/{served[0].pk}/sign/").status_code == 403

    def test_a_record_made_before_numbering_gets_the_next_number_of_its_year_once(self, way, late, client):
        for _ in range(3):
            escalate(way, late)
        old = late.escalations.get(level="circulate")
        late.escalations.filter(pk=old.pk).update(number=None, year=None, on=date(today().year - 1, 11, 3))
        url, case = f"/suggestions/escalations/{old.pk}/number/", late.get_absolute_url()
        for who, status in (
            (way.cast.sun, 403),
            (way.cast.gao, 403),
            (way.cast.chen, 403),
            (way.cast.tang, 404),
        ):
            client.force_login(who)
            assert client.post(url).status_code == status, who
        client.force_login(way.cast.zhou)
        assert url in client.get(case).content.decode()
        number = f"通报〔{today().year - 1}〕1号"
        assert f"已补编为{number}" in client.post(url, follow=True).content.decode()
        assert f"已编为{number}" in client.post(url, follow=True).content.decode()
        assert Entry.objects.filter(verb="补编通报文号").count() == 1
        client.force_login(way.cast.sun)
        assert f"{number}，请签收" in client.get("/").content.decode()
        first = late.escalations.exclude(level="circulate").first()
        client.force_login(way.cast.zhou)
        assert client.post(f"/suggestions/escalations/{first.pk}/number/").status_code == 403


class TestOneCircularOverMany:
    """One 通报 names the units of several suggestions, chosen from the list."""

    URL = "/suggestions/many/circulate/"
    WORDS: ClassVar = {"note": "请立即答复。", "confirm": "1"}

    @pytest.fixture
    def cases(self, way):
        """Two units apart on one, one unit on another, both supervised; a third only reminded; one not late."""
        cast = way.cast
        rows = [
            way.take(way.registered(), "dispatch", cast.zhou, separate=[cast.education, cast.transport]),
            way.dispatched(), way.dispatched(), way.dispatched(),
        ]  # fmt: skip
        Suggestion.objects.filter(pk__in=[row.pk for row in rows[:3]]).update(due_on=days_ago(5))
        for office in (cast.education, cast.transport):
            escalate(way, rows[0], office=office), escalate(way, rows[0], office=office)
        escalate(way, rows[1]), escalate(way, rows[1]), escalate(way, rows[2])
        return rows

    @staticmethod
    def keys(rows):
        return {"pick": [row.pk for row in rows]}

    def test_it_is_numbered_once_and_who_comes_too_early_is_left_out_with_the_reason(
        self, way, cases, client
    ):
        client.force_login(way.cast.zhou)
        preview = client.post(self.URL, self.keys(cases))
        assert [one.ok for one in preview.context["outcomes"]] == [True, True, False, False]
        page = preview.content.decode()
        assert "通报云川市教育局、云川市交通运输局，答复已超期5天" in page
        assert "下一级措施是督办，不能直接通报" in page and "答复没有超期" in page
        assert not Escalation.objects.filter(level="circulate").exists()
        bad = client.post(self.URL, self.keys(cases[:2]) | {"confirm": "1", "note": " "})
        assert bad.context["form"].errors["note"] == ["请写明内容。"]
        report = client.post(self.URL, self.keys(cases) | self.WORDS, follow=True)
        assert len(report.context["done"]) == 2 and len(report.context["failed"]) == 2
        rows = Escalation.objects.filter(level="circulate")
        assert set(rows.values_list("year", "number")) == {(today().year, 1)} and rows.count() == 3
        assert f"通报〔{today().year}〕1号（云川市教育局）" in report.content.decode()
        for row in cases[:2]:
            assert f"通报〔{today().year}〕1号" in client.get(row.get_absolute_url()).content.decode()
        told = Notice.objects.filter(
            kind="suggestion.escalate", title__startswith=f"通报〔{today().year}〕1号"
        )
        assert {n.recipient.username for n in told} == {
            "sun",
            "zheng",
            "he",
            "wu",
            "gao",
        } and told.count() == 5

    def test_a_run_in_which_nobody_is_named_uses_up_no_number(self, way, cases, client):
        client.force_login(way.cast.zhou)
        client.post(self.URL, self.keys(cases[2:]) | self.WORDS, follow=True)
        assert not Escalation.objects.filter(level="circulate").exists()
        assert not PaperSeries.objects.filter(kind="circulate", last__gt=0).exists()

    def test_each_unit_reads_and_signs_for_its_own_part_of_it(self, way, cases, client):
        client.force_login(way.cast.zhou)
        client.post(self.URL, self.keys(cases) | self.WORDS)
        both = Escalation.objects.get(level="circulate", suggestion=cases[0], office=way.cast.education)
        other = Escalation.objects.get(level="circulate", office=way.cast.transport)
        url = f"/suggestions/{cases[0].pk}/documents/circulation/{both.pk}/print/"
        page = client.get(url).content.decode()
        assert "下列2件代表建议" in page and "云川市教育局　待签收；云川市交通运输局　待签收" in page
        client.force_login(way.cast.he)
        assert client.post(f"/suggestions/escalations/{both.pk}/sign/").status_code == 403
        assert client.get(url).status_code == 404
        own = client.get(
            f"/suggestions/{cases[0].pk}/documents/circulation/{other.pk}/print/"
        ).content.decode()
        assert "教育局" not in own and cases[0].title in own and "下列" not in own
        client.force_login(way.cast.sun)
        assert (
            "已签收通报"
            in client.post(f"/suggestions/escalations/{both.pk}/sign/", follow=True).content.decode()
        )
        signed = Escalation.objects.filter(level="circulate", signed_by=way.cast.sun)
        assert {row.suggestion_id for row in signed} == {cases[0].pk, cases[1].pk}
        assert Escalation.objects.get(pk=other.pk).signed_on is None
        assert Entry.objects.filter(verb="签收通报").count() == 1

    @pytest.mark.parametrize("who", ["wu", "gao", "sun", "chen"])
    def test_only_the_congress_office_circulates(self, way, cases, client, who):
        client.force_login(getattr(way.cast, who))
        assert client.post(self.URL, self.keys(cases) | self.WORDS).status_code == 403
        assert not Escalation.objects.filter(level="circulate").exists()
