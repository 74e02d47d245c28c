"""The page behind a code, where a voter speaks."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.witness import address_of
from portal.forms.speaking import IdeaForm, SpeakForm, WishForm, unsorted
from portal.published import coming_receptions, standing_deputy
from portal.receipts import RECEIPT, seal
from portal.throttle import HOUR, count
from portal.views.door import frame, public_form
from portal.views.stations import levels
from stations.codes import AnyCode, led_to, station_behind
from stations.forms.fields import categories_for
from stations.intake import NewMatter
from stations.models import DeputyCode, Station, Visit
from stations.online import limits, said_today, take_in
from stations.wishes import take_idea, take_wish

NEXT = 3


@public_form
def code(request: HttpRequest, token: str) -> HttpResponse:
    """Whom the code stands for, when he can be met, and the form; revoked and unknown codes say the same."""
    return _behind(request, token, "portal/code.html", _speak_form, _take)


@public_form
def wish(request: HttpRequest, token: str) -> HttpResponse:
    """A micro-wish, told at the station behind the code."""
    return _behind(request, token, "portal/wish.html", _plain(WishForm), _take_wish)


@public_form
def idea(request: HttpRequest, token: str) -> HttpResponse:
    """A proposal for the year's livelihood projects."""
    return _behind(request, token, "portal/idea.html", _plain(IdeaForm, _idea_notice), _take_idea)


TYPED = 5000  # characters given back of what could not be sent any more
Maker = Callable[[HttpRequest, Station, dict[str, int]], Any]
Taker = Callable[[Any, AnyCode, Station], Visit]


def _behind(request: HttpRequest, token: str, template: str, make: Maker, take: Taker) -> HttpResponse:
    """The page behind a code: whom it stands for and, where the station is open online, the form."""
    found = led_to(token)
    station = station_behind(found) if found else None
    typed = {"typed": request.POST.get("text", "")[:TYPED]}  # the code may have ended while it was written
    if found is None or station is None:
        context = frame(request, "这个二维码已停用") | typed
        return render(request, "portal/no_code.html", context, status=404)
    context = _about(request, found, station) | {"token": token}
    if not station.online:
        gone = 404 if request.method == "POST" else 200
        return render(request, "portal/code.html", context | typed, status=gone)
    numbers = limits(station.area)
    form = make(request, station, numbers)
    if request.method == "POST" and form.is_valid() and _allowed(request, form, numbers) and form.proven():
        return redirect("portal:receipt", seal(take(form, found, station), RECEIPT))
    form.refresh()
    return render(
        request, template, context | {"form": form}, status=429 if getattr(form, "tired", False) else 200
    )


def _sent(request: HttpRequest) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _notice(station: Station, numbers: dict[str, int]) -> str:
    return (
        f"为办理您反映的事情并把结果告诉您，{station.name}收集您的称呼、联系电话、反映内容和所附照片、录音，仅供办理使用，不公开。"
        f"个人信息自办结之日起保存{numbers['voter_data_months']}个月，到期删除。您可以向该站查询、更正或者要求删除。"
    )


def _speak_form(request: HttpRequest, station: Station, numbers: dict[str, int]) -> SpeakForm:
    return SpeakForm(
        *_sent(request), notice=_notice(station, numbers), categories=categories_for(station.area),
        photos=numbers["photo_count"], megabytes=numbers["public_file_mb"],
    )  # fmt: skip


def _idea_notice(station: Station, numbers: dict[str, int]) -> str:
    return (
        f"为研究您的建议并把结果告诉您，{station.name}收集您的称呼、联系电话和建议内容，供人大工作机构筛选，不公开您是谁。"
        f"没有列入备选的，自提出之日起{numbers['idea_months']}个月到期删除。您可以向该站查询、更正或者要求删除。"
    )


def _plain(form_class: type, told: Callable[[Station, dict[str, int]], str] = _notice) -> Maker:
    return lambda request, station, numbers: form_class(*_sent(request), notice=told(station, numbers))


def _allowed(request: HttpRequest, form: Any, numbers: dict[str, int]) -> bool:
    """Not more than a person says: per network address and hour, per telephone and day."""
    here = address_of(request) or "unknown"
    if said_today(form.cleaned_data["phone"], timezone.localdate()) >= numbers["speak_per_day"]:
        form.add_error(
            None, f"这个电话号码今天已反映{numbers['speak_per_day']}件，请明天再来，或到联络站当面说。"
        )
    elif count("speak", here, HOUR) > numbers["speak_per_hour"]:
        form.add_error(None, "这个网络提交得太多了，请一小时后再试，或到联络站当面说。")
    else:
        return True
    form.tired = True
    return False


def _take(form: SpeakForm, found: AnyCode, station: Station) -> Visit:
    data = form.cleaned_data
    category = data["category"] or unsorted(categories_for(station.area), station.area)
    addressee = found.deputy if isinstance(found, DeputyCode) else None
    return take_in(station, form.voter(), NewMatter(data["text"], category), token=data["token"],
                   files=form.uploads(), addressee=addressee).visit  # fmt: skip


def _take_wish(form: WishForm, found: AnyCode, station: Station) -> Visit:
    data = form.cleaned_data
    return take_wish(None, station, form.voter(), data["token"], title=data["title"], text=data["text"]).visit


def _take_idea(form: IdeaForm, found: AnyCode, station: Station) -> Visit:
    told = {name: form.cleaned_data[name] for name in ("title", "text", "place", "benefit")}
    return take_idea(None, station, form.voter(), form.cleaned_data["token"], **told).visit


def _about(request: HttpRequest, found: AnyCode, station: Station) -> dict[str, Any]:
    deputy = standing_deputy(found.deputy_id) if isinstance(found, DeputyCode) else None
    title = f"向{deputy.name}代表反映" if deputy else f"向{station.name}反映"
    coming = coming_receptions(timezone.localdate()).filter(station=station)
    return frame(request, title) | {
        "station": station, "deputy": deputy, "levels": levels(deputy) if deputy else [], "coming": coming[:NEXT],
    }  # fmt: skip
