"""What the searchable selects of this room ask for."""

from accounts.models import AdminKind, User
from offices.choices import OfficeKind, Role
from offices.doors import Only
from offices.models import Area, Office
from offices.posts import colleagues_of
from pages.options import OptionsPage

REGISTRARS = (AdminKind.SYSTEM, AdminKind.SECURITY, Role.COMMITTEE)


class UserOptions(Only, OptionsPage):
    """People who may hold a post."""

    whose = (AdminKind.SYSTEM, AdminKind.SECURITY)
    model, search_fields = User, ("name", "username")

    def rows(self):
        rows = User.objects.visible_to(self.request.user)
        return rows.filter(is_active=True, admin_kind=AdminKind.NONE).order_by("name", "pk")

    def label(self, row: User) -> str:
        return f"{row.name}（{row.username}）"


class ColleagueOptions(OptionsPage):
    """People who may stand in for the asker."""

    model, search_fields = User, ("name", "username")

    def rows(self):
        return colleagues_of(self.request.user).order_by("name", "pk")


class OfficeOptions(Only, OptionsPage):
    """Offices in use."""

    whose = REGISTRARS
    model, search_fields = Office, ("name", "code")

    def rows(self):
        return Office.objects.filter(active=True).order_by("name", "pk")


class CoordinatorOptions(OfficeOptions):
    """Government offices."""

    def rows(self):
        return super().rows().filter(kind=OfficeKind.GOVERNMENT)


class AreaOptions(Only, OptionsPage):
    """Areas, in the order of the tree."""

    whose = REGISTRARS
    model, search_fields = Area, ("name", "code")

    def rows(self):
        return Area.objects.order_by("path")
