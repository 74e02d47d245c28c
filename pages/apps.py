from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "页面"

    def ready(self) -> None:
        """Say of a NUL character what it is: Django's own Chinese words speak of an empty string."""
        ProhibitNullCharactersValidator.message = "含有不能保存的字符（常见于从别处复制），请删除后重新输入。"
