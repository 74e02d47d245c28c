"""The desks: returning with marked reasons, the second review, letters, splitting, and texts side by side."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from notices.models import Notice
from offices.models import Setting
from stations.choices import OpinionState
from suggestions.choices import SuggestionState, Verdict
from suggestions.differences import compare
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Review, Suggestion
from suggestions.origins import carry
from workflow.lifecycle import offered
from workflow.transitions import OutOfStep, Refused

S = SuggestionState
LETTER = {"decline_reason": "forwarded", "note": "属代转来信"}
PARTS = [
    {"title": "关于增设信号灯的建议", "situation": "路口拥堵", "analysis": "", "proposal": "增设信号灯"},
    {"title": "关于修补路面的建议", "situation": "路面破损", "analysis": "", "proposal": "修补路面"},
]


@pytest.fixture
def signed_in(client):
    def as_(user):
        client.force_login(user)
        return client

    return as_


@pytest.fixture
def two_desks(way):
    Setting.objects.create(
        area=way.cast.city,
        key="review_desks",
        value="two",
        unit="choice",
        source="本市办法",
        valid_from="2026-01-01",
    )
    return way


def step_url(row, action):
    return reverse("suggestions:step", args=(row.pk, action))


# --- returning with marked reasons


def test_a_return_marks_reasons_and_says_what_to_change_in_each_part(way, signed_in):
    row, url = way.submitted(), ""
    url = step_url(row, "return")
    client = signed_in(way.cast.zhou)
    page = client.post(url, {"note": "", "on_proposal": "请写明由谁做"})
    assert {"reasons", "note"} <= set(page.context["form"].errors) and "请写明由谁做" in page.content.decode()
    client.post(
        url, {"reasons": ["proposal", "vague"], "note": "请补充后再提", "on_proposal": "请写明由谁做"}
    )
    review = row.reviews.get()
    assert (review.verdict, review.reasons, review.remarks) == (
        Verdict.RETURN, ["proposal", "vague"], {"proposal": "请写明由谁做"},
    )  # fmt: skip
    assert review.version.number == 1
    html = signed_in(way.cast.chen).get(reverse("suggestions:edit", args=(row.pk,))).content.decode()
    assert "审查意见：请写明由谁做" in html and "请补充后再提" in html and "情况不具体" in html


def test_every_submission_is_kept_and_two_are_shown_side_by_side(way, signed_in):
    row, cast = way.submitted(), way.cast
    url = reverse("suggestions:versions", args=(row.pk,))
    assert signed_in(cast.zhou).get(url).status_code == 404
    way.take(row, "return", cast.zhou, note="请补充", reasons=["vague"])
    client = signed_in(cast.chen)
    client.post(reverse("suggestions:edit", args=(row.pk,)), {
        "title": row.title, "situation": "人民路早晚高峰车辆通行十分缓慢。", "analysis": row.analysis,
        "proposal": row.proposal, "category": cast.traffic.pk, "consent": "full",
    })  # fmt: skip
    assert "<ins>十分</ins>" in client.get(url).content.decode()
    way.take(row, "submit", cast.chen, declared=True)
    assert [v.situation for v in row.versions.all()] == [
        "人民路早晚高峰车辆通行缓慢。", "人民路早晚高峰车辆通行十分缓慢。",
    ]  # fmt: skip
    html = signed_in(cast.zhou).get(url, {"old": "2", "new": "1"}).content.decode()
    assert "<del>十分</del>" in html and "第2次提交稿" in html
    html = signed_in(cast.zhou).get(url).content.decode()
    assert "人大代表工作机构：退回修改" in html and "周文静" in html, (
        "the words of a desk stand under its name"
    )
    assert signed_in(cast.qian).get(url).status_code == 404


def test_the_unit_is_handed_what_was_registered_and_reads_nothing_of_how_it_came_about(way, signed_in):
    row, cast = way.submitted(), way.cast
    way.take(row, "return", cast.zhou, note="请补充具体位置", reasons=["vague"])
    way.take(row, "submit", cast.chen, declared=True)
    way.take(row, "register", cast.zhou)
    way.take(row, "dispatch", cast.zhou, lead=cast.education, co=[])
    for person, seen in ((cast.zhou, True), (cast.sun, False), (cast.zheng, False)):
        client = signed_in(person)
        page = client.get(row.get_absolute_url()).content.decode()
        assert [word in page for word in ("审查意见</h2>", "两稿对照", "请补充具体位置")] == [seen] * 3
        status = client.get(reverse("suggestions:versions", args=(row.pk,))).status_code
        assert status == (200 if seen else 404)


@pytest.mark.parametrize(
    ("old", "new", "gone", "come"),
    [
        ("甲乙丙。", "甲丁丙。", ["乙"], ["丁"]),
        ("甲。乙。", "甲。", ["乙。"], []),
        ("", "甲", [], ["甲"]),
        ("同样。", "同样。", [], []),
        ("长" * 5000, "短" * 5000, ["长" * 5000], ["短" * 5000]),
    ],
)
def test_what_differs_is_found_and_nothing_is_lost(old, new, gone, come):
    left, right = compare(old, new)
    assert "".join(s.text for s in left) == old and "".join(s.text for s in right) == new
    assert [s.text for s in left if s.changed] == gone
    assert [s.text for s in right if s.changed] == come


def test_a_return_for_an_unknown_reason_is_refused(way):
    row = way.submitted()
    with pytest.raises(Refused) as refused:
        way.take(row, "return", way.cast.zhou, note="x", reasons=["whim"])
    assert refused.value.field == "reasons"


# --- two desks


def test_with_one_desk_nothing_is_forwarded_and_registering_needs_nobody_else(way):
    row = way.submitted()
    with pytest.raises(OutOfStep, match="不需要复审"):
        way.take(row, "forward", way.cast.zhou)
    assert way.take(row, "register", way.cast.zhou).number == 1


def test_with_two_desks_the_government_office_reviews_before_registration(two_desks, signed_in):
    way, cast = two_desks, two_desks.cast
    row = way.submitted()
    assert signed_in(cast.wu).get(row.get_absolute_url()).status_code == 404
    with pytest.raises(OutOfStep, match="先送政府办公室复审"):
        way.take(row, "register", cast.zhou)
    page = signed_in(cast.zhou).get(row.get_absolute_url()).content.decode()
    assert "送政府办公室复审" in page and "本区域实行双审核" in page
    row = way.take(row, "forward", cast.zhou)
    assert row.state == S.SECOND and row.clocks.open().get(rule="second_review").office == cast.government
    assert Notice.objects.filter(recipient=cast.wu, kind="suggestion.forward").exists()
    client = signed_in(cast.wu)
    assert "复审同意" in client.get(row.get_absolute_url()).content.decode()
    assert row.title in client.get("/").content.decode()
    way.take(row, "endorse", cast.wu)
    assert not row.clocks.open().filter(rule="second_review").exists()
    assert way.take(row, "register", cast.zhou).number == 1


def test_an_objection_is_overruled_only_with_a_reason(two_desks, signed_in):
    way, cast = two_desks, two_desks.cast
    row = way.take(way.submitted(), "forward", cast.zhou)
    with pytest.raises(Refused):
        way.take(row, "disagree", cast.wu, note=" ")
    way.take(row, "disagree", cast.wu, note="不属本级职权。", reasons=["jurisdiction"])
    with pytest.raises(Refused) as refused:
        way.take(row, "register", cast.zhou)
    assert refused.value.field == "note"
    with pytest.raises(OutOfStep, match="已经提出复审意见"):
        way.take(row, "forward", cast.zhou)
    client = signed_in(cast.zhou)
    assert "政府办公室复审提出：不属本级职权。" in client.get(step_url(row, "register")).content.decode()
    client.post(step_url(row, "register"), {"category": cast.traffic.pk, "note": "属市级事权"})
    row.refresh_from_db()
    assert row.state == S.REGISTERED and row.events.get(action="register").note == "属市级事权"


def test_what_the_desks_say_to_each_other_is_not_the_deputys_reading(two_desks, signed_in):
    way, cast = two_desks, two_desks.cast
    row = way.take(way.submitted(), "forward", cast.zhou)
    way.take(row, "disagree", cast.wu, note="不属本级职权。")
    assert Review.objects.visible_to(cast.zhou).count() == Review.objects.visible_to(cast.wu).count() == 1
    assert not Review.objects.visible_to(cast.chen).exists()


def test_a_new_text_needs_a_new_second_opinion(two_desks):
    way, cast = two_desks, two_desks.cast
    row = way.take(way.submitted(), "forward", cast.zhou)
    way.take(row, "endorse", cast.wu)
    with pytest.raises(OutOfStep, match="已经复审同意"):
        way.take(row, "forward", cast.zhou)
    way.take(row, "return", cast.zhou, note="再改")
    way.take(row, "submit", cast.chen, declared=True)
    with pytest.raises(OutOfStep, match="先送政府办公室复审"):
        way.take(row, "register", cast.zhou)
    assert way.take(row, "forward", cast.zhou).state == S.SECOND


# --- every new arrow: the wrong person, the wrong state, the second click

ARROWS = {
    "forward": (S.SUBMITTED, "zhou", {}),
    "recall_review": (S.SECOND, "zhou", {"note": "另有考虑"}),
    "endorse": (S.SECOND, "wu", {}),
    "disagree": (S.SECOND, "wu", {"note": "不属本级"}),
    "split": (S.SUBMITTED, "zhou", {"parts": PARTS}),
    "letter": (S.SUBMITTED, "zhou", LETTER),
    "answer_letter": (S.LETTER, "zhou", {"note": "已转教育局参考"}),
}


@pytest.mark.parametrize("action", ARROWS)
def test_an_arrow_is_its_own_peoples_in_its_own_state_and_once(two_desks, action):
    way, cast = two_desks, two_desks.cast
    state, who, data = ARROWS[action]
    row = way.submitted()
    if state == S.SECOND:
        row = way.take(row, "forward", cast.zhou)
    if state == S.LETTER:
        row = way.take(row, "letter", cast.zhou, **LETTER)
    for name in {"chen", "zhao", "tang", "gao", "sun", "lin", "zhou", "wu"} - {who}:
        assert action not in [t.action for t in offered(SUGGESTION, row, getattr(cast, name))]
        with pytest.raises(PermissionDenied):
            way.take(row, action, getattr(cast, name), **data)
    way.take(row, action, getattr(cast, who), **data)
    if action != "answer_letter":
        with pytest.raises(OutOfStep):
            way.take(row, action, getattr(cast, who), **data)
    for other in set(S.values) - {state}:
        Suggestion._base_manager.filter(pk=row.pk).update(**{"state": other})
        with pytest.raises(OutOfStep):
            way.take(row, action, getattr(cast, who), **data)


# --- a letter


def test_a_letter_gives_its_opinions_back_and_has_a_list_of_its_own(way, signed_in):
    cast = way.cast
    opinion = cast.opinion(state=OpinionState.OFFERED, deputy=cast.chen_deputy)
    row = way.draft()
    carry(row, opinion, cast.chen)
    way.take(row, "submit", cast.chen, declared=True)
    client, url = signed_in(cast.zhou), reverse("suggestions:letters")
    assert "没有代表来信" in client.get(url).content.decode()
    client.post(step_url(row, "letter"), LETTER)
    opinion.refresh_from_db()
    assert opinion.state != OpinionState.SUGGESTED and not row.lineage.exists()
    html = client.get(url, {"answered": "0"}).content.decode()
    assert row.title in html and "代转群众来信" in html
    client.post(step_url(row, "answer_letter"), {"note": "已转教育局参考"})
    assert "来信处理情况，已完成" in client.get(url).content.decode()
    assert row.title not in client.get(url, {"answered": "0"}).content.decode()
    assert "已转教育局参考" in client.get(url).content.decode()
    assert Notice.objects.filter(recipient=cast.chen, kind="suggestion.answer_letter").exists()
    assert row.title not in signed_in(cast.tang).get(url).content.decode()


def test_the_letters_cost_the_same_however_many_there_are(way, signed_in, queries):
    client, url = signed_in(way.cast.zhou), reverse("suggestions:letters")

    def one():
        way.take(way.submitted(), "letter", way.cast.zhou, **LETTER)

    one()
    client.get(url)
    few = queries(lambda: client.get(url))
    one()
    one()
    client.get(url)
    assert queries(lambda: client.get(url)) == few


# --- splitting


def test_splitting_keeps_signers_opinions_and_the_way_in_both_directions(way, signed_in):
    cast = way.cast
    first, second = (cast.opinion(state=OpinionState.OFFERED, deputy=cast.chen_deputy) for _ in range(2))
    whole = way.draft(joint=True)
    carry(whole, first, cast.chen)
    carry(whole, second, cast.chen)
    way.take(whole, "submit", cast.chen, declared=True)
    client = signed_in(cast.zhou)
    data = {f"{name}_{n}": text for n, part in enumerate(PARTS, 1) for name, text in part.items()}
    client.post(
        step_url(whole, "split"), data | {"shown": "2", f"origin_{first.pk}": "0", f"origin_{second.pk}": "1"}
    )
    whole.refresh_from_db()
    one, two = whole.split_into.order_by("pk")
    assert whole.state == S.SPLIT and {one.state, two.state} == {S.SUBMITTED}
    assert (one.lineage.get().opinion, two.lineage.get().opinion) == (first, second)
    assert two.signatures.filter(state="confirmed").count() == 2 and two.kind == "joint"
    assert {c.rule for c in two.clocks.open()} == {
        "acceptance",
        "dispatch",
    } and not whole.clocks.open().exists()
    assert [way.take(part, "register", cast.zhou).number for part in (one, two)] == [1, 2]
    html = signed_in(cast.zhao).get(whole.get_absolute_url()).content.decode()
    assert one.title in html and two.title in html
    assert f"《{whole.title}》" in signed_in(cast.chen).get(two.get_absolute_url()).content.decode()
    assert Notice.objects.filter(recipient=cast.zhao, kind="suggestion.split").count() == 1


def test_the_deputys_papers_go_with_every_part_and_the_whole_keeps_its_own(way):
    whole = way.submitted()
    whole.attachments.create(
        file=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n"),
        name="现场照片.pdf",
        size=9,
        uploaded_by=way.cast.chen,
    )
    way.take(whole, "split", way.cast.zhou, parts=PARTS)
    papers = [row.attachments.get() for row in (whole, *whole.split_into.order_by("pk"))]
    assert len({paper.file.name for paper in papers}) == len(papers) == 3
    papers[1].file.delete()
    assert papers[2].file.read() == papers[0].file.read() == b"%PDF-1.4\n"
    assert {paper.name for paper in papers} == {"现场照片.pdf"}


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        (PARTS[:1], "2至5件"),
        ([PARTS[0], PARTS[0]], "标题不能相同"),
        ([PARTS[0], {**PARTS[1], "proposal": " "}], "都要有"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(way, parts, words):
    row = way.submitted()
    with pytest.raises(Refused, match=words):
        way.take(row, "split", way.cast.zhou, parts=parts)
    row.refresh_from_db()
    assert row.state == S.SUBMITTED and not row.split_into.exists()


def test_the_page_of_a_split_keeps_what_was_typed_and_says_what_is_missing(way, signed_in):
    row = way.submitted()
    client = signed_in(way.cast.zhou)
    form = client.get(step_url(row, "split")).context["form"]
    assert form["situation_2"].value() == row.situation and form["title_2"].value() == ""
    assert "title_3" not in form.fields
    typed = {"shown": "2", "title_1": "甲", "situation_1": "乙"}
    form = client.post(step_url(row, "split"), typed | {"more": "1"}).context["form"]
    assert form["title_1"].value() == "甲" and "title_3" in form.fields and not form.errors
    page = client.post(step_url(row, "split"), typed | {"shown": "3", "situation_3": "丁"})
    assert set(page.context["form"].errors) == {
        "proposal_1",
        "title_2",
        "situation_2",
        "proposal_2",
        "title_3",
    }
    assert "丁" in page.content.decode()


# --- 议案转建议


def test_a_motion_that_became_a_suggestion_says_by_whose_decision(way, signed_in):
    row, cast = way.submitted(), way.cast
    with pytest.raises(Refused):
        way.take(row, "register", cast.zhou, from_motion=True)
    client, data = signed_in(cast.zhou), {"category": cast.traffic.pk, "from_motion": "on"}
    assert "motion_basis" in client.post(step_url(row, "register"), data).context["form"].errors
    client.post(step_url(row, "register"), data | {"motion_basis": "大会主席团第三次会议决定"})
    row.refresh_from_db()
    assert (
        row.from_motion and "大会主席团第三次会议决定" in client.get(row.get_absolute_url()).content.decode()
    )
