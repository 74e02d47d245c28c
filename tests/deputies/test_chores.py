"""What the registry does by the clock."""

from datetime import date

from deputies.chores import end_terms
from deputies.models import Mandate, Term


def test_mandates_end_with_their_term_once(registry_cast):
    Term.objects.filter(pk=registry_cast.term.pk).update(ends_on=date(2027, 1, 9))
    assert end_terms(date(2027, 1, 9)) == "任期届满的代表资格终止0项"
    assert end_terms(date(2027, 1, 10)) == "任期届满的代表资格终止2项"
    assert end_terms(date(2027, 1, 11)) == "任期届满的代表资格终止0项"
    mandate = registry_cast.chen_deputy.mandates.get()
    assert (mandate.state, mandate.basis, mandate.ends_on) == ("ended", "expired", date(2027, 1, 9))
    event = mandate.events.get()
    assert (event.action, event.actor, event.note) == ("expire", None, "云川市第十七届任期届满")
    assert Mandate.objects.get(deputy=registry_cast.qian_deputy).state == "active"
