"""Terms with their sessions, and delegations."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from deputies.choices import MandateState
from deputies.forms.congress import DelegationForm, SessionForm, TermForm
from deputies.lifecycle import is_registrar
from deputies.models import Delegation, Mandate, Session, Term
from deputies.reach import areas_within, terms_reached, terms_within
from deputies.views.keeping import FormPage, KeeperView
from journal.book import enter
from journal.models import EntryKind
from offices.models import Area
from pages.actions import Action, Crumb
from pages.asked import whole

TERMS = "deputies:terms"


def _noted(user: Any, verb: str, row: Any) -> None:
    enter(EntryKind.DEED, verb, user, subject=row)


class TermPage(KeeperView):
    """One term: its sessions, its delegations, how many sit in it."""

    model = Term

    def rows(self) -> QuerySet:
        return terms_reached(self.request.user)

    def allowed(self) -> bool:
        return True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        term, user = self.row, request.user
        keeps = is_registrar(user) and term.area_id in set(areas_within(user).values_list("pk", flat=True))
        mandates = Mandate.objects.visible_to(user).filter(term=term).exclude(state=MandateState.ENDED)
        delegations = Delegation.objects.visible_to(user).filter(term=term).select_related("head")
        new_session = Action(
            "登记次会议", reverse("deputies:session-new", args=(term.pk,)), "primary", "plus"
        )
        edit = Action("修改届次", reverse("deputies:term-edit", args=(term.pk,)), icon="edit")
        context = {
            "title": str(term), "term": term, "keeps": keeps, "count": mandates.count(),
            "sessions": term.sessions.order_by("number"),
            "delegations": delegations.annotate(size=Count("mandates")).order_by("sort_key"),
            "actions": [new_session, edit] if keeps else [],
            "crumbs": [Crumb("代表", reverse("deputies:deputies")), Crumb("届次", reverse(TERMS)), Crumb(str(term))],
        }  # fmt: skip
        return render(request, "deputies/term.html", context)


class NewTerm(FormPage):
    title = "登记届次"
    done = "届次已登记。"

    def lock(self) -> None:
        _hold_area(self.request)

    def get_form(self, *data: Any) -> TermForm:
        return TermForm(self.request.user, *data[:1])

    def save(self, form: Any) -> str:
        term = form.save()
        _noted(self.request.user, "登记届次", term)
        return reverse("deputies:term", args=(term.pk,))

    def back(self) -> str:
        return reverse(TERMS)


class EditTerm(FormPage):
    title, model = "修改届次", Term
    done = "届次已更新。"

    def rows(self) -> QuerySet:
        return terms_within(self.request.user)

    def lock(self) -> None:
        _hold_area(self.request)

    def get_form(self, *data: Any) -> TermForm:
        form = TermForm(self.request.user, *data[:1], instance=self.row)
        if self.row.mandates.exists():
            # whose congress it is cannot change under the deputies who sit in it
            form.fields["area"].disabled = form.fields["level"].disabled = True
        return form

    def save(self, form: Any) -> str:
        _noted(self.request.user, "修改届次", form.save())
        return self.back()

    def back(self) -> str:
        return reverse("deputies:term", args=(self.row.pk,))


def _hold_area(request: HttpRequest) -> None:
    """Two terms entered at once for one area are looked at one after the other."""
    typed = whole(request.POST.get("area"))
    if typed is not None:
        list(Area.objects.select_for_update().filter(pk=typed))


class NewSession(FormPage):
    title, model = "登记次会议", Term
    done = "次会议已登记。"

    def rows(self) -> QuerySet:
        return terms_within(self.request.user)

    def lock(self) -> None:
        Term.objects.select_for_update().get(pk=self.row.pk)

    def get_form(self, *data: Any) -> SessionForm:
        last = self.row.sessions.order_by("-number").first()
        initial = {"number": last.number + 1 if last else 1}
        return SessionForm(self.row, *data[:1], initial=initial)

    def save(self, form: Any) -> str:
        _noted(self.request.user, "登记次会议", form.save())
        return self.back()

    def back(self) -> str:
        return reverse("deputies:term", args=(self.row.pk,))


class EditSession(FormPage):
    title, model = "修改次会议", Session
    done = "次会议已更新。"

    def rows(self) -> QuerySet:
        return Session.objects.filter(term__in=terms_within(self.request.user)).select_related("term__area")

    def lock(self) -> None:
        Term.objects.select_for_update().get(pk=self.row.term_id)

    def get_form(self, *data: Any) -> SessionForm:
        return SessionForm(self.row.term, *data[:1], instance=self.row)

    def save(self, form: Any) -> str:
        _noted(self.request.user, "修改次会议", form.save())
        return self.back()

    def back(self) -> str:
        return reverse("deputies:term", args=(self.row.term_id,))


class NewDelegation(FormPage):
    title = "建立代表团"
    done = "代表团已建立。"

    def get_form(self, *data: Any) -> DelegationForm:
        initial = {"term": self.request.GET.get("term")}
        return DelegationForm(self.request.user, *data[:1], initial=initial)

    def save(self, form: Any) -> str:
        _noted(self.request.user, "建立代表团", form.save())
        return self.back()

    def back(self) -> str:
        return reverse("deputies:delegations")


class EditDelegation(NewDelegation):
    title, model = "修改代表团", Delegation
    done = "代表团已更新。"

    def get_form(self, *data: Any) -> DelegationForm:
        form = DelegationForm(self.request.user, *data[:1], instance=self.row)
        form.fields["term"].disabled = self.row.mandates.exists()
        return form

    def save(self, form: Any) -> str:
        _noted(self.request.user, "修改代表团", form.save())
        return self.back()
