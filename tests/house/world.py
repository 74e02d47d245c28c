"""One row of everything, so that every address of the house has something to show."""

from datetime import date, time, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import Workbook

from deputies.imports.registry import RegistryImport
from deputies.models import Delegation, Group, GroupMember, Import, Upload
from journal.models import Entry
from notices.outbox import post
from offices.models import Post
from reports.models import KeptView, ReportJob
from stations.models import Absence, Booking, DayRule, OpinionFile, Order, Theme
from stations.wish_lifecycle import WISH
from stations.wishes import take_idea, take_wish
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.batches import gather, new_batch
from suggestions.choices import SignatureRole
from suggestions.lifecycle import SUGGESTION
from suggestions.meeting import keep
from suggestions.models import (
    Attachment,
    Commendation,
    HandlingGroup,
    HandlingMeeting,
    Instruction,
    LookBack,
    LookBackItem,
    Nominee,
    Promise,
    PromiseOrder,
    ResultClass,
    Signature,
    SurveyReply,
    Team,
)
from suggestions.reviewing import keep_version
from tests.cast import STANDING, Cast
from tests.house.buildings import buildings
from tests.house.institution import institution
from tests.standing import Standing
from workflow.lifecycle import perform
from workflow.models import Rung


def a_sheet() -> bytes:
    """A registry sheet with one row that is no use."""
    file, book = BytesIO(), Workbook()
    book.active.append([column.label for column in RegistryImport.columns()])
    book.active.append(["DB99999"])
    book.save(file)
    return file.getvalue()


def furnish(cast: Cast) -> Cast:
    """cast, and a published reception day, a visit, an opinion at 教育局, a dispatched suggestion and what hangs on it."""
    today = timezone.localdate()
    cast.day = cast.reception(
        state="published", published_on=today, notice_number="〔2026〕7号", notice_text="公告"
    )
    cast.caller = cast.visit(cast.day)
    cast.heard = cast.opinion(
        cast.caller, state="referred", office=cast.education, route="office", referred_on=today
    )
    cast.picture = OpinionFile.objects.create(
        subject=cast.heard, file=SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0"), name="照片1.jpg", size=4
    )
    cast.sent_order = Order.objects.create(
        number="JB-1", area=cast.street, station=cast.qinghe, sent_on=today, sent_by=cast.lin
    )
    asker = {"voter_name": "王奶奶", "phone": "13912345678"}
    cast.wish = take_wish(None, cast.qinghe, asker, uuid4(), title="收音机", text="听戏")
    perform(WISH, cast.wish.pk, "accept", cast.lin, title="收音机", text="一位老人想要一台收音机。")
    cast.idea = take_idea(
        None, cast.qinghe, asker, uuid4(), title="充电棚", text="充电", place="", benefit=""
    )
    institution(cast, today)
    cast.case = cast.suggestion()
    cast.signature = Signature.objects.create(
        suggestion=cast.case, deputy=cast.zhao_deputy, role=SignatureRole.CO, state="confirmed"
    )
    for action, who, data in (
        ("submit", cast.chen, {"declared": True}), ("register", cast.zhou, {}),
        ("dispatch", cast.zhou, {"lead": cast.education, "co": (cast.transport,)}),
    ):  # fmt: skip
        perform(SUGGESTION, cast.case.pk, action, who, **data)
    cast.tiered = cast.suggestion(title="关于改善河道水质的建议")
    for action, who, data in (
        ("submit", cast.chen, {"declared": True}), ("register", cast.zhou, {}),
        ("dispatch", cast.zhou, {"lead": cast.government}),
    ):  # fmt: skip
        perform(SUGGESTION, cast.tiered.pk, action, who, **data)
    cast.transfer = cast.tiered.transfers.get()
    cast.batched = cast.suggestion(title="关于增设公交站点的建议", open_to_co=True)
    for action, who, data in (("submit", cast.chen, {"declared": True}), ("register", cast.zhou, {})):
        perform(SUGGESTION, cast.batched.pk, action, who, **data)
    cast.batch = new_batch(cast.city, today)
    gather(cast.batch, today)
    cast.item = cast.batch.items.get()
    cast.item.lead = cast.education
    cast.item.save()
    cast.together = HandlingGroup.objects.create(
        area=cast.city, title="道路交通", lead_office=cast.education, opened_on=today
    )
    keep_version(cast.case)
    cast.part = cast.case.assignments.get(office=cast.education)
    perform(ASSIGNMENT, cast.part.pk, "receive", cast.sun)
    perform(
        ASSIGNMENT, cast.part.pk, "log_contact", cast.sun, stage="before", way="meeting", on=today,
        people="李科长", content="听取代表意见。",
    )  # fmt: skip
    cast.met = cast.part.contacts.get()
    perform(ASSIGNMENT, cast.part.pk, "ask_extension", cast.sun, note="涉及面广。", months=6)
    cast.more_time = cast.case.extensions.get()
    perform(SUGGESTION, cast.case.pk, "urge", cast.zhou, note="请抓紧办理。", parts=[cast.part])
    cast.urged = cast.case.urges.get()
    cast.team = Team.objects.create(area=cast.city, name="第一督查组", head="王建军")
    perform(
        SUGGESTION, cast.case.pk, "supervise", cast.zhou, manner="daily", aim="按期答复。", team=cast.team
    )
    voice = {"headline": "尽快增设信号灯", "digest": "人民路拥堵。", "recipients": "市委书记"}
    perform(SUGGESTION, cast.case.pk, "voice", cast.zhou, **voice)
    cast.voiced = cast.case.voices.get()
    cast.instruction = Instruction.objects.create(
        voice=cast.voiced, leader="市长", words="请研究。", on=today, scan_name="a.pdf",
        scan=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n"),
    )  # fmt: skip
    cast.supervised = cast.case.supervisions.get()
    cast.paper = Attachment.objects.create(
        suggestion=cast.case, file=SimpleUploadedFile("a.pdf", b"%PDF-1.4\n"), name="a.pdf", size=9,
        uploaded_by=cast.chen,
    )  # fmt: skip
    cast.sat = keep(
        HandlingMeeting(
            area=cast.city, office=cast.committee, kind="assess", title="建议办理测评会", on=today, people="各承办单位",
            recorded_by=cast.zhou,
        ),
        [cast.case], cast.zhou,
    )  # fmt: skip
    cast.nominee = Nominee.objects.create(
        commendation=Commendation.objects.create(
            area=cast.city, kind="unit", year=today.year, title="先进承办单位", opened_by=cast.zhou, opened_on=today
        ),
        office=cast.education, reason="件件按时", named_by=cast.zhou,
    )  # fmt: skip
    cast.promise = Promise.objects.create(
        suggestion=cast.case, assignment=cast.part, office=cast.education, state="open", what="年内完成", who="李副局长",
        due_on=today + timedelta(days=90), first_due_on=today + timedelta(days=90), proof="照片", made_on=today,
        evidence=SimpleUploadedFile("d.pdf", b"%PDF-1.4\n"), evidence_name="d.pdf",
    )  # fmt: skip
    look = LookBack.objects.create(area=cast.city, name="回头看", opened_on=today, opened_by=cast.zhou)
    cast.look_item = LookBackItem.objects.create(
        look_back=look, suggestion=cast.case, office=cast.education, before=ResultClass.objects.get(area=None, code="B"),
        evidence=SimpleUploadedFile("e.pdf", b"%PDF-1.4\n"), evidence_name="e.pdf",
    )  # fmt: skip
    cast.survey = SurveyReply.objects.create(item=cast.look_item, deputy=cast.chen_deputy, sent_on=today)
    cast.promise_order = PromiseOrder.objects.create(
        meeting=cast.sat, area=cast.city, office=cast.education, year=today.year, number=1, served_on=today,
        served_by=cast.zhou,
    )  # fmt: skip
    cast.clock = cast.case.clocks.get(rule="reply")
    cast.group = Group.objects.create(area=cast.street, name="第一小组")
    cast.member = GroupMember.objects.create(
        group=cast.group, deputy=cast.chen_deputy, starts_on=date(2026, 1, 1)
    )
    cast.theme = Theme.objects.create(
        number="YT-1", area=cast.street, station=cast.qinghe, group=cast.group, title="路口拥堵", reason="多人反映",
        category=cast.traffic, proposed_on=today,
    )  # fmt: skip
    cast.delegation = Delegation.objects.create(term=cast.term, name="东湖区代表团")
    cast.mandate = cast.chen_deputy.mandates.get()
    cast.job = ReportJob.objects.create(
        kind="suggestions", area=cast.city, start=today, end=today, asked_by=cast.zhou, post=cast.zhou.posts.get(),
        finished_at=timezone.now(), file=SimpleUploadedFile("b.xlsx", b"PK"),
    )  # fmt: skip
    cast.made = Import.objects.create(area=cast.city, kind="registry", file_name="a.xlsx", made_by=cast.zhou)
    cast.upload = Upload.objects.create(
        user=cast.zhou, area=cast.city, file=SimpleUploadedFile("c.xlsx", a_sheet()), file_name="c.xlsx"
    )
    cast.kept = KeptView.objects.create(
        owner=cast.zhou, path="/suggestions/", label="久未面商", query="age=80&met=no"
    )
    cast.rung = Rung.objects.order_by("pk").first()
    cast.entry = Entry.objects.order_by("pk").first()
    cast.staff = cast.qinghe.staff.get()
    cast.booking = Booking.objects.create(
        reception=cast.day, voter_name="刘桂英", phone="13912345678", made_by=cast.lin
    )
    cast.day_rule = DayRule.objects.create(
        station=cast.qinghe, pattern="days", days="10", starts_at=time(9), ends_at=time(11)
    )
    cast.absence = Absence.objects.create(
        deputy=cast.chen_deputy, starts_on=today, ends_on=today, reason="外出学习", recorded_by=cast.lin
    )
    cast.stationing = cast.qinghe.stationings.first()
    cast.substitute = Post.objects.create(
        user=cast.he, role="unit_head", area=cast.city, office=cast.education, starts_on=today,
        stands_in_for=cast.zheng.posts.get(),
    )  # fmt: skip
    post([cast.zhou], kind="test", key="one", title="一条消息", url="/")
    cast.notice = cast.zhou.notices.latest("pk")
    buildings(cast)
    return cast


WORLD = Standing(lambda: furnish(STANDING.copy()), on=STANDING)


@pytest.fixture
@WORLD.given
def world(cast: Cast) -> Cast:
    """The cast with one row of everything around it."""
    if WORLD.around is None:  # a test with real commits
        return furnish(cast)
    vars(cast).update(vars(WORLD.copy()))
    return cast
