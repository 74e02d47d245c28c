"""What the columns of the registry change: people, mandates, groups."""

from deputies.imports.parts.groups import GroupsPart
from deputies.imports.parts.mandates import MandatesPart
from deputies.imports.parts.people import PeoplePart

__all__ = ("GroupsPart", "MandatesPart", "PeoplePart")
