"""A notice or a morning list as a letter that a channel can send."""

from django.conf import settings

from notices.channels import Letter
from notices.models import Delivery, Notice
from pages.dates import cn_date

LISTED = 30


def letter_of(row: Delivery) -> Letter:
    """The letter of one delivery; row.notice or row.digest are loaded with their recipients."""
    if row.notice:
        notice = row.notice
        body = "\n\n".join(part for part in (notice.body, _address(notice)) if part)
        return Letter(
            f"delivery-{row.pk}", notice.recipient, notice.title, body, "您有1条即时消息，请登录查看。"
        )
    notices = sorted(row.digest.notices.all(), key=lambda notice: notice.pk)
    lines = [f"{number}. {_line(notice)}" for number, notice in enumerate(notices[:LISTED], 1)]
    if len(notices) > LISTED:
        lines.append(f"……另有{len(notices) - LISTED}条，请登录查看。")
    title = f"{cn_date(row.digest.on)}晨报：{len(notices)}条消息"
    short = f"您有{len(notices)}条新消息，请登录查看。"
    return Letter(f"delivery-{row.pk}", row.digest.recipient, title, "\n".join(lines), short)


def _line(notice: Notice) -> str:
    address = _address(notice)
    return f"{notice.title}\n   {address}" if address else notice.title


def _address(notice: Notice) -> str:
    """The full address of the notice, where the site's own is known (settings.SITE_URL)."""
    site = getattr(settings, "SITE_URL", "").rstrip("/")
    return f"{site}{notice.get_absolute_url()}" if site else ""
