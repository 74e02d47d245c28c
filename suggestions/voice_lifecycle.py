"""What becomes of an issue of 《代表之声》: sent, and instructed on by one leader or several."""

from typing import Any

from suggestions import roles
from suggestions.choices import VoiceState
from suggestions.models import Voice
from suggestions.voicing import instruct, is_reader
from workflow.transitions import Lifecycle, Transition

V = VoiceState


def _is_committee(voice: Voice, user: Any) -> bool:
    return roles.is_committee(voice.suggestion, user)


VOICE = Lifecycle(
    name="代表之声",
    model=Voice,
    states=VoiceState,
    transitions=(
        Transition("instruct", "登记批示", (V.SENT, V.INSTRUCTED), V.INSTRUCTED, ("committee", "reader"),
                   ("leader", "words", "on", "scan?"), tells=("units", "signers", "committee"), then=instruct,
                   help="领导本人批示，或由工作机构照录；登记后告知承办单位和代表。"),
    ),
    actors={"committee": _is_committee, "reader": is_reader},
    people={
        "units": lambda voice: roles.units(voice.suggestion),
        "committee": lambda voice: roles.committee(voice.suggestion),
        "signers": lambda voice: roles.signers(voice.suggestion),
    },
)  # fmt: skip
