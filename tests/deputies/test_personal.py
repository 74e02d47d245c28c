"""A deputy's telephone and account: masked, told for a reason, opened once."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from accounts.models import User
from deputies.access import proposed_username
from deputies.models import Deputy
from journal.models import Entry
from offices.choices import Role
from offices.posts import posts_of


@pytest.fixture
def deputy(registry_cast):
    row = registry_cast.chen_deputy
    row.phone = "13700001111"
    row.save()
    return row


def test_the_full_number_asks_a_reason_and_is_journalled(registry_cast, deputy, client):
    client.force_login(registry_cast.zhou)
    url = reverse("deputies:phone", args=(deputy.pk,))
    assert "13700001111" not in client.get(deputy.get_absolute_url()).content.decode()
    refused = client.post(url, {"reason": " "})
    assert "reason" in refused.context["form"].errors and "13700001111" not in refused.content.decode()
    assert not Entry.objects.filter(kind="reading").exists()
    shown = client.post(url, {"reason": "通知参加接待"})
    assert "13700001111" in shown.content.decode() and "no-store" in shown["Cache-Control"]
    entry = Entry.objects.get(kind="reading")
    assert (entry.actor, entry.subject_id, entry.data["reason"]) == (
        registry_cast.zhou,
        deputy.pk,
        "通知参加接待",
    )
    assert "13700001111" not in str(entry.data) + entry.subject


def test_clerks_and_the_deputy_himself_may_read_the_number_leaders_may_not(registry_cast, deputy, client):
    for who, status in ((registry_cast.lin, 200), (registry_cast.chen, 200), (registry_cast.gao, 403),
                        (registry_cast.zhao, 404), (registry_cast.fang, 404)):  # fmt: skip
        client.force_login(who)
        assert (
            client.post(reverse("deputies:phone", args=(deputy.pk,)), {"reason": "联系"}).status_code
            == status
        )


def test_no_list_and_no_file_shows_a_full_number(registry_cast, deputy, client):
    client.force_login(registry_cast.zhou)
    url = reverse("deputies:deputies")
    page = client.get(url).content.decode()
    assert "137****1111" in page and "13700001111" not in page
    file = b"".join(client.get(url + "?export=xlsx").streaming_content)
    assert b"13700001111" not in _unpacked(file) and b"137****1111" in _unpacked(file)


def test_the_registry_leaves_with_phones_only_for_a_reason(registry_cast, deputy, client):
    client.force_login(registry_cast.zhou)
    url = reverse("deputies:export")
    assert "reason" in client.post(url, {"phones": "on", "reason": ""}).context["form"].errors
    masked = _unpacked(b"".join(client.post(url, {}).streaming_content))
    assert b"13700001111" not in masked and b"137****1111" in masked
    whole = _unpacked(b"".join(client.post(url, {"phones": "on", "reason": "编印通讯录"}).streaming_content))
    assert b"13700001111" in whole
    entry = Entry.objects.filter(kind="export").latest("pk")
    assert entry.data == {"rows": 3, "phones": True, "reason": "编印通讯录"}


def _unpacked(file: bytes) -> bytes:

    with ZipFile(BytesIO(file)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


def test_an_account_is_opened_once_with_a_password_shown_once(registry_cast, client):
    deputy = Deputy.objects.create(name="单小芳", code="D9", area=registry_cast.street)
    client.force_login(registry_cast.zhou)
    url = reverse("deputies:account", args=(deputy.pk,))
    assert client.get(url).context["form"].initial["username"] == "shanxiaofang"
    shown = client.post(url, {"username": "shanxiaofang"})
    password = shown.context["password"]
    assert password in shown.content.decode() and "no-store" in shown["Cache-Control"]
    user = User.objects.get(username="shanxiaofang")
    assert user.check_password(password) and user.must_change_password and user.name == "单小芳"
    assert [(post.role, post.area) for post in posts_of(user)] == [(Role.DEPUTY, registry_cast.street)]
    assert Deputy.objects.visible_to(user).get() == deputy
    entry = Entry.objects.get(verb="开通代表账号")
    assert password not in str(entry.data)
    again = client.post(url, {"username": "other1"})
    assert again.url == deputy.get_absolute_url() and not User.objects.filter(username="other1").exists()
    assert client.get(url).status_code == 302


@pytest.mark.parametrize("username", ["", "ab", "Zhang", "张三", "a b", "ZHOU", "zhou"])
def test_a_name_that_cannot_be_signed_in_with_is_refused(registry_cast, client, username):
    deputy = Deputy.objects.create(name="张三", code="D9", area=registry_cast.street)
    client.force_login(registry_cast.zhou)
    response = client.post(reverse("deputies:account", args=(deputy.pk,)), {"username": username})
    assert "username" in response.context["form"].errors


def test_the_proposed_name_is_free(registry_cast):
    assert proposed_username(Deputy(name="周")) == "zhou2"
    assert proposed_username(Deputy(name="单小芳")) == "shanxiaofang"
    assert proposed_username(Deputy(name="·")) == "daibiao"
