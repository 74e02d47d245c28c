"""Sets of ledgers: print or download a whole one with one press; an area makes its own of them."""

import tempfile
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from journal.book import enter
from journal.models import EntryKind
from offices.choices import Role
from offices.models import Area
from offices.posts import holds
from pages.actions import Crumb
from pages.exporting import download
from reports.books.asking import Ask, asked
from reports.books.catalogue import SOURCES
from reports.books.filling import SIGNATURE, chosen, is_long, note, set_file, some_lines, span
from reports.forms_books import BookForm, LedgerSetForm, NewBookForm, SetForm, may_order
from reports.models import Book, LedgerSet, ReportKind
from reports.ordering import order
from stations.actors import station_of
from stations.labels import area_of

WIDE = 26  # characters from which a column is given room on the print page
ON_PAPER = 300  # rows of a book on the print page; the workbook has them all


@login_required
def sets(request: HttpRequest) -> HttpResponse:
    """The sets in force in the area."""
    if not may_order(request.user):
        raise PermissionDenied
    area = area_of(request.user)
    rows = [
        {"set": one, "books": list(one.books.all()), "own": one.area_id == area.pk}
        for one in LedgerSet.objects.used_in(area)
    ]
    context = {
        "title": "成套台账", "rows": rows, "area": area, "edits": holds(request.user, Role.COMMITTEE),
        "note": "台账从已登记的接待、意见、活动和名单自动生成，不用另外填写。",
    }  # fmt: skip
    return render(request, "reports/sets.html", context)


def _set(request: HttpRequest, pk: int) -> LedgerSet:
    """A set in force in the person's area; 404 for those of others."""
    if not may_order(request.user):
        raise PermissionDenied
    found = {one.pk: one for one in LedgerSet.objects.used_in(area_of(request.user))}
    if pk not in found:
        raise Http404
    return found[pk]


@login_required
def ledger_set(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Station and year, then print or download; what is long is built in the background."""
    one, user = _set(request, pk), request.user
    form = SetForm(request.POST or None, user=user, initial={"station": station_of(user)})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ask = asked(user, data["station"], *_year(data["year"]), bool(data.get("full")))
        if request.POST.get("do") == "print":
            return _paper(request, one, ask, data)
        if data["station"] is None or is_long(ask):
            return _later(request, one, ask, data)
        return _file(request, one, ask, data)
    crumbs = [Crumb("成套台账", reverse("reports:sets")), Crumb(one.title)]
    books = [(book, SOURCES[book.source].label, [c.label for c in chosen(book)]) for book in one.books.all()]
    context = {
        "title": one.title,
        "form": form,
        "books": books,
        "set": one,
        "crumbs": crumbs,
        "note": one.note,
    }
    return render(request, "reports/set.html", context)


def _year(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)


def _place(request: HttpRequest, data: dict[str, Any]) -> Any:
    return data["station"] or area_of(request.user)


def _file(request: HttpRequest, one: LedgerSet, ask: Ask, data: dict[str, Any]) -> HttpResponseBase:
    file = tempfile.TemporaryFile(prefix="set-")  # noqa: SIM115 the response closes it
    place = _place(request, data)
    with transaction.atomic():
        set_file(one, ask, place, file, reason=data.get("reason", ""))
    file.seek(0)
    return download(request, f"{place}{one.title}_{ask.start.year}.xlsx", file)


def _later(request: HttpRequest, one: LedgerSet, ask: Ask, data: dict[str, Any]) -> HttpResponse:
    order(request.user, ReportKind.LEDGERS, ask.start, ask.last, ledger_set=one, station=data["station"])
    messages.success(request, "内容较多，正在后台生成，完成后通知您；选民信息按规定隐去。")
    return redirect("reports:jobs")


def _paper(request: HttpRequest, one: LedgerSet, ask: Ask, data: dict[str, Any]) -> HttpResponse:
    """The print page: every book with its first rows, a page each."""
    place, papers = _place(request, data), []
    for book in one.books.all():
        rows, more = some_lines(book, ask, ON_PAPER)
        heads = [(label, (known.width or 0) >= WIDE) for known, label in chosen(book)]
        papers.append({"title": book.title, "heads": heads, "rows": rows, "more": more})
    with transaction.atomic():
        count = sum(len(paper["rows"]) for paper in papers)
        note(ask, one, place, count, "打印成套台账", data.get("reason", ""))
    context = {
        "title": f"{place}{one.title}", "papers": papers, "place": place, "span": span(ask), "most": ON_PAPER,
        "signature": SIGNATURE, "back": reverse("reports:set", args=(one.pk,)),
    }  # fmt: skip
    return render(request, "reports/set_print.html", context)


# --- an area's own sets


@login_required
@require_POST
def own_set(request: HttpRequest, pk: int) -> HttpResponse:
    """A copy that the area may change; a second press finds the copy."""
    one = _set(request, pk)
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    mine = _copy(request.user, one, area_of(request.user))
    messages.success(request, f"“{mine.title}”已改为本区域自定，可以修改名称、增减台账和列。")
    return redirect("reports:set-edit", mine.pk)


@transaction.atomic
def _copy(user: Any, one: LedgerSet, area: Area) -> LedgerSet:
    words = {"title": one.title, "note": one.note}
    mine, made = LedgerSet.objects.get_or_create(area=area, code=one.code, defaults=words)
    if made:
        rows = [Book(set=mine, title=b.title, source=b.source, columns=b.columns, order=b.order)
                for b in one.books.all()]  # fmt: skip
        Book.objects.bulk_create(rows)
        enter(EntryKind.DEED, "改用本区域台账", user, label=mine.title, data={"area": area.name})
    return mine


def _own(request: HttpRequest, pk: int) -> LedgerSet:
    """The area's own set, for its office."""
    if not holds(request.user, Role.COMMITTEE):
        raise PermissionDenied
    return get_object_or_404(LedgerSet, pk=pk, area=area_of(request.user))


def _crumbs(one: LedgerSet, title: str) -> list[Crumb]:
    edit = Crumb(one.title, reverse("reports:set-edit", args=(one.pk,)))
    return [Crumb("成套台账", reverse("reports:sets")), edit, Crumb(title)]


@login_required
def edit_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Its name, and its books to open, add and take out."""
    one = _own(request, pk)
    form = LedgerSetForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            form.save()
            enter(
                EntryKind.DEED,
                "修改成套台账",
                request.user,
                subject=one,
                data={"fields": form.changed_data},
            )
        messages.success(request, "已保存。")
        return redirect("reports:sets")
    books = [(book, SOURCES[book.source].label) for book in one.books.all()]
    context = {
        "title": f"修改{one.title}",
        "form": form,
        "set": one,
        "books": books,
        "back": reverse("reports:sets"),
    }
    return render(request, "reports/set_edit.html", context | {"crumbs": _crumbs(one, "修改")[:1]})


@login_required
def drop_set(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to the set of the area above, or the common one; the journal keeps what the own one was."""
    one = _own(request, pk)
    back = reverse("reports:sets")
    if request.method == "POST":
        books = {book.title: [column["key"] for column in book.columns] for book in one.books.all()}
        with transaction.atomic():
            enter(EntryKind.DEED, "恢复通用台账", request.user, label=one.title, data={"books": books})
            one.delete()
        messages.success(request, "已恢复使用通用的台账。")
        return redirect(back)
    question = f"不再使用本区域自定的“{one.title}”，恢复通用的名称和列？已登记的内容不受影响；自定的名称和列不再保留。"
    context = {
        "title": "恢复通用台账",
        "question": question,
        "label": "恢复通用",
        "style": "danger",
        "back": back,
    }
    return render(request, "pages/confirm.html", context)


@login_required
def new_book(request: HttpRequest, pk: int) -> HttpResponse:
    """A further book with all columns of its source."""
    one = _own(request, pk)
    book = Book(set=one, order=one.books.count() + 1)
    form = NewBookForm(request.POST or None, instance=book)
    if request.method == "POST" and form.is_valid():
        book = form.save(commit=False)
        columns = [column.key for column in (*SOURCES[book.source].columns,)]
        book.columns = [{"key": key, "label": ""} for key in ("no", *columns)]
        with transaction.atomic():
            book.save()
            enter(EntryKind.DEED, "添加台账", request.user, label=book.title, data={"set": one.title})
        return redirect("reports:book", book.pk)
    context = {"title": "添加台账", "form": form, "back": reverse("reports:set-edit", args=(one.pk,))}
    return render(request, "pages/form.html", context | {"crumbs": _crumbs(one, "添加台账")})


@login_required
def edit_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Title, order and columns of one book."""
    book = get_object_or_404(Book.objects.select_related("set"), pk=pk)
    one = _own(request, book.set_id)
    form = BookForm(request.POST or None, instance=book)
    if request.method == "POST" and form.is_valid():
        columns = [column["label"] or column["key"] for column in form.instance.columns]
        with transaction.atomic():
            form.save()
            enter(EntryKind.DEED, "修改台账的列", request.user, subject=book, data={"columns": columns})
        messages.success(request, "已保存。")
        return redirect("reports:set-edit", one.pk)
    intro = f"取自：{SOURCES[book.source].label}。"
    context = {"title": book.title, "form": form, "back": reverse("reports:set-edit", args=(one.pk,))}
    return render(request, "pages/form.html", context | {"intro": intro, "crumbs": _crumbs(one, book.title)})


@login_required
def drop_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a book out of the set; what it showed stays where it was entered."""
    book = get_object_or_404(Book.objects.select_related("set"), pk=pk)
    one = _own(request, book.set_id)
    back = reverse("reports:set-edit", args=(one.pk,))
    if request.method == "POST":
        with transaction.atomic():
            enter(EntryKind.DEED, "撤下台账", request.user, label=book.title, data={"set": one.title})
            book.delete()
        messages.success(request, "已从这套台账中撤下。")
        return redirect(back)
    question = f"从“{one.title}”中撤下“{book.title}”？已登记的接待、活动等不受影响，以后可以重新添加。"
    context = {"title": "撤下台账", "question": question, "label": "撤下", "style": "danger", "back": back}
    return render(request, "pages/confirm.html", context)
