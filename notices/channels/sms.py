"""SMS: the place of a gateway. Gateways differ by town; until one is named this channel refuses.

settings.SMS_GATEWAY names a function `send(phone: str, text: str, reference: str) -> None` that raises
ChannelDown or Rejected, and settings.SMS_ADDRESS one that answers a user's phone number or "".
"""

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from notices.channels.channel import Letter, Rejected


class SmsChannel:
    """One line by SMS."""

    name = "sms"
    label = "短信"

    def phone(self, user: User) -> str:
        where = getattr(settings, "SMS_ADDRESS", "")
        return import_string(where)(user) if where else ""

    def reaches(self, user: User) -> bool:
        return bool(getattr(settings, "SMS_GATEWAY", "") and self.phone(user))

    def send(self, letter: Letter) -> None:
        gateway, phone = getattr(settings, "SMS_GATEWAY", ""), self.phone(letter.user)
        if not gateway or not phone:
            raise Rejected("短信网关未配置（SMS_GATEWAY）" if not gateway else "没有手机号码")
        import_string(gateway)(phone, letter.short, letter.id)
