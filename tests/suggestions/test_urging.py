"""Urging: numbered per area and year, served on each unit, signed for, withdrawn while nobody has signed."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from notices.models import Notice
from pages.queues import drawn
from suggestions.models import Urge
from suggestions.urge_lifecycle import URGE
from suggestions.worklist_units import letters
from tests.suggestions.units import answered, dispatched, lead_part, step, today
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform

WORDS = "请抓紧办理，并在期限内答复代表。"


def serve(letter, action, user, note=""):
    return perform(URGE, letter.pk, action, user, note=note)


@pytest.fixture
@stands
def parts(cast):
    return dispatched(cast, co=[cast.transport])


@pytest.fixture
def case(cast, parts):
    return parts[cast.education].suggestion


def urge(way, case, note=WORDS, who=None, **data):
    return way.take(case, "urge", who or way.cast.zhou, note=note, **data)


def test_each_unit_at_work_gets_a_letter_of_its_own_number(way, case):
    urge(way, case)
    letters = list(case.urges.order_by("number"))
    assert [(u.year, u.number, u.assignment.office.name) for u in letters] == [
        (today().year, 1, "云川市教育局"), (today().year, 2, "云川市交通运输局"),
    ]  # fmt: skip
    told = Notice.objects.filter(kind="suggestion.urge", title__contains="请签收")
    assert {n.recipient.username for n in told} == {"sun", "zheng", "he"}
    assert all(n.urgent for n in told)
    with pytest.raises(OutOfStep, match="催办"):
        urge(way, case)  # a second click serves nobody twice
    urge(way, case, note="逾期仍未答复，请说明原因。")
    assert sorted(Urge.objects.values_list("number", flat=True)) == [1, 2, 3, 4]


def test_one_unit_may_be_chosen_and_one_that_is_done_is_left_alone(way, case, parts):
    cast = way.cast
    urge(way, case, parts=[parts[cast.transport]])
    assert case.urges.get().assignment.office == cast.transport
    step(parts[cast.transport], "receive", cast.he)
    step(parts[cast.transport], "give_opinion", cast.he, opinion="我局负责信号灯配时，12月底前完成。")
    with pytest.raises(Refused, match="所选单位已经办完") as no:
        urge(way, case, note="再催一次。", parts=[parts[cast.transport]])
    assert no.value.field == "parts"
    urge(way, case)
    assert case.urges.latest("pk").assignment.office == cast.education


@pytest.mark.parametrize("who", ["wu", "gao", "sun", "chen", "tang"])
def test_only_the_congress_office_urges(way, case, who):
    with pytest.raises(PermissionDenied):
        urge(way, case, who=getattr(way.cast, who))


def test_it_says_what_is_asked_and_is_over_when_all_have_answered(way, case, parts):
    with pytest.raises(Refused, match="写明理由"):
        urge(way, case, note=" ")
    answered(parts[way.cast.education], way.cast.sun, way.cast.zheng)
    with pytest.raises(OutOfStep):
        urge(way, case)


def test_the_units_card_opens_the_letters_that_wait_for_its_signature(way, case, parts, client):
    cast, mine = way.cast, parts[way.cast.education]
    urge(way, case, parts=[mine])
    urge(way, case, note="再催一次。")
    serve(mine.urges.first(), "sign_urge", cast.sun)
    other = urge(way, way.dispatched()).urges.get()
    answered(other.assignment, cast.sun, cast.zheng)
    (card,) = drawn(letters(cast.sun))
    client.force_login(cast.sun)
    page = client.get(card.url).content.decode()
    waiting = mine.urges.get(state="sent")
    assert card.count == page.count(waiting.letter_url) == 1
    assert other.letter_url not in page


class TestServing:
    @pytest.fixture
    def letter(self, way):
        part = lead_part(way.cast)
        urge(way, part.suggestion)
        return part.urges.get()

    def test_the_unit_signs_for_it_and_the_office_is_told(self, cast, letter):
        letter = serve(letter, "sign_urge", cast.sun, "已联系代表，下周面商。")
        assert (letter.state, letter.signed_by, letter.signed_on) == ("signed", cast.sun, today())
        note = letter.assignment.events.get(action="sign_urge").note
        assert "已联系代表" in note and f"〔{today().year}〕1号" in note
        assert Notice.objects.filter(recipient=cast.zhou, kind="urge.sign_urge").exists()
        with pytest.raises(OutOfStep, match="已由孙丽娟"):
            serve(letter, "sign_urge", cast.zheng)

    @pytest.mark.parametrize("who", ["he", "zhou", "wu", "chen", "gao"])
    def test_nobody_else_signs_for_it(self, cast, letter, who):
        with pytest.raises(PermissionDenied):
            serve(letter, "sign_urge", getattr(cast, who))

    def test_it_is_withdrawn_with_a_reason_until_it_is_signed_for(self, cast, letter, way):
        with pytest.raises(PermissionDenied):
            serve(letter, "withdraw_urge", cast.sun, "误发。")
        with pytest.raises(Refused):
            serve(letter, "withdraw_urge", cast.zhou)
        assert serve(letter, "withdraw_urge", cast.zhou, "误发。").state == "withdrawn"
        urge(way, letter.suggestion, note="前一份误发，以本函为准。")
        other = Urge.objects.latest("pk")
        assert other.number == letter.number + 1, "a number is never given twice"
        serve(other, "sign_urge", cast.sun)
        with pytest.raises(OutOfStep):
            serve(other, "withdraw_urge", cast.zhou, "误发。")

    def test_the_letter_is_a_page_to_print_for_who_may_know_of_it(self, cast, client, letter):
        client.force_login(cast.sun)
        page = client.get(letter.letter_url).content.decode()
        assert f"催办〔{today().year}〕1号" in page and WORDS in page
        client.force_login(cast.he)
        assert client.get(letter.letter_url).status_code == 404

    def test_no_page_leads_another_unit_to_a_letter_that_is_not_its_own(self, cast, client, way, case, parts):
        urge(way, case, parts=[parts[cast.education]])
        letter = case.urges.get()
        for who, leads in (("sun", True), ("zhou", True), ("he", False)):
            client.force_login(getattr(cast, who))
            for page in (reverse("suggestions:urges"), letter.get_absolute_url()):
                content = client.get(page).content.decode()
                assert str(letter) in content
                assert (letter.letter_url in content) is leads

    def test_the_case_page_and_the_list_show_it(self, cast, client, letter, queries):
        client.force_login(cast.sun)
        page = client.get(letter.get_absolute_url()).content.decode()
        assert (
            "签收催办函（1号）" in page
            and reverse("suggestions:urge-step", args=(letter.pk, "sign_urge")) in page
        )
        url = reverse("suggestions:urges")
        assert [row.pk for row in client.get(url, {"state": "sent"}).context["page"].rows] == [letter.pk]
        one = queries(lambda: client.get(url))
        perform_again = lead_part(cast)
        Urge.objects.create(
            suggestion=perform_again.suggestion, assignment=perform_again, area=cast.city, year=2020, number=9,
            reason="x", urged_by=cast.zhou, urged_on=today(),
        )  # fmt: skip
        assert queries(lambda: client.get(url)) == one
