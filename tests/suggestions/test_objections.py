"""A deputy objects to the dispatch, and the dispatcher answers with words (domain rule 37)."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from notices.models import Notice
from pages.queues import drawn
from suggestions.models import Objection
from suggestions.worklist import queues
from tests.suggestions.way import stands
from workflow.transitions import OutOfStep, Refused


@pytest.fixture
@stands
def row(way):
    return way.dispatched(joint=True)


@pytest.fixture
def objected(way, row):
    way.take(row, "object", way.cast.chen, note="不属教育职责。", proposed_office=way.cast.housing)
    return row.objections.get()


def test_any_signing_deputy_objects_with_reasons_and_the_dispatcher_is_told(way, row, objected):
    cast = way.cast
    way.take(row, "object", cast.zhao, note="同意陈代表意见。")
    assert (objected.deputy, objected.reason, objected.proposed_office) == (
        cast.chen_deputy, "不属教育职责。", cast.housing,
    )  # fmt: skip
    told = Notice.objects.filter(kind="suggestion.object").values_list("recipient__username", flat=True)
    assert set(told) == {"zhou", "wu"}
    row.refresh_from_db()
    assert row.state == "dispatched" and row.objections.count() == 2


@pytest.mark.parametrize("who", ["sun", "zhou", "wu", "gao", "qian", "lin"])
def test_nobody_else_objects(way, row, who):
    with pytest.raises(PermissionDenied):
        way.take(row, "object", getattr(way.cast, who), note="不妥。")


def test_only_with_words_only_once_and_only_while_it_is_handled(way, row, objected):
    cast = way.cast
    with pytest.raises(Refused) as no:
        way.take(row, "object", cast.zhao, note=" ")
    assert no.value.field == "note"
    with pytest.raises(OutOfStep, match="已对本次交办提出过异议"):
        way.take(row, "object", cast.chen, note="再提。")
    with pytest.raises(OutOfStep):
        way.take(way.registered(), "object", cast.chen, note="不妥。")


@pytest.mark.parametrize("who", ["zhou", "wu"])
def test_the_dispatcher_answers_and_every_signing_deputy_reads_it(way, row, objected, who):
    cast = way.cast
    way.take(
        row,
        "answer_objection",
        getattr(cast, who),
        objection=objected,
        answer="已核对“三定”规定，维持原交办。",
    )
    objected.refresh_from_db()
    assert objected.answered_by == getattr(cast, who) and objected.answered_at
    told = Notice.objects.filter(kind="suggestion.answer_objection")
    assert {n.recipient.username for n in told} == {"chen", "zhao"} and "维持原交办" in told[0].body
    with pytest.raises(OutOfStep, match="没有待答复的交办异议"):
        way.take(row, "answer_objection", cast.zhou, objection=objected, answer="再答。")


@pytest.mark.parametrize("who", ["sun", "chen", "tang", "gao"])
def test_nobody_else_answers(way, row, objected, who):
    with pytest.raises(PermissionDenied):
        way.take(row, "answer_objection", getattr(way.cast, who), objection=objected, answer="维持。")


def test_an_answer_has_words_and_belongs_to_its_own_suggestion(way, row, objected):
    cast = way.cast
    with pytest.raises(Refused) as no:
        way.take(row, "answer_objection", cast.zhou, objection=objected, answer="  ")
    assert no.value.field == "answer"
    other = way.dispatched()
    way.take(other, "object", cast.chen, note="不妥。")
    with pytest.raises(Refused) as no:
        way.take(other, "answer_objection", cast.zhou, objection=objected, answer="维持。")
    assert no.value.field == "objection" and Objection.objects.filter(answered_at=None).count() == 2


def test_both_do_it_on_their_pages(way, row, client):
    cast = way.cast
    client.force_login(cast.chen)
    case = row.get_absolute_url()
    assert "对交办提出异议" in client.get(case).content.decode()
    client.post(reverse("suggestions:step", args=(row.pk, "object")), {"note": "不属教育职责。"})
    assert "对交办提出异议" not in client.get(case).context["case"].offers
    assert [o.action for o in client.get(case).context["case"].offers if o.action == "object"] == []
    client.force_login(cast.zhou)
    assert {c.key: c.count for c in drawn(queues(cast.zhou))}["suggestions-objections"] == 1
    listed = client.get("/suggestions/", {"objected": "1"}).context["page"].rows
    assert [one.pk for one in listed] == [row.pk]
    url = reverse("suggestions:step", args=(row.pk, "answer_objection"))
    page = client.post(url, {"objection": row.objections.get().pk, "answer": ""})
    assert page.context["form"].errors["answer"]
    client.post(url, {"objection": row.objections.get().pk, "answer": "维持原交办。"})
    client.force_login(cast.chen)
    assert "维持原交办" in client.get(case).content.decode()
