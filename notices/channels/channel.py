"""What every channel is and how it fails."""

from dataclasses import dataclass
from typing import Protocol

from accounts.models import User


class ChannelDown(Exception):
    """Nothing gets through now; every message waits, none is given up."""


class Rejected(Exception):
    """This message is not taken; tried a few times, then given up."""


@dataclass(frozen=True)
class Letter:
    """One message to one person. id is the same however often it is sent; short is its one line."""

    id: str
    user: User
    title: str
    body: str
    short: str


class Channel(Protocol):
    """A way out of the house."""

    name: str
    label: str

    def reaches(self, user: User) -> bool:
        """Can this person be reached this way?"""

    def send(self, letter: Letter) -> None:
        """Send it now. Raises ChannelDown or Rejected."""
