from django.apps import AppConfig
from django.utils.module_loading import import_string


class StationsConfig(AppConfig):
    name = "stations"
    verbose_name = "联络站"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Opinions and appraisals copy the due day of their clock: follow when a calendar or a limit moves it.

        Deputies leave their stations and rosters with their last mandate, and the rosters while it is suspended.
        """
        after = import_string("workflow.moves.AFTER_MOVE")
        after.append(import_string("stations.clockwork.copy_due_days"))
        after.append(import_string("stations.appraisal_clock.copy_due_days"))
        followers = import_string("deputies.leaving.FOLLOWERS")
        followers += [
            import_string("stations.leaving.STATIONINGS"),
            import_string("stations.leaving.ROSTERS"),
            import_string("stations.leaving.LINK_MEMBERS"),
            import_string("stations.leaving.CONTACT_LINKS"),
        ]
        paused = import_string("deputies.leaving.PAUSED")
        paused.append(import_string("stations.leaving.ROSTERS"))
