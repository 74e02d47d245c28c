from django.apps import AppConfig


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = "联络站"
    default_auto_field = "django.db.models.BigAutoField"
