"""Every page of the registry opens for those whose it is, and for nobody else."""

import pytest
from django.urls import reverse

from deputies.choices import GroupDuty
from deputies.models import Delegation, Group, GroupMember
from tests.deputies.sheets import registry

PLAIN = ("deputies", "new", "terms", "term-new", "delegations", "delegation-new", "groups", "group-new", "imports",
         "import", "export")  # fmt: skip
OPTIONS = ("options", "area-options", "term-options", "delegation-options", "group-options")


@pytest.fixture
def furnished(registry_cast, bring_in):
    cast = registry_cast
    cast.delegation = Delegation.objects.create(term=cast.term, name="东湖代表团", head=cast.chen_deputy)
    cast.group = Group.objects.create(area=cast.east, name="清河小组")
    cast.member = GroupMember.objects.create(
        group=cast.group, deputy=cast.chen_deputy, duty=GroupDuty.LEADER, starts_on="2024-01-01"
    )
    cast.made = bring_in(registry(2))
    cast.mandate = cast.chen_deputy.mandates.get()
    return cast


def addresses(cast) -> dict[str, str]:
    """Every address with a row in it."""
    rows = {
        "deputy": cast.chen_deputy, "edit": cast.chen_deputy, "phone": cast.chen_deputy,
        "mandate-new": cast.chen_deputy, "mandate-edit": cast.mandate, "term": cast.term, "term-edit": cast.term,
        "session-new": cast.term, "session-edit": cast.session, "delegation-edit": cast.delegation,
        "group": cast.group, "group-edit": cast.group, "member-new": cast.group, "member-leave": cast.member,
        "member-move": cast.member, "member-duty": cast.member, "import-page": cast.made,
    }  # fmt: skip
    found = {name: reverse(f"deputies:{name}", args=(row.pk,)) for name, row in rows.items()}
    for action in ("suspend", "resume", "end"):
        found[action] = reverse("deputies:mandate-do", args=(cast.mandate.pk, action))
    return found


@pytest.mark.parametrize("name", [*PLAIN, *OPTIONS, "template"])
def test_the_office_opens_every_page_without_a_row(furnished, client, name):
    client.force_login(furnished.zhou)
    assert client.get(reverse(f"deputies:{name}")).status_code == 200


def test_the_office_opens_every_page_of_a_row(furnished, client):
    client.force_login(furnished.zhou)
    answers = {name: client.get(url).status_code for name, url in addresses(furnished).items()}
    # an active mandate is not resumed: told, and back to the deputy
    assert answers.pop("resume") == 302
    assert set(answers.values()) == {200}, answers


def test_rows_of_another_area_do_not_exist(furnished, client):
    client.force_login(furnished.tang)
    answers = {name: client.get(url).status_code for name, url in addresses(furnished).items()}
    assert answers.pop("term") == 200  # a congress above is read, not kept
    assert set(answers.values()) == {404}, answers


def test_who_reads_but_does_not_keep_is_refused(furnished, client):
    client.force_login(furnished.gao)
    readable = {"deputy", "term", "group"}
    for name, url in addresses(furnished).items():
        status = client.get(url).status_code
        expected = {200} if name in readable else {403, 404}
        assert status in expected, (name, status)
    for name in ("new", "term-new", "delegation-new", "group-new", "imports", "import", "export", "template"):
        assert client.get(reverse(f"deputies:{name}")).status_code == 403, name


def test_administrators_see_no_deputy(furnished, client):
    client.force_login(furnished.luo)
    assert client.get(addresses(furnished)["deputy"]).status_code in (403, 404)


def test_without_signing_in_there_is_only_the_sign_in_page(furnished, client):
    for url in [*addresses(furnished).values(), *(reverse(f"deputies:{name}") for name in PLAIN)]:
        assert client.get(url).status_code == 302
