"""Group bots of WeCom (企业微信) and DingTalk (钉钉), through apprise.

A bot speaks to a group, so it says only who has how many messages, never
what they are about. The address, with its key, comes from the environment:
WECOM_URL=wecombot://KEY, DINGTALK_URL=dingtalk://SECRET@TOKEN.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.models import User
from notices.channels.channel import ChannelDown, Letter, Rejected

APPRISE = "apprise.Apprise"  # heavy, so loaded only by a worker that has something to send


class BotChannel:
    """One line into the group for each digest or urgent notice."""

    def __init__(self, name: str, label: str, setting: str):
        self.name, self.label, self.setting = name, label, setting

    @property
    def url(self) -> str:
        return getattr(settings, self.setting, "")

    def reaches(self, user: User) -> bool:
        return bool(self.url)

    def send(self, letter: Letter) -> None:
        bot = import_string(APPRISE)()
        if not self.url or not bot.add(self.url):
            raise Rejected(f"{self.label}未配置（{self.setting}）")
        if not bot.notify(body=f"{letter.user.name}：{letter.short}"):
            raise ChannelDown(f"{self.label}没有接受消息")


WECOM = BotChannel("wecom", "企业微信群机器人", "WECOM_URL")
DINGTALK = BotChannel("dingtalk", "钉钉群机器人", "DINGTALK_URL")
