from django.apps import AppConfig
from django.utils.module_loading import import_string


class SuggestionsConfig(AppConfig):
    name = "suggestions"
    verbose_name = "代表建议"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow what moves a suggestion's day, and what a station tells of its outcome."""
        import_string("workflow.moves.AFTER_MOVE").append(
            import_string("suggestions.clockwork.copy_due_days")
        )
        import_string("stations.opinion_lifecycle.AFTER_TOLD").append(
            import_string("suggestions.telling.told_outside")
        )
