"""Which channels there are, and which are in use."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from notices.channels.bots import DINGTALK, WECOM
from notices.channels.channel import Channel
from notices.channels.mail import MailChannel
from notices.channels.sms import SmsChannel

_CHANNELS: tuple[Channel, ...] = (MailChannel(), WECOM, DINGTALK, SmsChannel())


def known_channels() -> Mapping[str, Channel]:
    """Every channel by its name."""
    return {channel.name: channel for channel in _CHANNELS}


def channels_in_use() -> list[Channel]:
    """The channels named by settings.NOTICE_CHANNELS. Raises ImproperlyConfigured for an unknown one."""
    known = known_channels()
    wanted = getattr(settings, "NOTICE_CHANNELS", ["mail"])
    if unknown := [name for name in wanted if name not in known]:
        raise ImproperlyConfigured(
            f"NOTICE_CHANNELS={','.join(unknown)} must be of: {', '.join(known)} (or empty)."
        )
    return [known[name] for name in wanted]
