"""The legal calendar from 2004 on, as far as the library knows it; later years as statutory days only."""

from django.db import migrations

from workflow.library import FIRST_YEAR, library_year

LAST_YEAR = 2028


def load(apps, schema_editor):
    years, days = [], []
    Year, Workday = apps.get_model("workflow", "CalendarYear"), apps.get_model("workflow", "Workday")
    for number in range(FIRST_YEAR, LAST_YEAR + 1):
        special, complete = library_year(number)
        source = "国务院办公厅节假日安排通知" if complete else "仅法定节日，放假安排尚未公布"
        years.append(Year(year=number, confirmed=complete, source=source))
        days += [Workday(day=d, kind=s.kind, name=s.name, year_id=number) for d, s in special.items()]
    Year.objects.bulk_create(years)
    Workday.objects.bulk_create(days)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0001_initial")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
