"""An area's own rule, as a test needs it."""

from datetime import date

from offices.choices import Unit
from offices.limits import forget_settings
from offices.models import Area, Setting


def rule(area: Area, key: str, value: str, unit: str = Unit.CHOICE) -> None:
    """From 2024 on the area has this value of its own."""
    Setting.objects.update_or_create(
        area=area,
        key=key,
        valid_from=date(2024, 1, 1),
        defaults={"value": value, "unit": unit, "source": "测试"},
    )
    forget_settings()
