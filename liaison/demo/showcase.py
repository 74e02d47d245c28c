"""Work under way for the demo people, done by the real steps: whoever signs in finds something to do."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.utils import timezone

from deputies.models import Deputy
from liaison.demo import words
from liaison.demo.afterwards import Afterwards
from liaison.demo.network import Network
from liaison.demo.people import People
from liaison.demo.places import Places
from liaison.demo.pressing import Pressing
from liaison.demo.rating import Rating
from liaison.demo.registry import Registry
from liaison.demo.reviewing import BeforeDispatch
from stations.choices import Route, TellWay
from stations.intake import NewMatter, log_visit
from stations.models import Reception
from stations.reception_lifecycle import RECEPTION
from suggestions.assignment_lifecycle import ASSIGNMENT
from suggestions.batch_lifecycle import open_next
from suggestions.choices import Consent, ContactStage, ContactWay, Kind, SignatureRole, SignatureState
from suggestions.grouping import bring_together
from suggestions.lifecycle import SUGGESTION
from suggestions.models import Assignment, ResultClass, Signature, Suggestion, VoterTold
from suggestions.origins import carry
from suggestions.replies import next_letter_number
from suggestions.telling import tell
from workflow.lifecycle import begin, perform


@dataclass
class Showcase:
    places: Places
    people: People
    registry: Registry
    network: Network
    today: date
    rng: Random

    def build(self) -> None:
        self.users = self.people.users
        self.deputy: Deputy = self.registry.deputies[0]
        self.units = self.places.units[self.places.city.pk]
        self._reception()
        self._draft()
        self._submitted()
        fresh = self._dispatched(lead=self.units[0], co=(self.units[2],))
        self._take(fresh, "urge", "office", note="请抓紧签收。")
        self._co_asked(self._dispatched(lead=self.units[2], co=(self.units[0],)))
        self._handed_back(self._dispatched(lead=self.units[0]))
        self._drafted(self._dispatched(lead=self.units[0]))
        self._replied(self._dispatched(lead=self.units[0]))
        self._heard()
        self._for_reference()
        self._tiers()
        self._together()
        self._batch()
        self._before_dispatch()
        Pressing(self.places, self.users, self.today).build(
            self._dispatched(lead=self.units[0]), self._dispatched(lead=self.units[0])
        )
        Afterwards(self.places, self.users, self.today).build(lambda: self._dispatched(lead=self.units[0]))
        Rating(self.places, self.users, self.today).build()

    # --- the station's day
    def _reception(self) -> None:
        """Today's reception day is open, and two voters have come."""
        clerk, station = self.users["station"], self.network.halls[self.places.towns[0].pk]
        today = Reception.objects.filter(station=station, on=self.today).latest("pk")
        perform(RECEPTION, today.pk, "start", clerk)
        self.open_day = today.pk
        troubles = self.rng.sample(words.TROUBLES, 3)
        asked = [NewMatter(words.complaint(self.rng, t), self.places.categories[t[0]]) for t in troubles]
        offer = {"deputy": self.deputy, "advice": "建议由代表提出建议。"}
        offered = NewMatter(asked[0].text, asked[0].category, Route.DEPUTY, offer)
        for matters in ([offered, asked[1]], [asked[2]]):
            voter = {"voter_name": words.name(self.rng), "gender": "female", "phone": "13900001234"}
            log_visit(clerk, station, voter, matters, on=self.today, reception=today)

    # --- suggestions, each at another point of its way
    def _draft(self, unit=None, like: Suggestion | None = None) -> Suggestion:
        """A draft; of a matter that belongs to the unit, when one is named; in the words of another one, like it."""
        fits = [
            t for t in words.TROUBLES if unit is None or unit in self.places.fitting(self.places.city, t[0])
        ]
        trouble = self.rng.choice(fits)
        text = words.suggestion(self.rng, trouble)
        if like:
            text = {name: getattr(like, name) for name in text}
        city = self.places.city
        row = Suggestion.objects.create(
            area=city, term=self.registry.terms[city.pk][-1], deputy=self.deputy, consent=Consent.FULL,
            kind=Kind.SINGLE, category=like.category if like else self.places.categories[trouble[0]], **text,
        )  # fmt: skip
        Signature.objects.create(
            suggestion=row, deputy=self.deputy, role=SignatureRole.LEAD, state=SignatureState.CONFIRMED,
            answered_at=timezone.now(),
        )  # fmt: skip
        begin(SUGGESTION, row, self.users["deputy"])
        return row

    def _before_dispatch(self) -> None:
        term = self.registry.terms[self.places.city.pk][-1]
        categories = list(self.places.categories.values())
        BeforeDispatch(self.users["office"], self.deputy, term, categories, self.rng).build()

    def _take(self, row: Suggestion, action: str, who: str, **data) -> Suggestion:
        return perform(SUGGESTION, row.pk, action, self.users[who], **data)

    def _part(self, row: Suggestion, action: str, who: str, unit, **data) -> Assignment:
        part = row.assignments.get(office=unit)
        return perform(ASSIGNMENT, part.pk, action, self.users[who], **data)

    def _submitted(self, unit=None) -> Suggestion:
        return self._take(self._draft(unit), "submit", "deputy", declared=True)

    def _dispatched(self, lead, co=()) -> Suggestion:
        row = self._take(self._submitted(lead), "register", "office")
        return self._take(row, "dispatch", "office", lead=lead, co=co)

    def _tiers(self) -> None:
        """One waits at the government office, which is to pass it on; to another its deputy objects."""
        waiting = self._take(self._submitted(), "register", "office")
        self._take(waiting, "dispatch", "office", lead=self.places.governments[self.places.city.pk])
        doubted = self._dispatched(lead=self.units[2])
        self._take(doubted, "object", "deputy", note="该事项主要涉及规划审批，建议由主管部门承办。")

    def _together(self) -> None:
        """Two on one matter, handled together and answered apart."""
        one = self._dispatched(lead=self.units[0])
        two = self._draft(self.units[0], like=one)
        self._take(two, "submit", "deputy", declared=True)
        self._take(two, "register", "office")
        two = self._take(two, "dispatch", "office", lead=self.units[0])
        bring_together([one, two], one.title, self.users["office"])
        self._part(one, "receive", "unit", self.units[0])
        self._part(one, "log_contact", "unit", self.units[0], stage=ContactStage.BEFORE, way=ContactWay.VISIT, on=self.today,
                   people="孙丽娟", content="两件建议一并听取意见，商定合并办理、分别答复。")  # fmt: skip

    def _for_reference(self) -> None:
        """Two that need no written reply: one waits for the unit's word, one has it and may be closed."""
        for said in ("", "已列入明年课后服务改进方案的研究范围，相关做法将在全市推广。"):
            row = self._draft(self.units[0])
            row.reference_only = True
            row.save(update_fields=["reference_only"])
            self._take(row, "submit", "deputy", declared=True)
            self._take(row, "register", "office")
            self._take(row, "dispatch", "office", lead=self.units[0])
            self._part(row, "receive", "unit", self.units[0])
            if said:
                self._part(row, "note_use", "unit", self.units[0], used=said)

    def _batch(self) -> None:
        """Three registered ones, gathered for the next dispatch; one knows where to go."""
        first, _, _ = [
            self._take(self._submitted(unit), "register", "office") for unit in (self.units[0], None, None)
        ]
        batch = open_next(self.places.city, self.users["office"], self.today)
        item = batch.items.get(suggestion=first)
        item.lead = self.units[0]
        item.save(update_fields=["lead"])

    def _co_asked(self, row: Suggestion) -> None:
        self._part(row, "receive", "unit", self.units[0])

    def _handed_back(self, row: Suggestion) -> None:
        reason = "该事项属市自然资源局职责，我局无相应职能。"
        self._part(row, "hand_back", "unit", self.units[0], note=reason, proposed_office=self.units[13])

    def _heard(self) -> None:
        """One that three voters asked for; the station has told the first of them how far it has come."""
        clerk, today = self.users["station"], Reception.objects.get(pk=self.open_day)
        row = self._draft(self.units[0])
        voters = [
            {"voter_name": words.name(self.rng), "gender": "male", "phone": f"1390000567{place}"}
            for place in range(3)
        ]
        for voter in voters:
            offer = {"deputy": self.deputy, "advice": "多位群众反映，建议由代表提出建议。"}
            matter = NewMatter(row.situation, row.category, Route.DEPUTY, offer)
            logged = log_visit(clerk, today.station, voter, [matter], on=self.today, reception=today)
            carry(row, logged.visit.matters.get().opinion, self.users["deputy"])
        self._take(row, "submit", "deputy", declared=True)
        self._take(row, "register", "office")
        self._take(row, "dispatch", "office", lead=self.units[0])
        tell(VoterTold.objects.filter(suggestion=row).waiting().earliest("pk"), TellWay.PHONE, clerk)

    def _drafted(self, row: Suggestion) -> None:
        unit = self.units[0]
        self._part(row, "receive", "unit", unit)
        self._part(row, "log_contact", "unit", unit, stage=ContactStage.BEFORE, way=ContactWay.MEETING, on=self.today,
                   people="孙丽娟、基础教育科", content="到代表单位听取意见，商定办理思路。")  # fmt: skip
        self._part(row, "draft_reply", "unit", unit, text=f"您提出的《{row.title}》收悉，现答复如下：我局将列入明年计划组织实施。",
                   result_class=ResultClass.objects.filter(area=None).order_by("order", "code")[1],
                   contact_person="孙丽娟", contact_phone="0599-2000001",
                   promises=[{"what": "列入明年计划并组织实施", "due_on": self.today + timedelta(days=180),
                              "who": "分管副局长", "proof": "工程验收单和现场照片"}])  # fmt: skip

    def _replied(self, row: Suggestion) -> None:
        self._drafted(row)
        unit = self.units[0]
        self._part(row, "sign_reply", "unithead", unit)
        number = next_letter_number(unit)
        self._part(row, "send_reply", "unit", unit, letter_number=number, letter_on=self.today)
