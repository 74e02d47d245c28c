"""Publication: by the deputy's consent, in its time, with passages hidden and the original sealed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from journal.models import Entry
from suggestions.choices import Consent, Grade
from suggestions.models import Publication
from suggestions.publishing import HIDDEN, hidden, marked, spans_of
from workflow.lifecycle import OutOfStep, Refused

SECRET = "人民路早晚高峰车辆〖通行缓慢〗。"


class TestMarks:
    @given(
        st.text(st.characters(exclude_characters="〖〗\r", exclude_categories=("Cs",)), min_size=1), st.data()
    )
    def test_what_is_marked_is_hidden_and_the_rest_is_as_it_was(self, text, data):
        first = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(first + 1, len(text)))
        spans = spans_of(marked(text, [[first, end]]), text)
        assert spans == [[first, end]]
        assert hidden(text, spans) == text[:first] + HIDDEN + text[end:]

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("甲〖乙", "不成对"),
            ("甲乙〗", "不成对"),
            ("〖甲〖乙〗〗", "套在一起"),
            ("甲〖丙〗", "不能改动原文"),
            ("甲", "不能改动原文"),
        ],
    )
    def test_anything_but_a_mark_is_refused(self, typed, words):
        with pytest.raises(Refused, match=words):
            spans_of(typed, "甲乙")

    def test_an_empty_mark_hides_nothing(self):
        assert spans_of("甲〖〗乙", "甲乙") == []


class TestTheStep:
    def test_it_is_public_only_when_the_office_says_so(self, cast, way, client):
        row = way.replied()
        url = f"/p/suggestions/{row.pk}/"
        assert client.get(url).status_code == 404
        way.take(row, "publish", cast.zhou, scope="full", texts={"situation": SECRET})
        page = client.get(url).content.decode()
        assert HIDDEN in page
        assert "通行缓慢" not in page
        assert "已增设信号灯" in page
        assert row.title not in client.get("/p/suggestions/?q=通行缓慢").content.decode()
        row.refresh_from_db()
        assert "通行缓慢" in row.situation

    def test_what_is_hidden_may_change_and_the_day_it_became_public_stays(self, cast, way, client):
        row = way.replied()
        way.take(row, "publish", cast.zhou, scope="full", texts={"situation": SECRET})
        day = timezone.localdate() - timedelta(days=9)
        Publication.objects.filter(suggestion=row).update(published_on=day)
        client.force_login(cast.zhou)
        assert "修改公开内容" in client.get(row.get_absolute_url()).content.decode()
        way.take(row, "publish", cast.zhou, scope="title", texts={})
        again = Publication.objects.get(suggestion=row)
        assert (again.scope, again.published_on) == ("title", day)

    def test_no_further_than_the_deputy_consents(self, cast, way, client):
        row = way.replied(consent=Consent.TITLE)
        with pytest.raises(Refused, match="仅同意公开标题"):
            way.take(row, "publish", cast.zhou, scope="full")
        way.take(row, "publish", cast.zhou, scope="title")
        assert "通行缓慢" not in client.get(f"/p/suggestions/{row.pk}/").content.decode()
        for fields in ({"consent": Consent.NONE}, {"confidential": True}):
            with pytest.raises(OutOfStep):
                way.take(way.replied(**fields), "publish", cast.zhou, scope="title")

    def test_it_has_its_clock_after_the_reply_where_there_is_something_to_publish(self, cast, way):
        row = way.replied()
        assert row.clocks.get(rule="publish").stopped_on is None
        way.take(row, "publish", cast.zhou, scope="full")
        assert row.clocks.get(rule="publish").stopped_on
        assert not way.replied(consent=Consent.NONE).clocks.filter(rule="publish").exists()

    def test_only_the_office_of_the_case_publishes_and_takes_down(self, cast, way, client):
        row = way.replied()
        for who in (cast.sun, cast.chen, cast.wu, cast.tang, cast.gao):
            with pytest.raises(PermissionDenied):
                way.take(row, "publish", who, scope="full")
        with pytest.raises(OutOfStep, match="没有公开"):
            way.take(row, "take_down", cast.zhou, note="误公开")
        way.take(row, "publish", cast.zhou, scope="full")
        with pytest.raises(Refused):
            way.take(row, "take_down", cast.zhou)
        way.take(row, "take_down", cast.zhou, note="误公开")
        assert client.get(f"/p/suggestions/{row.pk}/").status_code == 404

    def test_before_the_reply_there_is_no_such_step(self, cast, way):
        with pytest.raises(OutOfStep):
            way.take(way.dispatched(), "publish", cast.zhou, scope="full")

    def test_handled_again_the_next_reply_is_looked_at_before_it_is_public(self, cast, way):
        row = way.replied()
        way.take(row, "publish", cast.zhou, scope="full")
        way.rated(row, cast.chen, Grade.DISSATISFIED, "没有解决")
        assert not Publication.objects.exists()


class TestThePage:
    def test_the_texts_come_with_their_marks_and_a_changed_word_is_refused_beside_its_field(
        self, cast, way, client
    ):
        row = way.replied()
        client.force_login(cast.zhou)
        url = f"/suggestions/{row.pk}/do/publish/"
        texts = {f"text_{key}": value for key, value in (("situation", SECRET), ("proposal", row.proposal))}
        assert client.post(url, {"scope": "full", **texts}).status_code == 302
        assert SECRET in client.get(url).content.decode()
        page = client.post(url, {"scope": "full", "text_situation": "别的话"})
        assert "不能改动原文" in page.context["form"].errors["text_situation"][0]
        assert Publication.objects.get().marks == {"situation": [[9, 13]]}

    def test_late_ones_stand_on_the_offices_first_page(self, cast, way, client):
        row = way.replied()
        row.clocks.filter(rule="publish").update(due_on=timezone.localdate() - timedelta(days=1))
        client.force_login(cast.zhou)
        assert "待公开" in client.get("/").content.decode()
        assert row.title in client.get("/suggestions/?public=no").content.decode()

    def test_every_fault_is_named_at_once(self, cast, way, client):
        row = way.replied()
        client.force_login(cast.zhou)
        typed = {"text_situation": "甲〖乙", "text_proposal": "别的话", "text_analysis": row.analysis}
        errors = client.post(f"/suggestions/{row.pk}/do/publish/", typed).context["form"].errors
        assert set(errors) == {"scope", "text_situation", "text_proposal"}

    def test_opening_the_originals_leaves_a_reading_in_the_journal(self, cast, way, client):
        row = way.replied()
        client.force_login(cast.zhou)
        client.get(f"/suggestions/{row.pk}/do/publish/")
        found = Entry.objects.get(kind="reading", verb="查看公开前的原文")
        assert (found.actor, found.subject_id) == (cast.zhou, row.pk)


class TestMany:
    URL = "/suggestions/many/publish/"

    @pytest.fixture
    def four(self, way):
        """In full, its title alone, without consent, and one that is public already with a passage hidden."""
        rows = [
            way.replied(consent=consent)
            for consent in (Consent.FULL, Consent.TITLE, Consent.NONE, Consent.FULL)
        ]
        way.take(rows[3], "publish", way.cast.zhou, scope="full", texts={"situation": SECRET})
        return rows

    def test_each_goes_as_far_as_its_deputy_consents_and_what_was_hidden_stays(self, cast, four, client):
        client.force_login(cast.zhou)
        picked = {"pick": [row.pk for row in four]}
        page = client.post(self.URL, picked).content.decode()
        assert all(words in page for words in ("公开全文", "仅同意公开标题", "代表不同意公开", "已经公开"))
        assert Publication.objects.count() == 1
        client.post(self.URL, {**picked, "note": "", "confirm": "1"})
        scopes = dict(Publication.objects.values_list("suggestion", "scope"))
        assert scopes == {four[0].pk: "full", four[1].pk: "title", four[3].pk: "full"}
        assert Publication.objects.get(suggestion=four[3]).marks == {"situation": [[9, 13]]}

    def test_it_is_taken_back_and_what_was_public_before_stays(self, cast, four, client):
        client.force_login(cast.zhou)
        sent = {"pick": [row.pk for row in four], "note": "", "confirm": "1"}
        done = client.post(self.URL, sent, follow=True)
        token = done.context["undo"]
        client.post(self.URL, {"undo": token})
        assert list(Publication.objects.values_list("suggestion", flat=True)) == [four[3].pk]
