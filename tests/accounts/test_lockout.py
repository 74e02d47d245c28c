"""The lock after too many wrong passwords."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone

from accounts.lockout import in_words
from accounts.models import User
from journal.models import Entry

pytestmark = pytest.mark.django_db
SIGN_IN = "/accounts/sign-in/"
PASSWORD = "Lian-Luo-Zhan-01"


@pytest.fixture
def wang(db) -> User:
    return User.objects.create_user("wang", PASSWORD, name="王芳")


def sign_in(client, username="wang", password="wrong", **extra):
    return client.post(SIGN_IN, {"username": username, "password": password}, **extra)


def test_the_last_tries_are_announced_and_the_fifth_wrong_password_locks(client, wang):
    answers = [sign_in(client) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert "再输错2次" in answers[2].content.decode()
    assert "再输错1次" in answers[3].content.decode()
    page = answers[4].content.decode()
    assert "密码连续输错5次" in page
    assert "请在15分钟后再试" in page
    assert 'value="wang"' in page


def test_the_right_password_does_not_open_the_lock_and_the_time_left_runs_down(client, wang):
    for _ in range(5):
        sign_in(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=11))
    page = sign_in(client, password=PASSWORD)
    assert page.status_code == 429
    assert "请在4分钟后再试" in page.content.decode()
    assert Entry.objects.filter(kind="sign_in").order_by("-pk")[0].data == {"why": "已锁定"}


def test_after_the_time_has_passed_the_right_password_opens(client, wang):
    for _ in range(5):
        sign_in(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert sign_in(client, password=PASSWORD).status_code == 302


def test_the_lock_holds_for_one_name_at_one_address_only(client, wang):
    User.objects.create_user("li", PASSWORD, name="李强")
    for _ in range(5):
        sign_in(client)
    assert sign_in(client, "li", PASSWORD).status_code == 302
    client.post("/accounts/sign-out/")
    assert sign_in(client, password=PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == 302


def test_a_success_forgets_the_failures_before_it(client, wang):
    for _ in range(4):
        sign_in(client)
    assert sign_in(client, password=PASSWORD).status_code == 302
    client.post("/accounts/sign-out/")
    assert sign_in(client).status_code == 200


def test_spans_read_as_one_waits_for_them():
    spans = [timedelta(seconds=-3), timedelta(seconds=61), timedelta(hours=2), timedelta(minutes=75)]
    assert [in_words(span) for span in spans] == ["1分钟", "2分钟", "2小时", "1小时15分钟"]
