from django.apps import AppConfig
from django.utils.module_loading import import_string


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    verbose_name = "代表建议"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Suggestions copy the day of their reply: follow when a calendar or a limit moves it."""
        import_string("workflow.moves.AFTER_MOVE").append(
            import_string("suggestions.clockwork.copy_due_days")
        )
