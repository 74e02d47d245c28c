"""Owing a notice: once per key and person, in the caller's transaction."""

import pytest
from django.db import transaction

from notices.models import Delivery, Notice
from notices.outbox import Message, post, post_many

FACTS = {"kind": "suggestion.dispatch", "key": "event:1:units", "title": "第1号建议：交办"}


def test_a_key_told_once_is_not_told_again(cast):
    post([cast.sun, cast.zheng, cast.sun], **FACTS)
    post([cast.sun], **FACTS)
    assert Notice.objects.count() == 2


def test_a_notice_lives_and_dies_with_the_transaction(cast):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        post([cast.sun], **FACTS)
        raise ZeroDivisionError
    assert not Notice.objects.exists()


def test_thousands_are_owed_in_one_statement_with_the_same_promise(cast, django_assert_num_queries):
    messages = [
        Message(user.pk, "a.b", f"key-{n}", "标题" * 200, "内容", "/")
        for user in (cast.sun, cast.he)
        for n in range(500)
    ]
    with django_assert_num_queries(1):
        assert post_many(messages) == 1000
    assert post_many(messages) == 0
    assert post_many([]) == 0
    assert len(Notice.objects.first().title) == 200


def test_only_an_urgent_notice_gets_a_delivery_at_once_and_only_one(cast, sun, owe):
    owe([sun], "不急")
    assert not Delivery.objects.exists()
    for _ in range(2):
        owe([sun, cast.he], "急", urgent=True, key="urgent")
    delivery = Delivery.objects.get()
    assert (delivery.notice.recipient, delivery.channel) == (sun, "mail")
