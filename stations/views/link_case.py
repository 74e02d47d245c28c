"""Naming members and whom they keep contact with; one link with its contacts."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.posts import holds
from pages.actions import Crumb
from pages.casefile import CaseFile, Fact, Offer, Part
from stations.actors import runs
from stations.forms.links import LinksForm, MemberForm, RecordForm
from stations.linking import due_on, end_link, end_member, name_members, put_links, with_last
from stations.models import ContactLink, LinkMember, LinkRecord
from stations.views.links import READERS, MemberList, TargetList, link_badge


def _home() -> Crumb:
    return Crumb(MemberList.title, reverse("stations:links"))


def _form(request: HttpRequest, title: str, form: Any, back: str, intro: str = "") -> HttpResponse:
    context = {"title": title, "form": form, "back": back, "crumbs": [_home(), Crumb(title)], "intro": intro}
    return render(request, "pages/form.html", context)


@login_required
def new_member(request: HttpRequest) -> HttpResponse:
    """Name members of the office's own standing committee or presidium."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    form = MemberForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        name_members(request.user, form.area, data["deputies"], data["rank"], data["starts_on"])
        messages.success(request, f"已登记{len(data['deputies'])}人，请为他们登记联系对象。")
        return redirect("stations:links")
    return _form(request, "登记组成人员", form, reverse("stations:links"), f"登记到{form.area}。")


@login_required
def end_membership(request: HttpRequest, pk: int) -> HttpResponse:
    """He no longer sits on the committee: he and his links end today."""
    rows = LinkMember.objects.visible_to(request.user).select_related("deputy")
    row = get_object_or_404(rows, pk=pk)
    if not runs(request.user, row.area_id):
        raise PermissionDenied
    if request.method == "POST":
        if row.ends_on is None:
            end_member(request.user, row, timezone.localdate())
            messages.success(request, "已结束。")
        return redirect("stations:links")
    question = f"{row.deputy}（{row.get_rank_display()}）到今天结束？他的联系对象同时结束，联系记录保留。"
    return _asked(request, "结束联系人", question, reverse("stations:links"))


def _asked(request: HttpRequest, title: str, question: str, back: str) -> HttpResponse:
    context = {"title": title, "question": question, "label": "结束", "style": "danger", "back": back}
    return render(request, "pages/confirm.html", context)


@login_required
def new_links(request: HttpRequest) -> HttpResponse:
    """Whom a member keeps contact with, several at once."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    form = LinksForm(request.POST or None, user=request.user, initial={"member": request.GET.get("member")})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = put_links(
            request.user, data["member"], data["deputies"], data["stations"], data["firms"], data["starts_on"]
        )
        messages.success(request, f"已登记{made}项。" if made else "这些已在联系，没有变化。")
        return redirect(f"{reverse('stations:link_targets')}?member={data['member'].pk}&now=yes")
    intro = "" if form.fields["member"].queryset.exists() else "名单还是空的，请先登记组成人员。"
    return _form(request, "登记联系对象", form, reverse("stations:links"), intro)


def link_of(request: HttpRequest, pk: int) -> ContactLink:
    """A link in sight, or 404; 403 for a role that has nothing to do with it."""
    if not holds(request.user, *READERS):
        raise PermissionDenied
    rows = with_last(ContactLink.objects.visible_to(request.user), timezone.localdate())
    return get_object_or_404(
        rows.select_related("member__deputy", "member__area", "deputy", "station"), pk=pk
    )


def _notes(user: Any, link: ContactLink) -> bool:
    """May this person write down a contact: the member himself, and the office for him?"""
    return link.member.deputy.user_id == user.pk or runs(user, link.member.area_id)


@login_required
def link_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One link: whom it is with, every contact, and the form of the next one."""
    link, user = link_of(request, pk), request.user
    form = RecordForm(request.POST or None, link=link)
    if request.method == "POST":
        if not _notes(user, link) or link.ends_on:
            raise PermissionDenied
        if form.is_valid():
            _keep(user, link, form)
            messages.success(request, "已登记这次联系。")
            return redirect(link)
    records = LinkRecord.objects.visible_to(user).filter(link=link).select_related("recorded_by")
    listed = Crumb(TargetList.title, reverse("stations:link_targets"))
    case = CaseFile(
        title=link.whom, kind=f"联系{link.get_kind_display()}", badges=[link_badge(link)], summary=_facts(user, link),
        offers=_offers(user, link, form), waiting="由联系人本人或人大工作机构登记。",
        parts=[Part("联系记录", template="stations/_link_records.html", data=list(records.order_by("-on", "-pk")))],
        crumbs=[_home(), listed, Crumb(link.whom)],
    )  # fmt: skip
    return render(request, "stations/case.html", {"case": case})


@transaction.atomic
def _keep(user: Any, link: ContactLink, form: RecordForm) -> None:
    row = link.records.create(recorded_by=user, **form.cleaned_data)
    enter(EntryKind.DEED, "登记联系记录", user, subject=row, data={"on": row.on, "way": row.way})


def _facts(user: Any, link: Any) -> list[Fact]:
    whom = link.deputy or link.station
    seen = whom and type(whom).objects.visible_to(user).filter(pk=whom.pk).exists()
    url = whom.get_absolute_url() if seen else ""
    return [
        Fact("联系对象", link.whom, url), Fact("联系人", f"{link.member}（{link.member.get_rank_display()}）"),
        Fact("联系自", link.starts_on), *([Fact("联系至", link.ends_on)] if link.ends_on else []),
        Fact("本年联系", f"{link.contacts}次"), Fact("最近联系", link.last_on),
        *([] if link.ends_on else [Fact("下次最迟", due_on(link))]),
    ]  # fmt: skip


def _offers(user: Any, link: ContactLink, form: RecordForm) -> list[Offer]:
    if link.ends_on or not _notes(user, link):
        return []
    found = [Offer("登记一次联系", link.get_absolute_url(), "record", form, "primary")]
    if runs(user, link.member.area_id):
        found.append(Offer("结束联系", reverse("stations:link_end", args=(link.pk,)), style="danger"))
    return found


@login_required
def end_contact(request: HttpRequest, pk: int) -> HttpResponse:
    """Contact is no longer kept; what was written down stays."""
    link = link_of(request, pk)
    if not runs(request.user, link.member.area_id):
        raise PermissionDenied
    if request.method == "POST":
        if link.ends_on is None:
            end_link(request.user, link, timezone.localdate())
            messages.success(request, "已结束。")
        return redirect(link)
    question = f"{link}到今天结束？联系记录保留。"
    return _asked(request, "结束联系", question, link.get_absolute_url())
