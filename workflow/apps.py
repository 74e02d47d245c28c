from django.apps import AppConfig
from django.utils.module_loading import import_string


class WorkflowConfig(AppConfig):
    name = "workflow"
    verbose_name = "流程与时限"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the notices room, which is below, what a working day is."""
        import_string("notices.chores.WORKDAY").append(import_string("workflow.chores.is_workday"))
