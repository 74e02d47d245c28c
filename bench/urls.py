"""The product's addresses, and the bare page that its pages are compared with."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from liaison.urls import urlpatterns as product
from offices.models import Area

TEXT = "代表建议、批评和意见应当明确具体,注重反映实际情况和问题。" * 100


@login_required
def bare(request: HttpRequest) -> HttpResponse:
    """The house's frame, one query of its own, some twenty kilobytes."""
    return render(
        request, "bench/bare.html", {"title": "空白页", "areas": Area.objects.count(), "text": TEXT}
    )


urlpatterns = [path("bench/bare/", bare), *product]
