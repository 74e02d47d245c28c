"""What follows replies, for the demo people, by the real steps: meetings, coordination, more time, looking back, 双测评."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile

from accounts.models import User
from liaison.demo.places import Places
from offices.choices import Unit
from offices.models import Office, Setting
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.choices import ContactStage, ContactWay, Grade, LookState
from suggestions.extension_lifecycle import EXTENSION
from suggestions.lifecycle import SUGGESTION
from suggestions.look_lifecycle import LOOK
from suggestions.looking_back import begin_round
from suggestions.meeting import answering_parts, keep, promise
from suggestions.models import Assignment, HandlingMeeting, LookBackItem, ResultClass, Suggestion
from suggestions.promise_lifecycle import PROMISE
from suggestions.replies import next_letter_number
from workflow.lifecycle import perform


@dataclass
class Afterwards:
    places: Places
    users: dict[str, User]
    today: date

    def build(self, dispatched: Callable[[], Suggestion]) -> None:
        """dispatched: a fresh suggestion at the demo unit, each time it is called."""
        self.unit: Office = self.places.units[self.places.city.pk][0]
        self.classes = {row.code: row for row in ResultClass.objects.filter(area=None)}
        Setting.objects.create(
            area=self.places.city, key="double_feedback", value="yes", unit=Unit.SWITCH, valid_from=date(2022, 1, 1),
            source="云川市代表建议办理办法第二十六条（演示）",
        )  # fmt: skip
        self._more_time(dispatched())
        self._coordination(dispatched())
        self._twice(dispatched())
        self._looking_back()
        self._meeting()

    def _step(self, row: Suggestion, action: str, who: str, **data) -> Assignment:
        part = row.assignments.get(office=self.unit, round=row.round)
        return perform(ASSIGNMENT, part.pk, action, self.users[who], **data)

    def _answer(self, row: Suggestion, code: str, promises: list[dict] | None = None) -> Suggestion:
        """Signed for, contacted, written, signed, told face to face and sent."""
        self._step(row, "receive", "unit")
        met = {
            "way": ContactWay.MEETING,
            "on": self.today,
            "people": "孙丽娟、基础教育科",
            "content": "当面听取代表意见。",
        }
        self._step(row, "log_contact", "unit", stage=ContactStage.BEFORE, **met)
        self._step(
            row, "draft_reply", "unit", text=f"您提出的《{row.title}》收悉，现答复如下：我局已会同有关单位研究，正在抓紧办理。",
            result_class=self.classes[code], contact_person="孙丽娟", contact_phone="0599-2000001", promises=promises or [],
        )  # fmt: skip
        self._step(row, "sign_reply", "unithead")
        self._step(
            row, "record_face_reply", "unit", on=self.today, place="代表单位会议室", people="分管副局长、孙丽娟",
            deputies=str(row.deputy), points="办理思路和时限。", said="同意办理思路，希望抓紧落实。",
        )  # fmt: skip
        number = next_letter_number(self.unit)
        self._step(row, "send_reply", "unit", letter_number=number, letter_on=self.today)
        return Suggestion.objects.get(pk=row.pk)

    def _rate(self, row: Suggestion, grade: Grade, reason: str = "") -> Suggestion:
        perform(
            SUGGESTION,
            row.pk,
            "rate",
            self.users["deputy"],
            attitude=Grade.SATISFIED,
            result=grade,
            reason=reason,
        )
        return Suggestion.objects.get(pk=row.pk)

    def _more_time(self, row: Suggestion) -> None:
        """Asked for and granted: the deputies have the paper."""
        self._step(row, "receive", "unit")
        self._step(row, "ask_extension", "unit", note="涉及多部门协调，需列入年度计划。", months=5)
        perform(EXTENSION, row.extensions.get().pk, "grant_extension", self.users["office"], months=4)

    def _coordination(self, row: Suggestion) -> None:
        """Not satisfied twice: the office brings deputy and unit together."""
        row = self._rate(self._answer(row, "A"), Grade.DISSATISFIED, "现场没有变化，问题仍然存在。")
        self._rate(self._answer(row, "A"), Grade.DISSATISFIED, "只完成了一半，仍不能满意。")

    def _twice(self, row: Suggestion) -> None:
        """A promise that was kept: the deputy is asked a second time."""
        due_on = self.today + timedelta(days=60)
        promise = {"what": "完成改造并验收", "due_on": due_on, "who": "分管副局长", "proof": "验收单和照片"}
        row = self._rate(self._answer(row, "B", [promise]), Grade.BASICALLY)
        perform(SUGGESTION, row.pk, "close", self.users["office"])
        kept = row.promises.get()
        perform(PROMISE, kept.pk, "report", self.users["unit"], report="已完成改造并通过验收。")
        perform(PROMISE, kept.pk, "confirm", self.users["deputy"], word="情况属实，认可。")

    def _looking_back(self) -> None:
        """A round over the city's answered ones: one raised with evidence and the deputy's word, one waiting for it."""
        city, office = self.places.city, self.users["office"]
        rows = Suggestion.objects.filter(area=city, registered_on__year=self.today.year)
        look = begin_round(city, f"{self.today.year}年建议办理回头看", rows, office)
        own = LookBackItem.objects.filter(look_back=look, office=self.unit, state=LookState.OPEN)
        left = own.order_by("-pk").first()
        perform(
            LOOK, left.pk, "look_further", office, further="inspect", note="下月组织代表到现场检查落实情况。"
        )
        for place, item in enumerate(own.order_by("pk")[:2]):
            shown = {"proposed": self.classes["A"], "report": "已经落实到位，群众反映良好。"}
            paper = ContentFile(b"%PDF-1.4\n", name="evidence.pdf")
            perform(LOOK, item.pk, "look_propose", self.users["unit"], **shown, evidence=paper)
            if place == 0:
                perform(
                    LOOK, item.pk, "look_answer", office, agreed=True, word="经征求代表意见，认可落实情况。"
                )
                perform(LOOK, item.pk, "look_settle", office)

    def _meeting(self) -> None:
        """专题询问 about what is being handled; the unit gave its word there."""
        office = self.users["office"]
        rows = Suggestion.objects.filter(
            assignments__office=self.unit, assignments__role="lead", state="dispatched", confidential=False
        )
        sat = keep(
            HandlingMeeting(
                area=self.places.city, office=office.posts.get().office, kind="inquiry", title="代表建议办理专题询问",
                on=self.today, place="市人大常委会会议室", people="常委会组成人员、部分代表、各承办单位主要负责人",
                record="围绕办理难点现场询问，承办单位主要负责人应询，明确了整改措施和完成时限。", recorded_by=office,
            ),
            rows.order_by("pk")[:3], office,
        )  # fmt: skip
        said = {"what": "学期结束前完成排查并公布结果", "due_on": self.today + timedelta(days=60), "who": "教育局局长",
                "proof": "排查清单和公示"}  # fmt: skip
        promise(sat, answering_parts(sat)[0], said, office)
