"""Urging, supervision, more time and reports on progress for the demo people, by the real steps."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.models import User
from liaison.demo.places import Places
from offices.choices import Unit
from offices.models import Office, Setting
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.choices import SuggestionState
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Assignment, CategoryCommittee, Suggestion, Supervision, Team
from suggestions.supervision_lifecycle import SUPERVISION
from suggestions.voice_lifecycle import VOICE
from workflow.lifecycle import perform

COMMITTEES = {
    "交通出行": "城建环资委", "城乡建设": "城建环资委", "生态环境": "城建环资委", "教育体育": "教科文卫委",
    "医疗卫生": "教科文卫委", "文化旅游": "教科文卫委", "民政养老": "社会委", "就业社保": "社会委",
    "农业农村": "农业农村委", "社会治理": "监察司法委", "营商环境": "财经委", "其他": "代表工委",
}  # fmt: skip
TEAMS = (
    ("第一督查组", "副主任王建军"), ("第二督查组", "副主任李秀兰"), ("第三督查组", "副主任郑国平"), ("第四督查组", "秘书长周志远"),
)  # fmt: skip
ESCALATING = (
    "答复已超期，请立即答复代表并说明原因。",
    "提醒后仍未答复，请三日内答复代表，并书面说明原因。",
    "督办后仍未答复，予以通报。",
)


@dataclass
class Pressing:
    places: Places
    users: dict[str, User]
    today: date

    def build(self, fresh: Suggestion, second: Suggestion) -> None:
        """fresh: just dispatched to the demo unit. second: another one of it, signed for."""
        self.unit: Office = self.places.units[self.places.city.pk][0]
        self._rules()
        self._more_time(second)
        self._key(fresh)
        self._late()

    def _rules(self) -> None:
        """The city's teams, its table of committees, and its own rule that limits may stand still."""
        city = self.places.city
        Team.objects.bulk_create(Team(area=city, name=name, head=head) for name, head in TEAMS)
        CategoryCommittee.objects.bulk_create(
            CategoryCommittee(area=city, category=category, committee=COMMITTEES[category.name])
            for category in self.places.categories.values()
        )
        for key, value, unit in (
            ("pause_allowed", "yes", Unit.SWITCH),
            ("monthly_checks", "key", Unit.CHOICE),
        ):
            Setting.objects.create(
                area=city, key=key, value=value, unit=unit, valid_from=date(2022, 1, 1),
                source="云川市代表建议办理办法第二十条（演示）",
            )  # fmt: skip

    def _part(self, row: Suggestion, action: str, who: str, **data) -> Assignment:
        part = row.assignments.get(office=self.unit, round=row.round)
        return perform(ASSIGNMENT, part.pk, action, self.users[who], **data)

    def _more_time(self, row: Suggestion) -> None:
        why = "涉及发改、财政、自然资源等部门，需列入下一年度投资计划。"
        self._part(row, "receive", "unit")
        self._part(row, "ask_extension", "unit", note=why, months=5)

    def _key(self, row: Suggestion) -> None:
        """A key suggestion with its plan, its notice and a report on progress."""
        office = self.users["office"]
        asked = {
            "manner": "key",
            "leader": "副主任王建军",
            "chief": "副市长赵明",
            "charged": self.users["leader"],
            "aim": "年内拿出方案，明年上半年完成。",
        }
        perform(SUGGESTION, row.pk, "supervise", office, **asked)
        supervision: Supervision = row.supervisions.get()
        for who, what, days in (
            (self.unit.name, "完成现场踏勘，提出办理方案", 20),
            ("市财政局", "落实资金", 60),
        ):
            line = {"who": who, "what": what, "by_day": self.today + timedelta(days=days)}
            perform(SUPERVISION, supervision.pk, "add_item", office, **line)
        perform(SUPERVISION, supervision.pk, "serve", office)
        voice = {
            "headline": row.title,
            "digest": row.proposal,
            "recipients": "市委书记、市长",
            "readers": [self.users["leader"]],
        }
        perform(SUGGESTION, row.pk, "voice", office, **voice)
        said = {"leader": "市长刘建华", "words": "请市教育局抓紧研究，拿出切实可行的办法。", "on": self.today}
        perform(VOICE, row.voices.get().pk, "instruct", office, **said)
        self._part(row, "receive", "unit")
        told = {"done": "已成立专班，与代表对接一次。", "next_steps": "下周组织现场踏勘。"}
        self._part(row, "report_progress", "unit", **told)
        found = {"on": self.today, "checker": "代表工委周文静", "finding": "专班已成立，方案还没有拿出。"}
        perform(SUGGESTION, row.pk, "check", office, demand="月底前报送办理方案。", **found)

    def _late(self) -> None:
        """What follows a reply that stays out: one of the latest has come to 通报, another to a reminder."""
        late = Suggestion.objects.filter(
            area=self.places.city,
            state=SuggestionState.DISPATCHED,
            due_on__lt=self.today,
            lead_office__isnull=False,
        )
        for row, levels in zip(late.order_by("due_on", "pk")[:2], (3, 1), strict=False):
            for words in ESCALATING[:levels]:
                perform(
                    SUGGESTION, row.pk, "escalate", self.users["office"], note=words, office=row.lead_office
                )
