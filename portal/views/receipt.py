"""The receipt of who has just spoken."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from pages.qr import qr_svg
from portal.receipts import RECEIPT, asked_of, opened
from portal.views.door import frame, public_form
from stations.models import Visit, Wish, spaced


def _received(visit: Visit) -> tuple[str, str]:
    """(what was received, what the station does with it)"""
    asked = asked_of(visit)
    if not asked:
        return "已收到您反映的事情", "会登记、分送办理并把结果告诉您"
    if isinstance(asked[0], Wish):
        return "已收到您的微心愿", "核实后公布，由人大代表认领，办成后回访您"
    return "已收到您的民生实事项目建议", "会报人大工作机构研究筛选，并把结果告诉您"


@public_form
def receipt(request: HttpRequest, sealed: str) -> HttpResponse:
    """The receipt code, shown for half an hour to who has just spoken; the code is what lasts."""
    visit = opened(sealed, RECEIPT)
    if visit is None:
        raise Http404
    address = request.build_absolute_uri(f"{reverse('portal:follow')}?code={visit.receipt}")
    title, next_step = _received(visit)
    context = frame(request, title) | {"next_step": next_step} | {
        "receipt": spaced(visit.receipt), "station": visit.station, "sms": visit.sms, "follow": address,
        "picture": qr_svg(address, "查询办理进展的二维码"),
    }  # fmt: skip
    return render(request, "portal/receipt.html", context)
