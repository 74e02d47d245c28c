from django.apps import AppConfig
from django.utils.module_loading import import_string


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "报表"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Every list shows the views kept of it, and offers to keep one; units are compared by what is kept of them."""
        import_string("pages.keeping.KEPT").append(import_string("reports.keeping.of_list"))
        import_string("pages.keeping.KEEP").append(import_string("reports.keeping.keep_url"))
        import_string("suggestions.units_kept.KEEPER").append(import_string("reports.unit_cells.unit_cells"))
