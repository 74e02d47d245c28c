"""What the tests of the registry share."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest

from deputies.choices import Level
from deputies.imports.registry import RegistryImport
from deputies.imports.run import Run
from deputies.models import Import, Term


@pytest.fixture
def registry_cast(cast):
    """The cast, with a county term in the eastern district."""
    cast.east_term = Term.objects.create(
        area=cast.east, level=Level.COUNTY, number=17, starts_on=date(2022, 1, 5)
    )
    return cast


@pytest.fixture
def dry_run(registry_cast) -> Callable[..., Run]:
    return lambda file, user=None: RegistryImport.dry_run(file, user or registry_cast.zhou)


@pytest.fixture
def bring_in(registry_cast) -> Callable[..., Import]:
    def bring_in(file: BytesIO, user: Any = None) -> Import:
        return RegistryImport.carry_out(file, "代表.xlsx", user or registry_cast.zhou)

    return bring_in
