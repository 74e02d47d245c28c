"""Two people at the same button."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from io import BytesIO
from threading import Barrier
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from accounts.models import User
from deputies.access import open_account
from deputies.imports.registry import Faulty, RegistryImport
from deputies.imports.uploads import keep
from deputies.models import Deputy, Group, GroupMember, Import
from deputies.rosters import join
from tests.deputies.sheets import sheet
from workflow.transitions import OutOfStep, Refused

pytestmark = pytest.mark.django_db(transaction=True)


def both(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed gave, done at once: its answer, or what it raised."""
    ready = Barrier(len(deeds))

    def take(deed: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return deed()
        except (Faulty, OutOfStep, Refused) as told:
            return told
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(take, deeds))


def test_one_of_two_confirmations_of_a_sheet_imports(registry_cast):
    content = sheet({"代表编号": "D1", "姓名": "张三", "代表证号": "0001"}).getvalue()
    user = registry_cast.zhou
    digest = RegistryImport.dry_run(BytesIO(content), user).digest
    users = User.objects.get(pk=user.pk), User.objects.get(pk=user.pk)
    answers = both(
        *(lambda u=u: RegistryImport.carry_out(BytesIO(content), "a.xlsx", u, digest) for u in users)
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["Faulty", "Import"]
    assert Import.objects.count() == 1 and Deputy.objects.filter(code="D1").count() == 1


def test_both_of_two_clicks_lead_to_the_one_import(registry_cast):
    content = sheet({"代表编号": "D1", "姓名": "张三", "代表证号": "0001"})
    upload = keep(SimpleUploadedFile("a.xlsx", content.getvalue()), registry_cast.zhou)
    url, digest = upload.get_absolute_url(), RegistryImport.dry_run(content, registry_cast.zhou).digest
    clients = Client(), Client()
    for client in clients:
        client.force_login(registry_cast.zhou)
    answers = both(*(lambda c=c: c.post(url, {"digest": digest}).headers.get("Location") for c in clients))
    assert answers == [Import.objects.get().get_absolute_url()] * 2


def test_one_of_two_accounts_is_opened(registry_cast):
    deputy = Deputy.objects.create(name="张三", code="D9", area=registry_cast.street)
    answers = both(
        lambda: open_account(deputy, "zhangsan", registry_cast.zhou),
        lambda: open_account(deputy, "zhangsan2", registry_cast.zhou),
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["OutOfStep", "str"]
    assert User.objects.filter(username__startswith="zhangsan").count() == 1


def test_a_group_gets_one_of_two_leaders(registry_cast):
    group = Group.objects.create(area=registry_cast.east, name="甲组")
    people, day = (registry_cast.chen_deputy, registry_cast.zhao_deputy), date(2026, 1, 5)
    answers = both(*(lambda one=one: join(group, one, "leader", day, registry_cast.zhou) for one in people))
    assert sorted(type(answer).__name__ for answer in answers) == ["GroupMember", "Refused"]
    assert GroupMember.objects.count() == 1
