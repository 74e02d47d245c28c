from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "offices"
    verbose_name = "机构与任职"
    default_auto_field = "django.db.models.BigAutoField"
