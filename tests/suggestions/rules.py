"""Settings of an area for one test."""

from datetime import date

from offices.catalogue import CATALOGUE
from offices.limits import forget_settings
from offices.models import Area, Setting


def rule(area: Area, key: str, value: str) -> None:
    """This value holds in the area from long ago."""
    unit = CATALOGUE[key].units[0]
    Setting.objects.create(
        area=area, key=key, value=value, unit=unit, source="测试", valid_from=date(2021, 1, 1)
    )
    forget_settings()
