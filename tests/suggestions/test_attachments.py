"""Papers: judged by content, kept under generated names, read by whoever may see the row and by nobody else."""

from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from journal.models import Entry
from suggestions import papers
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Attachment
from tests.suggestions.units import contact, draft, drafted, lead_part, step
from workflow.lifecycle import perform

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def browse(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def file(name="现场照片.pdf", content=PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sheet() -> bytes:
    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


def send(client, row, upload=None, **kwargs):
    return client.post(f"/suggestions/{row.pk}/attach/", {"file": upload or file()}, **kwargs)


def stored(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file()]


class TestAttaching:
    def test_the_deputy_adds_to_his_draft_and_the_name_is_kept_beside_a_generated_one(
        self, cast, browse, store
    ):
        row = cast.suggestion()
        response = send(browse(cast.chen), row, follow=True)
        assert "已添加附件“现场照片.pdf”" in response.content.decode()
        paper = Attachment.objects.get()
        assert (paper.name, paper.size, paper.uploaded_by, paper.assignment) == (
            "现场照片.pdf",
            len(PDF),
            cast.chen,
            None,
        )
        assert "现场" not in paper.file.name and paper.file.name.endswith(".pdf")
        assert [path.read_bytes() for path in stored(store)] == [PDF]

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("木马.pdf", b"MZ\x90\x00" * 30, "内容与扩展名相符"), ("页面.html", b"<script>alert(1)</script>", "内容与扩展名相符"),
            ("空.pdf", b"", "空"), ("改名.docx", PDF, "内容与扩展名相符"),
        ],
    )  # fmt: skip
    def test_another_content_than_the_name_says_is_refused_beside_the_field(
        self, cast, browse, store, name, content, words
    ):
        response = send(browse(cast.chen), cast.suggestion(), file(name, content))
        assert response.status_code == 200
        assert words in response.context["form"].errors["file"][0]
        assert not Attachment.objects.exists() and not stored(store)

    def test_too_large_a_file_is_refused(self, cast, browse, settings):
        settings.UPLOAD_MAX_BYTES = 1024 * 1024
        response = send(browse(cast.chen), cast.suggestion(), file(content=PDF + b"0" * 1024 * 1024))
        assert "不能超过1MB" in response.context["form"].errors["file"][0]

    def test_a_sheet_is_a_paper_too(self, cast, browse):
        send(browse(cast.chen), cast.suggestion(), file("统计.xlsx", sheet()))
        assert Attachment.objects.get().name == "统计.xlsx"

    def test_there_is_an_end_to_it(self, cast, browse, monkeypatch):
        monkeypatch.setattr(papers, "MOST", 1)
        row = cast.suggestion()
        send(browse(cast.chen), row)
        response = send(browse(cast.chen), row)
        assert "附件最多1个" in response.context["form"].errors["file"][0]

    def test_after_submission_it_is_too_late(self, cast, browse):
        row = cast.suggestion()
        perform(SUGGESTION, row.pk, "submit", cast.chen, declared=True)
        response = send(browse(cast.chen), row, follow=True)
        assert "建议已经提交" in response.content.decode()
        assert not Attachment.objects.exists()

    def test_a_unit_adds_to_its_own_part_while_it_works(self, cast, browse):
        part = lead_part(cast)
        response = send(browse(cast.sun), part.suggestion, follow=True)
        assert "待签收" in response.content.decode() and not Attachment.objects.exists()
        step(part, "receive", cast.sun)
        send(browse(cast.sun), part.suggestion)
        assert Attachment.objects.get().assignment == part

    @pytest.mark.parametrize(
        ("who", "code"), [("zhou", 403), ("gao", 403), ("he", 404), ("qian", 404), ("luo", 404)]
    )
    def test_others_attach_nothing(self, cast, browse, who, code):
        part = lead_part(cast)
        assert send(browse(getattr(cast, who)), part.suggestion).status_code == code


class TestReading:
    @pytest.fixture
    def paper(self, cast, browse):
        row = cast.suggestion()
        send(browse(cast.chen), row)
        perform(SUGGESTION, row.pk, "submit", cast.chen, declared=True)
        return Attachment.objects.get()

    @pytest.mark.parametrize(
        ("who", "code"),
        [
            ("chen", 200),
            ("zhou", 200),
            ("gao", 200),
            ("sun", 404),
            ("tang", 404),
            ("qian", 404),
            ("luo", 404),
        ],
    )
    def test_it_exists_for_whoever_may_see_the_suggestion(self, cast, browse, paper, who, code):
        response = browse(getattr(cast, who)).get(f"/suggestions/attachments/{paper.pk}/")
        assert response.status_code == code
        if code == 200:
            assert b"".join(response.streaming_content) == PDF
            assert response["X-Content-Type-Options"] == "nosniff"

    def test_a_visitor_is_asked_to_sign_in(self, client, paper):
        client.logout()
        assert client.get(f"/suggestions/attachments/{paper.pk}/").status_code == 302

    def test_of_a_confidential_suggestion_every_reading_is_journalled(self, cast, browse, paper):
        browse(cast.zhou).get(f"/suggestions/attachments/{paper.pk}/")
        assert not Entry.objects.filter(kind="reading").exists()
        type(paper.suggestion).objects.update(confidential=True)
        browse(cast.zhou).get(f"/suggestions/attachments/{paper.pk}/")
        entry = Entry.objects.get(kind="reading")
        assert (entry.actor, entry.data) == (cast.zhou, {"attachment": paper.pk})
        assert browse(cast.gao).get(f"/suggestions/attachments/{paper.pk}/").status_code == 404

    def test_a_units_paper_is_its_own_until_the_reply_leaves(self, cast, browse):
        part = lead_part(cast)
        drafted(part, cast.sun)
        send(browse(cast.sun), part.suggestion)
        url = f"/suggestions/attachments/{Attachment.objects.get().pk}/"
        codes = {
            who: browse(getattr(cast, who)).get(url).status_code
            for who in ("sun", "zheng", "wu", "chen", "zhou", "gao")
        }
        assert codes == {"sun": 200, "zheng": 200, "wu": 200, "chen": 404, "zhou": 404, "gao": 404}
        step(part, "sign_reply", cast.zheng)
        step(part, "send_reply", cast.sun, letter_number="云教函〔2026〕1号", letter_on=part.sent_on)
        assert browse(cast.chen).get(url).status_code == 200


class TestTakingAway:
    def test_ones_own_paper_of_a_draft_goes_with_its_file(
        self, cast, browse, store, django_capture_on_commit_callbacks
    ):
        row = cast.suggestion()
        send(browse(cast.chen), row)
        url = f"/suggestions/attachments/{Attachment.objects.get().pk}/delete/"
        assert browse(cast.chen).get(url).status_code == 405
        with django_capture_on_commit_callbacks(execute=True):
            browse(cast.chen).post(url)
        assert not Attachment.objects.exists() and not stored(store)
        assert Entry.objects.filter(verb="删除附件").count() == 1

    def test_not_once_submitted(self, cast, browse):
        row = cast.suggestion()
        send(browse(cast.chen), row)
        perform(SUGGESTION, row.pk, "submit", cast.chen, declared=True)
        response = browse(cast.chen).post(
            f"/suggestions/attachments/{Attachment.objects.get().pk}/delete/", follow=True
        )
        assert "附件不能再删除" in response.content.decode()
        assert Attachment.objects.exists()

    def test_not_another_persons(self, cast, browse, way):
        row = cast.suggestion()
        way.co_signed(row)
        send(browse(cast.chen), row)
        assert (
            browse(cast.zhao)
            .post(f"/suggestions/attachments/{Attachment.objects.get().pk}/delete/")
            .status_code
            == 403
        )

    def test_not_once_the_reply_was_drafted(self, cast, browse):
        part = lead_part(cast)
        step(part, "receive", cast.sun)
        send(browse(cast.sun), part.suggestion)
        contact(part, cast.sun)
        draft(part, cast.sun)
        response = browse(cast.sun).post(
            f"/suggestions/attachments/{Attachment.objects.get().pk}/delete/", follow=True
        )
        assert "附件不能再删除" in response.content.decode()
