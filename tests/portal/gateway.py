"""An SMS gateway of the tests' own town: remembers what it sent, or is away."""

from notices.channels import ChannelDown, Rejected

SENT: list[tuple[str, str]] = []
MOOD = {"down": False, "refuses": False}


def send(phone: str, text: str, reference: str) -> None:
    if MOOD["down"]:
        raise ChannelDown("no line")
    if MOOD["refuses"]:
        raise Rejected("empty number")
    SENT.append((phone, text))
