"""The registry's import as a whole: a dry run, and the deed."""

import datetime as dt
from typing import IO, Any, ClassVar

from django.db import transaction
from django.utils import timezone

from deputies.imports.columns import ImportColumn
from deputies.imports.parts import GroupsPart, MandatesPart, PeoplePart
from deputies.imports.run import Part, Run
from deputies.imports.sheet import Faults, read_lines
from deputies.imports.write import write
from deputies.models import Import
from journal.book import enter
from journal.models import EntryKind
from offices.models import Area
from offices.posts import acting_post

MOST_ROWS = 10_000


class Faulty(ValueError):
    """The sheet has errors, or would no longer do what was shown; nothing was written."""

    def __init__(self, run: Run) -> None:
        super().__init__("nothing was written")
        self.run = run


class RegistryImport:
    """The registry as a sheet, one row per mandate. A room above subclasses it and adds its parts:

    class StationedImport(RegistryImport):
        parts = (*RegistryImport.parts, StationsPart)
    """

    kind = "registry"
    parts: ClassVar[tuple[type[Part], ...]] = (PeoplePart, MandatesPart, GroupsPart)

    @classmethod
    def columns(cls) -> tuple[ImportColumn, ...]:
        """All columns, as they stand in template and export."""
        return tuple(column for part in cls.parts for column in part.columns)

    @classmethod
    def dry_run(cls, file: IO[bytes], user: Any, today: dt.date | None = None) -> Run:
        """What the file would change; nothing is written. Raises BadSheet for what is no registry sheet."""
        return cls._plan(file, user, today)[0]

    @classmethod
    def _plan(cls, file: IO[bytes], user: Any, today: dt.date | None = None) -> tuple[Run, list[Part]]:
        faults = Faults()
        lines = read_lines(file, cls.columns(), MOST_ROWS, faults)
        run = Run(user, lines, faults, today or timezone.localdate())
        parts = [part(run) for part in cls.parts]
        for part in parts:
            part.plan()
        return run, parts

    @classmethod
    @transaction.atomic
    def carry_out(
        cls, file: IO[bytes], file_name: str, user: Any, digest: str = "", upload: int | None = None
    ) -> Import:
        """Write it, all or nothing. Raises Faulty, also when the run is no longer what digest stands for.

        digest: of the dry run that the user has seen. upload: the one it was. One import at a time per tree
        of areas, so that two cannot plan on the same rows.
        """
        area = acting_post(user).principal.area
        list(Area.objects.select_for_update().filter(path=area.path[: Area.steplen]))
        run, parts = cls._plan(file, user)
        if run.faults.errors or (digest and digest != run.digest):
            raise Faulty(run)
        made = Import.objects.create(
            area=area, kind=cls.kind, file_name=file_name[:200], made_by=user, upload=upload, **run.counts
        )
        write(run, [table for part in cls.parts for table in part.tables], made)
        for part in parts:
            part.after_write(file_name)
        enter(EntryKind.DEED, "导入代表登记", user, subject=made, data=run.counts)
        return made
