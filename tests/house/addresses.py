"""Every address of the house, and the row of the world that each is tried with."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

# URL name -> arguments. What is not named here takes the default of its room and parameter.
ARGUMENTS = {
    "stations:reception_do": lambda w: {"pk": w.day.pk, "action": "cancel"},
    "stations:opinion_do": lambda w: {"pk": w.heard.pk, "action": "reply"},
    "suggestions:step": lambda w: {"pk": w.case.pk, "action": "urge"},
    "suggestions:signature-step": lambda w: {"pk": w.signature.pk, "action": "confirm"},
    "suggestions:assignment-step": lambda w: {"pk": w.part.pk, "action": "log_contact"},
    "suggestions:receipt": lambda w: {"pk": w.part.pk},
    "suggestions:transfer-step": lambda w: {"pk": w.transfer.pk, "action": "forward"},
    "suggestions:batch": lambda w: {"pk": w.batch.pk},
    "suggestions:batch-step": lambda w: {"pk": w.batch.pk, "action": "send"},
    "suggestions:batch-item": lambda w: {"pk": w.item.pk},
    "suggestions:batch-item-out": lambda w: {"pk": w.item.pk},
    "suggestions:group": lambda w: {"pk": w.together.pk},
    "suggestions:attachment": lambda w: {"pk": w.paper.pk},
    "suggestions:attachment-delete": lambda w: {"pk": w.paper.pk},
    "suggestions:promise-step": lambda w: {"pk": w.promise.pk, "action": "report"},
    "suggestions:promise-evidence": lambda w: {"pk": w.promise.pk},
    "suggestions:rating-link-new": lambda w: {"pk": w.signature.pk},
    "suggestions:rating-link-revoke": lambda w: {"pk": w.signature.pk},
    "suggestions:told": lambda w: {"pk": w.caller.pk},
    "suggestions:document": lambda w: {"pk": w.case.pk, "code": "order", "key": w.part.pk},
    "suggestions:document-print": lambda w: {"pk": w.case.pk, "code": "order", "key": w.part.pk},
    "suggestions:words-edit": lambda w: {"kind": "judicial"},
    "suggestions:words-drop": lambda w: {"kind": "judicial"},
    "suggestions:from-opinion": lambda w: {"pk": w.heard.pk},
    "deputies:mandate-do": lambda w: {"pk": w.mandate.pk, "action": "suspend"},
    "deputies:mandate-edit": lambda w: {"pk": w.mandate.pk},
    "deputies:term": lambda w: {"pk": w.term.pk},
    "deputies:term-edit": lambda w: {"pk": w.term.pk},
    "deputies:session-new": lambda w: {"pk": w.term.pk},
    "deputies:session-edit": lambda w: {"pk": w.session.pk},
    "deputies:delegation-edit": lambda w: {"pk": w.delegation.pk},
    "deputies:group": lambda w: {"pk": w.group.pk},
    "deputies:group-edit": lambda w: {"pk": w.group.pk},
    "deputies:member-new": lambda w: {"pk": w.group.pk},
    "deputies:member-leave": lambda w: {"pk": w.member.pk},
    "deputies:member-move": lambda w: {"pk": w.member.pk},
    "deputies:member-duty": lambda w: {"pk": w.member.pk},
    "deputies:import-page": lambda w: {"pk": w.made.pk},
    "deputies:upload": lambda w: {"pk": w.upload.pk},
    "deputies:upload-errors": lambda w: {"pk": w.upload.pk},
    "deputies:upload-discard": lambda w: {"pk": w.upload.pk},
    "stations:deputy": lambda w: {"pk": w.chen_deputy.pk},
    "stations:upload": lambda w: {"pk": w.upload.pk},
    "stations:upload-errors": lambda w: {"pk": w.upload.pk},
    "stations:upload-discard": lambda w: {"pk": w.upload.pk},
    "stations:reception": lambda w: {"pk": w.day.pk},
    "stations:desk": lambda w: {"pk": w.day.pk},
    "stations:desk_caller": lambda w: {"pk": w.day.pk},
    "stations:desk_offline": lambda w: {"pk": w.day.pk},
    "stations:desk_sync": lambda w: {"pk": w.day.pk},
    "stations:desk_similar": lambda w: {"pk": w.day.pk},
    "stations:desk_attend": lambda w: {"pk": w.day.pk},
    "stations:notice": lambda w: {"pk": w.day.pk},
    "stations:booking_new": lambda w: {"pk": w.day.pk},
    "stations:booking_remind": lambda w: {"pk": w.booking.pk},
    "stations:poster": lambda w: {"pk": w.day.pk},
    "stations:plates": lambda w: {"pk": w.day.pk},
    "stations:blank_form": lambda w: {"pk": w.day.pk},
    "stations:day_report": lambda w: {"pk": w.day.pk},
    "stations:receipt": lambda w: {"pk": w.caller.pk},
    "stations:register": lambda w: {"pk": w.day.pk},
    "stations:rule_edit": lambda w: {"pk": w.day_rule.pk},
    "stations:rule_end": lambda w: {"pk": w.day_rule.pk},
    "stations:rule_recheck": lambda w: {"pk": w.day_rule.pk},
    "stations:absence_end": lambda w: {"pk": w.absence.pk},
    "stations:roster_effect": lambda w: {"pk": w.day.pk},
    "stations:opinion": lambda w: {"pk": w.heard.pk},
    "stations:wish": lambda w: {"pk": w.wish.pk},
    "stations:wish_do": lambda w: {"pk": w.wish.pk, "action": "claim"},
    "stations:idea": lambda w: {"pk": w.idea.pk},
    "stations:idea_do": lambda w: {"pk": w.idea.pk, "action": "keep"},
    "stations:opinion_file": lambda w: {"pk": w.picture.pk},
    "stations:station_code_do": lambda w: {"pk": w.qinghe.pk, "action": "renew"},
    "stations:deputy_code": lambda w: {"pk": w.chen_deputy.pk},
    "stations:deputy_code_print": lambda w: {"pk": w.chen_deputy.pk},
    "stations:deputy_code_do": lambda w: {"pk": w.chen_deputy.pk, "action": "renew"},
    "stations:slip": lambda w: {"pk": w.heard.pk},
    "stations:unmask": lambda w: {"pk": w.caller.pk},
    "stations:visit_edit": lambda w: {"pk": w.caller.pk},
    "stations:staff_end": lambda w: {"pk": w.staff.pk},
    "stations:stationing_end": lambda w: {"pk": w.stationing.pk},
    "offices:user": lambda w: {"pk": w.lin.pk},
    "offices:user_edit": lambda w: {"pk": w.lin.pk},
    "offices:user_switch": lambda w: {"pk": w.lin.pk},
    "offices:user_reset": lambda w: {"pk": w.lin.pk},
    "offices:area_below": lambda w: {"parent": w.east.pk},
    "offices:area_edit": lambda w: {"pk": w.east.pk},
    "offices:office": lambda w: {"pk": w.education.pk},
    "offices:office_edit": lambda w: {"pk": w.education.pk},
    "offices:office_switch": lambda w: {"pk": w.education.pk},
    "offices:category_edit": lambda w: {"pk": w.traffic.pk},
    "offices:post": lambda w: {"pk": w.lin.posts.get().pk},
    "offices:post_end": lambda w: {"pk": w.lin.posts.get().pk},
    "offices:post_substitute": lambda w: {"pk": w.lin.posts.get().pk},
    "offices:substitute_end": lambda w: {"pk": w.substitute.pk},
    "offices:setting": lambda w: {"key": "reply"},
    "offices:setting_new": lambda w: {"key": "notice_days"},
    "offices:setting_withdraw": lambda w: {"pk": 1},
    "workflow:limit": lambda w: {"key": "reply"},
    "workflow:rung": lambda w: {"pk": w.rung.pk},
    "workflow:sheet": lambda w: {"model": "suggestionclock", "pk": w.clock.pk},
    "notices:notice": lambda w: {"pk": w.notice.pk},
    "reports:rows": lambda w: {"kind": "suggestion_unit"},
    "reports:download": lambda w: {"pk": w.job.pk},
    "reports:again": lambda w: {"pk": w.job.pk},
    "reports:entry": lambda w: {"pk": w.entry.pk},
}
ROOM_ROWS = {
    "stations": lambda w: w.qinghe.pk,
    "deputies": lambda w: w.chen_deputy.pk,
    "suggestions": lambda w: w.case.pk,
}


def patterns(resolver: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(name with its room, pattern) of every address."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", pattern


def arguments(name: str, pattern: URLPattern, world: Any) -> dict[str, Any]:
    if name in ARGUMENTS:
        return ARGUMENTS[name](world)
    wanted = pattern.pattern.converters
    return {key: ROOM_ROWS[name.split(":")[0]](world) for key in wanted}
