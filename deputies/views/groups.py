"""Deputies' groups: the page, the registration, and who belongs to them."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from deputies.choices import GroupDuty
from deputies.forms.groups import DutyForm, GroupForm, JoinForm, LeaveForm, MoveForm
from deputies.lifecycle import is_registrar
from deputies.models import Deputy, Group, GroupMember
from deputies.rosters import change_duty, join, leave, move
from deputies.rules.groups import group_warnings
from deputies.views.keeping import FormPage, KeeperView
from journal.book import enter
from journal.models import EntryKind
from offices.limits import setting
from offices.menu import address
from pages.actions import Action, Crumb
from workflow.transitions import OutOfStep

DUTY_ORDER = {duty.value: place for place, duty in enumerate(GroupDuty)}


class GroupMixin:
    model = Group
    request: HttpRequest
    row: Group

    def rows(self) -> QuerySet:
        return Group.objects.visible_to(self.request.user).select_related("area")

    def back(self) -> str:
        return self.row.get_absolute_url()

    def crumbs(self) -> list[Crumb]:
        return [
            Crumb("代表小组", reverse("deputies:groups")),
            Crumb(self.row.name, self.row.get_absolute_url()),
        ]


class GroupPage(GroupMixin, KeeperView):
    """Who leads, who belongs, who belonged."""

    def allowed(self) -> bool:
        return True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        members = GroupMember.objects.visible_to(request.user).filter(group=self.row)
        members = list(members.select_related("deputy__area").prefetch_related("deputy__mandates"))
        current = [member for member in members if member.ends_on is None]
        current.sort(key=lambda member: (DUTY_ORDER[member.duty], member.deputy.sort_key))
        past = [member for member in members if member.ends_on is not None]
        past.sort(key=lambda member: (member.ends_on, member.pk), reverse=True)
        named = Deputy.objects.visible_to(request.user).filter(
            pk__in=[member.deputy_id for member in members]
        )
        known = set(named.values_list("pk", flat=True))
        context = {
            "title": self.row.name, "note": f"{self.row.area}，{self.row.get_kind_display()}小组", "group": self.row,
            "current": current, "past": past, "known": known, "keeps": is_registrar(request.user), "actions": self.actions(),
            "warnings": group_warnings([member.duty for member in current], setting("group_size", self.row.area).number),
            "crumbs": self.crumbs()[:1] + [Crumb(self.row.name)],
        }  # fmt: skip
        return render(request, "deputies/group.html", context)

    def actions(self) -> list[Action]:
        found = []
        if url := address("stations:themes"):
            found.append(Action("小组议题", f"{url}?group={self.row.pk}", icon="flag"))
        if not is_registrar(self.request.user):
            return found
        edit = Action("修改小组", reverse("deputies:group-edit", args=(self.row.pk,)), icon="edit")
        if not self.row.active:
            return [*found, edit]
        return [
            *found,
            Action("加入代表", reverse("deputies:member-new", args=(self.row.pk,)), "primary", "plus"),
            edit,
        ]


class NewGroup(FormPage):
    title = "建立代表小组"
    done = "代表小组已建立。"

    def get_form(self, *data: Any) -> GroupForm:
        return GroupForm(self.request.user, *data[:1])

    def save(self, form: Any) -> str:
        group = form.save()
        enter(EntryKind.DEED, "建立代表小组", self.request.user, subject=group)
        return group.get_absolute_url()

    def back(self) -> str:
        return reverse("deputies:groups")


class EditGroup(GroupMixin, FormPage):
    title = "修改小组"
    done = "代表小组已更新。"

    def get_form(self, *data: Any) -> GroupForm:
        return GroupForm(self.request.user, *data[:1], instance=self.row)

    def save(self, form: Any) -> str:
        form.save()
        data = {"fields": form.changed_data}
        enter(EntryKind.DEED, "修改代表小组", self.request.user, subject=self.row, data=data)
        return self.back()


class NewMember(GroupMixin, FormPage):
    title = "加入代表"

    def get_form(self, *data: Any) -> JoinForm:
        return JoinForm(self.request.user, *data[:1])

    def save(self, form: Any) -> str:
        if not self.row.active:
            raise OutOfStep("小组已停用。")
        told = form.cleaned_data
        join(self.row, told["deputy"], told["duty"], told["on"], self.request.user)
        self.done = f"{told['deputy'].name}已加入{self.row.name}。"
        return self.back()


class MemberPage(FormPage):
    """Something that happens to a member of a group."""

    model = GroupMember

    def rows(self) -> QuerySet:
        return GroupMember.objects.visible_to(self.request.user).select_related("group__area", "deputy")

    def lock(self) -> None:
        if self.row.ends_on is not None:
            raise OutOfStep(
                f"{self.row.deputy.name}已不在{self.row.group}担任{self.row.get_duty_display()}。"
            )

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row.ends_on is not None:
            return self.post(request)
        self.intro = f"{self.row.deputy.name}（{self.row.group}，{self.row.get_duty_display()}）"
        return super().get(request)

    def back(self) -> str:
        return self.row.group.get_absolute_url()


class Leave(MemberPage):
    title, done = "退出小组", "已退出小组，经历保留。"

    def get_form(self, *data: Any) -> LeaveForm:
        return LeaveForm(*data[:1])

    def save(self, form: Any) -> str:
        leave(self.row, form.cleaned_data["on"], self.request.user)
        return self.back()


class Move(MemberPage):
    title, done = "调整到其他小组", "已调整，原小组的经历保留。"

    def get_form(self, *data: Any) -> MoveForm:
        return MoveForm(self.request.user, self.row.group, *data[:1])

    def save(self, form: Any) -> str:
        told = form.cleaned_data
        move(self.row, told["group"], told["on"], self.request.user)
        return told["group"].get_absolute_url()


class Duty(MemberPage):
    title, done = "调整组内职务", "组内职务已调整。"

    def get_form(self, *data: Any) -> DutyForm:
        return DutyForm(*data[:1], initial={"duty": self.row.duty})

    def save(self, form: Any) -> str:
        change_duty(self.row, form.cleaned_data["duty"], form.cleaned_data["on"], self.request.user)
        return self.back()
