"""直评: by one's own account or a personal link, never by a unit's; warnings; what follows a second 不满意."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from journal.models import Entry
from notices.models import Notice
from offices.models import Post
from suggestions.casefile.reading import case_rows, happened
from suggestions.choices import CoordinationWay, Grade, Outcome, SuggestionState
from suggestions.documents.catalogue import offered_papers
from suggestions.documents.pieces import Desk
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Contact, Coordination, Rating, RatingLink, Signature, SuggestionEvent
from suggestions.rating_links import digest_of, find_link, make_link, revoke, use_link
from tests.house.addresses import arguments, patterns
from tests.suggestions.rules import rule
from tests.suggestions.units import contact, step
from tests.suggestions.way import stands
from workflow.lifecycle import OutOfStep, Refused, perform

GOOD = {"attitude": "satisfied", "result": "satisfied", "reason": ""}
BAD = {"attitude": "satisfied", "result": "dissatisfied", "reason": "没有解决"}


@pytest.fixture
@stands
def row(way):
    return way.replied(joint=True)


def signature(row, deputy) -> Signature:
    return row.signatures.get(deputy=deputy)


class TestTheLink:
    def test_the_office_makes_it_and_the_deputy_rates_without_an_account(self, cast, row, client):
        client.force_login(cast.zhou)
        mine = signature(row, cast.zhao_deputy)
        page = client.post(f"/suggestions/rating-links/{mine.pk}/new/")
        url = page.context["new"]["url"]
        assert page["Cache-Control"] == "no-store"
        voter = Client()
        form = voter.get(url)
        assert "赵敏代表" in form.content.decode()
        assert "checked" not in form.content.decode()
        assert "评价已提交" in voter.post(url, GOOD).content.decode()
        rating = Rating.objects.get()
        assert (rating.signature, rating.via) == (mine, "link")
        assert voter.get(url).status_code == 404
        assert SuggestionEvent.objects.get(action="rate_by_link").note == "赵敏代表凭一次性链接评价。"

    def test_only_the_digest_is_kept_and_a_new_one_voids_the_old(self, cast, row):
        mine = signature(row, cast.zhao_deputy)
        first, second = make_link(mine, cast.zhou), make_link(mine, cast.zhou)
        assert not RatingLink.objects.filter(digest__in=(first, second)).exists()
        assert find_link(first) is None
        assert find_link(second).digest == digest_of(second)
        assert Entry.objects.filter(verb="生成评价链接").count() == 2

    def test_it_ends_by_itself_is_revocable_and_belongs_to_one_round(self, cast, row):
        mine = signature(row, cast.zhao_deputy)
        token = make_link(mine, cast.zhou)
        RatingLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert find_link(token) is None
        token = make_link(mine, cast.zhou)
        assert revoke(mine, cast.zhou)
        assert not revoke(mine, cast.zhou)
        assert find_link(token) is None
        token = make_link(mine, cast.zhou)
        RatingLink.objects.update(round=2)
        assert find_link(token) is None
        with pytest.raises(OutOfStep):
            use_link(token, GOOD, None)

    def test_who_has_rated_gets_none_and_a_refused_verdict_does_not_spend_it(self, cast, way, row):
        mine = signature(row, cast.zhao_deputy)
        token = make_link(mine, cast.zhou)
        with pytest.raises(Refused, match="说明理由"):
            use_link(token, BAD | {"reason": ""}, None)
        assert find_link(token)
        way.rated(row, cast.zhao)
        with pytest.raises(Refused, match="已经评价"):
            make_link(mine, cast.zhou)
        with pytest.raises(OutOfStep):
            use_link(token, GOOD, None)

    def test_what_is_missing_stands_beside_its_field(self, cast, row, client):
        token = make_link(signature(row, cast.zhao_deputy), cast.zhou)
        form = client.post(f"/p/rate/{token}/", {"attitude": "dissatisfied"}).context["form"]
        assert set(form.errors) == {"result", "reason"}
        assert client.get("/p/rate/nothing/").status_code == 404

    @pytest.mark.parametrize(
        ("who", "status"), [("sun", 403), ("chen", 403), ("wu", 403), ("tang", 404), ("gao", 403)]
    )
    def test_nobody_else_makes_links(self, cast, row, client, who, status):
        client.force_login(getattr(cast, who))
        mine = signature(row, cast.zhao_deputy)
        assert client.get(f"/suggestions/{row.pk}/rating-links/").status_code == status
        assert client.post(f"/suggestions/rating-links/{mine.pk}/new/").status_code == status
        assert client.post(f"/suggestions/rating-links/{mine.pk}/revoke/").status_code == status
        assert not RatingLink.objects.exists()

    def test_the_office_sees_who_has_one_and_takes_it_back(self, cast, row, client):
        client.force_login(cast.zhou)
        mine = signature(row, cast.zhao_deputy)
        make_link(mine, cast.zhou)
        assert "有效至" in client.get(f"/suggestions/{row.pk}/rating-links/").content.decode()
        page = client.post(f"/suggestions/rating-links/{mine.pk}/revoke/", follow=True).content.decode()
        assert "已作废" in page


def body(answer) -> str:
    """What an answer says: a page, or the sheets of a workbook."""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if content[:2] != b"PK":
        return content.decode(errors="replace")
    with zipfile.ZipFile(BytesIO(content)) as book:
        return "".join(book.read(name).decode(errors="replace") for name in book.namelist())


def signed_in(who) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(who)
    return client


class TestNeverByAUnit:
    def test_no_address_of_the_house_lets_a_units_account_rate(self, world):
        """Every address, each person of the units, with a whole verdict: not one rating comes of it."""
        perform_reply(world)
        mine = signature(world.case, world.chen_deputy)
        token = make_link(mine, world.zhou)
        data = GOOD | {"signature": mine.pk, "action": "rate", "note": "好", "address": "10.0.0.1"}
        tried = 0
        for who in (world.sun, world.zheng, world.wu):
            client = signed_in(who)
            for name, pattern in patterns():
                url = address(name, pattern, world, token)
                if url is None or name.endswith("sign_out"):
                    continue
                for one in {url, url.replace("/urge/", "/rate/"), url.replace("/urge/", "/rate_by_link/")}:
                    if (
                        client.post(one, data).wsgi_request.user != who
                    ):  # an address before this one ended the session
                        client = signed_in(who)
                        client.post(one, data)
                    tried += 1
        assert tried > 300
        assert not Rating.objects.exists()
        assert find_link(token)

    def test_no_address_of_the_house_shows_a_units_account_a_verdict_in_its_time(self, world):
        """Every address as page and as sheet, and every paper of the case: the deputy's words are on none of them."""
        perform_reply(world)
        said = "还有一处信号灯没有装好"
        verdict = {"attitude": Grade.DISSATISFIED, "result": Grade.BASICALLY, "reason": said}
        perform(SUGGESTION, world.case.pk, "rate", world.chen, **verdict)
        world.case.clocks.filter(rule="feedback").update(
            stopped_on=None, due_on=timezone.localdate() + timedelta(days=9)
        )
        assert said in body(signed_in(world.zhou).get(world.case.get_absolute_url()))
        for who in (world.sun, world.wu):
            client, seen, read = signed_in(who), [], 0
            for name, pattern in patterns():
                url = address(name, pattern, world, "x")
                if url is None or name.endswith("sign_out"):
                    continue
                answer = client.get(url)
                if answer.wsgi_request.user != who:
                    client = signed_in(who)
                    answer = client.get(url)
                text, read = body(answer), read + (answer.status_code == 200)
                text += body(client.get(f"{url}?export=xlsx")) if "export=xlsx" in text else ""
                seen += [url] * (said in text)
            case = case_rows(who).get(pk=world.case.pk)
            at = Desk(who, case, happened(case, inside=False))
            seen += [piece.label for kind, piece in offered_papers(at) if said in str(piece.facts())]
            assert seen == [] and read > 40, (who, seen, read)

    def test_nor_does_the_step_itself(self, cast, row):
        for who in (cast.sun, cast.zheng, cast.he, cast.wu, cast.zhou, cast.gao, cast.qian):
            with pytest.raises(PermissionDenied):
                perform(SUGGESTION, row.pk, "rate", who, **GOOD)
            with pytest.raises(PermissionDenied):
                perform(
                    SUGGESTION,
                    row.pk,
                    "rate_by_link",
                    who,
                    signature=signature(row, cast.chen_deputy),
                    **GOOD,
                )

    def test_the_unit_reads_the_verdicts_only_after_the_window(self, cast, way, row, client):
        way.rated(row, cast.chen, Grade.DISSATISFIED, "没有解决")
        client.force_login(cast.sun)
        url = f"/suggestions/{row.pk}/"
        assert "没有解决" not in client.get(url).content.decode()
        row.clocks.filter(rule="feedback").update(due_on=timezone.localdate() - timedelta(days=1))
        assert "没有解决" in client.get(url).content.decode()


def perform_reply(world) -> None:
    """The world's case, answered."""
    perform(SUGGESTION, world.case.pk, "reply", None)


def address(name: str, pattern, world, token: str) -> str | None:
    if name == "portal:rate":
        return reverse(name, args=(token,))
    if name.startswith(("portal:", "accounts:", "None")):
        return None if pattern.pattern.converters else reverse(name) if name != "None" else None
    return reverse(name, kwargs=arguments(name, pattern, world))


class TestWarnings:
    def test_minutes_after_the_reply_before_any_contact_from_the_units_own_address(self, cast, way, row):
        Contact.objects.all().delete()
        Entry.objects.create(kind="sign_in", verb="登录", actor=cast.sun, address="10.1.1.7")
        cast.chen.address = "10.1.1.7"
        way.rated(row, cast.chen)
        assert Rating.objects.get().warnings == ["address", "soon", "no_contact"]
        notice = Notice.objects.get(kind="suggestion.rating_warning")
        assert notice.recipient == cast.zhou
        assert "同一网络地址" in notice.body

    def test_nothing_unusual_warns_nobody_and_the_minutes_are_the_areas(self, cast, way, row):
        rule(cast.city, "rating_soon", "0")
        way.rated(row, cast.chen)
        assert Rating.objects.get().warnings == []
        assert not Notice.objects.filter(kind="suggestion.rating_warning").exists()

    def test_a_deputy_of_the_unit_itself_is_named_and_only_the_office_reads_it(self, cast, way, row, client):
        Post.objects.create(
            user=cast.chen, role="handler", area=cast.city, office=cast.education, starts_on="2022-01-01"
        )
        cast.chen.acting = cast.chen.posts.get(role="deputy")
        way.rated(row, cast.chen)
        assert "own_unit" in Rating.objects.get().warnings
        for who, seen in ((cast.zhou, True), (cast.zhao, False), (cast.gao, False)):
            client.force_login(who)
            assert ("请核实" in client.get(f"/suggestions/{row.pk}/").content.decode()) == seen


class TestTheLeadForAll:
    def test_only_the_lead_is_asked_where_the_area_says_so(self, cast, way):
        rule(cast.city, "rating_by", "lead")
        row = way.replied(joint=True)
        with pytest.raises(PermissionDenied):
            way.rated(row, cast.zhao)
        with pytest.raises(Refused, match="不参加评价"):
            make_link(signature(row, cast.zhao_deputy), cast.zhou)
        way.rated(row, cast.chen)
        assert way.take(row, "close", cast.zhou).state == SuggestionState.CLOSED


class TestASecondTime:
    @pytest.fixture
    def again(self, way, cast):
        """Not satisfied twice."""
        row = way.replied()
        way.rated(row, cast.chen, Grade.DISSATISFIED, "没有解决")
        row.refresh_from_db()
        way.reply_row(way.part(row))
        way.take(row, "reply")
        return way.rated(row, cast.chen, Grade.DISSATISFIED, "还是没有解决")

    def conclude(self, way, row, outcome, who=None, **data):
        data = {"on": timezone.localdate(), "people": "陈建国、李科长", "record": "当面协调。"} | data
        return way.take(row, "conclude", who or way.cast.zhou, outcome=outcome, **data)

    def test_the_office_coordinates_instead_of_a_third_round(self, cast, way, again):
        again.refresh_from_db()
        assert (again.state, again.round) == (SuggestionState.REPLIED, 2)
        assert Coordination.objects.get().way == CoordinationWay.COORDINATE
        with pytest.raises(OutOfStep, match="协调后才能办结"):
            way.take(again, "close", cast.zhou)

    def test_kept_it_may_be_closed(self, cast, way, again):
        self.conclude(way, again, Outcome.KEEP)
        row = Coordination.objects.get()
        assert (row.led_by, row.concluded_on) == (cast.zhou, timezone.localdate())
        assert way.take(again, "close", cast.zhou).state == SuggestionState.CLOSED

    def test_again_begins_a_third_round_with_its_own_clock(self, cast, way, again):
        row = self.conclude(way, again, Outcome.AGAIN)
        assert (row.state, row.round) == (SuggestionState.DISPATCHED, 3)
        assert row.clocks.filter(rule="rehandle", stopped_on=None).count() == 1

    def test_only_the_office_concludes_on_a_day_that_can_be_and_once(self, cast, way, again):
        for who in (cast.sun, cast.chen, cast.wu, cast.tang):
            with pytest.raises(PermissionDenied):
                self.conclude(way, again, Outcome.KEEP, who)
        with pytest.raises(Refused):
            self.conclude(way, again, Outcome.KEEP, on=timezone.localdate() + timedelta(days=1))
        self.conclude(way, again, Outcome.KEEP)
        with pytest.raises(OutOfStep, match="没有进行中的协调"):
            self.conclude(way, again, Outcome.KEEP)

    def test_experts_judge_where_the_area_says_so(self, cast, way):
        rule(cast.city, "second_dissatisfied", "evaluate")
        row = way.replied()
        way.rated(row, cast.chen, Grade.DISSATISFIED, "没有解决")
        row.refresh_from_db()
        way.reply_row(way.part(row))
        way.take(row, "reply")
        way.rated(row, cast.chen, Grade.DISSATISFIED, "还是没有解决")
        assert Coordination.objects.get().way == CoordinationWay.EVALUATE

    def test_who_drafts_again_reads_the_earlier_reply_and_the_reasons(self, cast, way, client):
        row = way.dispatched(co=[cast.transport])
        joined = way.part(row, cast.transport)
        step(joined, "receive", cast.he)
        step(joined, "give_opinion", cast.he, opinion="同意增开夜班车，自明年起试运行。")
        way.reply_row(way.part(row))
        row = way.take(row, "reply")
        way.rated(row, cast.chen, Grade.DISSATISFIED, "没有解决")
        row.refresh_from_db()
        part = way.part(row)
        from_sent(part, cast)
        client.force_login(cast.sun)
        page = client.get(f"/suggestions/assignments/{part.pk}/do/draft_reply/").content.decode()
        assert "第1次办理的答复" in page and "没有解决" in page
        assert "同意增开夜班车，自明年起试运行。" in page, "what the co-units said then"
        assert f"协办单位{cast.transport}尚未提交会办意见" in page, "and are asked for anew"


def from_sent(part, cast) -> None:
    """Signed for and met, so that it can be drafted."""
    step(part, "receive", cast.sun)
    contact(part, cast.sun)
