"""换届结转: what an ended term left open goes on, and somebody of the new congress follows it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from deputies.choices import Level
from deputies.models import Mandate, Term
from suggestions.carrying import heirs, left_over, left_promised
from suggestions.models import Promise, Suggestion, SuggestionClock
from suggestions.promise_lifecycle import PROMISE
from suggestions.roles import signers
from tests.suggestions.rules import rule
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform


@pytest.fixture
@stands
def left(cast, way):
    """陈建国's suggestion, dispatched when his term ended; 赵敏 sits in the new congress, he does not."""
    row = way.dispatched()
    today = timezone.localdate()
    Term.objects.filter(pk=cast.term.pk).update(ends_on=today - timedelta(days=1))
    Mandate.objects.filter(term=cast.term).update(state="ended", ends_on=today - timedelta(days=1))
    new = Term.objects.create(area=cast.city, level=Level.CITY, number=18, starts_on=today)
    Mandate.objects.create(
        deputy=cast.zhao_deputy, term=new, level=Level.CITY, certificate="ZH-18", starts_on=today
    )
    return Suggestion.objects.get(pk=row.pk)


def test_somebody_of_the_new_congress_reads_it_is_told_and_speaks(cast, way, left, client):
    client.force_login(cast.zhao)
    assert client.get(f"/suggestions/{left.pk}/").status_code == 404
    row = way.take(left, "carry", cast.zhou, heir=cast.zhao_deputy)
    assert (row.heir, row.carried_on, row.state) == (cast.zhao_deputy, timezone.localdate(), "dispatched")
    page = client.get(f"/suggestions/{left.pk}/").content.decode()
    assert "接续联系的代表" in page and "赵敏" in page
    assert "由我接续联系的建议" in client.get("/").content.decode()
    assert cast.zhao in signers(row) and cast.chen in signers(row)


def test_the_proposer_keeps_his_verdict(cast, way, left):
    row = way.take(left, "carry", cast.zhou, heir=cast.zhao_deputy)
    way.reply_row(way.part(row))
    row = way.take(row, "reply")
    with pytest.raises(PermissionDenied):
        way.rated(row, cast.zhao)
    assert way.rated(row, cast.chen).ratings.count() == 1


def test_he_accepts_a_promise_in_the_proposers_place(cast, way, left):
    today = timezone.localdate()
    promise = Promise.objects.create(
        suggestion=left, assignment=way.part(left), office=cast.education, state="reported", what="装灯", who="李",
        proof="照片", due_on=today, first_due_on=today, made_on=today, report="已装。", reported_on=today,
    )  # fmt: skip
    with pytest.raises(PermissionDenied):
        perform(PROMISE, promise.pk, "confirm", cast.zhao, word="属实。")
    way.take(left, "carry", cast.zhou, heir=cast.zhao_deputy)
    assert perform(PROMISE, promise.pk, "confirm", cast.zhao, word="属实。").state == "kept"


class TestRefused:
    def test_a_deputy_of_another_congress_or_of_the_old_one(self, cast, way, left):
        for deputy in (cast.chen_deputy, cast.qian_deputy):
            with pytest.raises(Refused, match="本届在任"):
                way.take(left, "carry", cast.zhou, heir=deputy)
        assert list(heirs(cast.city)) == [cast.zhao_deputy]

    def test_before_the_term_is_over(self, cast, way):
        row = way.dispatched()
        with pytest.raises(OutOfStep, match="任期未满"):
            way.take(row, "carry", cast.zhou, heir=cast.zhao_deputy)
        with pytest.raises(OutOfStep, match="任期未满"):
            way.take(row, "end_with_term", cast.zhou, note="届满")

    def test_other_hands(self, cast, way, left):
        for user in (cast.chen, cast.sun, cast.wu, cast.tang):
            with pytest.raises(PermissionDenied):
                way.take(left, "carry", user, heir=cast.zhao_deputy)

    def test_a_closed_one_without_promises(self, cast, way, left):
        Suggestion.objects.filter(pk=left.pk).update(state="closed")
        with pytest.raises(OutOfStep, match="没有待落实的承诺"):
            way.take(left, "carry", cast.zhou, heir=cast.zhao_deputy)


def test_where_the_area_does_not_carry_over_handling_ends_with_the_term(cast, way, left):
    with pytest.raises(OutOfStep, match="换届后继续办理"):
        way.take(left, "end_with_term", cast.zhou, note="届满")
    rule(cast.city, "carry_over", "no")
    with pytest.raises(OutOfStep, match="不再继续办理"):
        way.take(left, "carry", cast.zhou, heir=cast.zhao_deputy)
    with pytest.raises(Refused):
        way.take(left, "end_with_term", cast.zhou)
    row = way.take(left, "end_with_term", cast.zhou, note="本届届满，建议由下届代表重新提出。")
    assert row.state == "withdrawn"
    assert not SuggestionClock.objects.ticking().filter(subject=row).exists()


class TestThePages:
    def test_the_office_finds_what_was_left_and_hands_it_on_in_one_go(self, cast, way, left, client):
        client.force_login(cast.zhou)
        assert "上届未办结，待结转" in client.get("/").content.decode()
        assert left.title in client.get("/suggestions/?carried=waiting").content.decode()
        url = "/suggestions/many/carry/"
        assert "继续办理，原领衔代表陈建国" in client.post(url, {"pick": [left.pk]}).content.decode()
        done = client.post(
            url, {"pick": [left.pk], "heir": cast.zhao_deputy.pk, "note": "", "confirm": "1"}, follow=True
        )
        assert "完成1件" in done.content.decode() or "成功" in done.content.decode()
        assert not left_over(Suggestion.objects.all(), timezone.localdate()).exists()
        assert left.title in client.get("/suggestions/?carried=done").content.decode()

    def test_only_deputies_of_the_present_congress_are_offered(self, cast, left, client):
        client.force_login(cast.zhou)
        found = client.get("/suggestions/options/heirs/?q=").json()["results"]
        assert [one["value"] for one in found] == [cast.zhao_deputy.pk]

    def test_promises_of_ended_terms_are_found_by_term(self, cast, left, client):
        client.force_login(cast.zhou)
        assert client.get(f"/suggestions/promises/?term={cast.term.pk}").status_code == 200


def test_a_closed_suggestion_with_promises_waits_to_be_handed_on(cast, way, left):
    day = date(2030, 1, 1)
    Promise.objects.create(
        suggestion=left, assignment=way.part(left), office=cast.education, state="open", what="装灯", who="李", proof="照片",
        due_on=day, first_due_on=day, made_on=timezone.localdate(),
    )  # fmt: skip
    Suggestion.objects.filter(pk=left.pk).update(state="closed")
    here = Suggestion.objects.visible_in(cast.city, cast.zhou)
    assert list(left_over(Suggestion.objects.all(), timezone.localdate())) == [left]
    assert list(left_promised(here, timezone.localdate(), cast.city)) == [left]
    assert not left_promised(here, timezone.localdate(), cast.west).exists()
    way.take(left, "carry", cast.zhou, heir=cast.zhao_deputy)
    assert not left_over(Suggestion.objects.all(), timezone.localdate()).exists()


def test_promises_of_ended_terms_are_found_by_their_own_index(cast):
    here = Suggestion.objects.visible_in(cast.city, cast.zhou)
    sql, params = left_promised(here, timezone.localdate(), cast.city).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {sql}", params)
        assert "promise_left" in "\n".join(row[0] for row in cursor.fetchall())
