"""An upload that is asked for again after it was brought in: a second click, an old tab, the way back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from deputies.imports.uploads import became
from deputies.models import Upload
from pages.dates import cn_datetime


def brought_in(request: HttpRequest, upload: int, kind: str) -> HttpResponse | None:
    """The way to what became of an upload; None while it waits, and for an unknown one that is only looked at."""
    if made := became(upload, request.user):
        messages.info(request, f"这份表格已于{cn_datetime(made.made_at)}导入，没有重复导入。")
        return redirect(made)
    if request.method == "POST" and not Upload.objects.visible_to(request.user).filter(pk=upload).exists():
        messages.info(request, "这份表格已经导入、放弃或过期，没有重复导入。")
        return redirect(f"{reverse('deputies:imports')}?kind={kind}")
    return None
