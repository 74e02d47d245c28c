"""One row of everything that a station does and has besides its reception days."""

from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from deputies.models import Upload
from reports.models import Book, LedgerSet
from stations.models import (
    Activity,
    ActivityPhoto,
    Brand,
    ContactLink,
    FrequencyRule,
    FundEntry,
    Grid,
    Guide,
    Label,
    LinkMember,
    Observation,
    Pledge,
    Scrutiny,
    VoterContact,
)
from stations.sheets_in import KINDS, template
from tests.cast import Cast


def a_grid_sheet() -> bytes:
    """The empty sheet as it was given out, with a row below its sample that is no use."""
    book, file = load_workbook(BytesIO(template(KINDS["grids"]))), BytesIO()
    book["数据"].append(["清河街道", "QH-D02"])
    book.save(file)
    return file.getvalue()


def institution(cast: Cast, today: date) -> None:
    cast.brand = Brand.objects.create(area=cast.street, name="庭院夜话")
    cast.brand.stations.add(cast.qinghe)
    cast.word = Label.objects.create(area=cast.city, sort="function", name="宣传站")
    kind = Label.objects.get(area=None, sort="kind", name="走访问需")
    cast.activity = Activity.objects.create(
        area=cast.street, station=cast.qinghe, kind=kind, brand=cast.brand, on=today, place="清河社区", theme="走访老旧小区",
        done="走访10户。", recorded_by=cast.lin,
    )  # fmt: skip
    cast.activity.deputies.add(cast.chen_deputy)
    ActivityPhoto.objects.create(
        activity=cast.activity,
        file=SimpleUploadedFile("a.jpg", b"\xff\xd8\xff\xe0"),
        name="照片1.jpg",
        size=4,
    )
    cast.contact = VoterContact.objects.create(station=cast.qinghe, deputy=cast.chen_deputy, name="王奶奶")
    cast.common_set = LedgerSet.objects.get(area=None, code="six")
    cast.own_set = LedgerSet.objects.create(area=cast.city, code="own", title="三簿")
    cast.book = Book.objects.create(set=cast.own_set, title="活动簿", source="acts", columns=[{"key": "on"}])
    cast.often = FrequencyRule.objects.get(area=None, counted="reception")
    cast.own_often = FrequencyRule.objects.create(
        area=cast.city, subject="station", counted="walk", period="month", times=2, source="本市规定"
    )
    cast.observed = Observation.objects.create(
        area=cast.street,
        station=cast.qinghe,
        on=today,
        title="企业用工",
        text="招工难。",
        deputy=cast.chen_deputy,
    )
    cast.pledged = Pledge.objects.create(
        deputy=cast.chen_deputy, station=cast.qinghe, text="每月走访十户。", recorded_by=cast.lin
    )
    member = LinkMember.objects.create(area=cast.city, deputy=cast.chen_deputy, rank="member")
    cast.linked = ContactLink.objects.create(member=member, kind="deputy", deputy=cast.zhao_deputy)
    cast.linked.records.create(way="visit", content="听取履职情况。", recorded_by=cast.chen)
    cast.scrutiny = Scrutiny.objects.create(
        area=cast.city, year=today.year, title="生活垃圾分类", points="分类投放和清运。", due_on=today
    )
    cast.scrutiny.leads.add(member)
    cast.guided = Guide.objects.create(area=cast.street, leader=cast.gao, station=cast.qinghe)
    cast.grid = Grid.objects.create(area=cast.street, tier="big", code="QH-D01", name="清河街道大网格")
    cast.grid.assigned.create(deputy=cast.chen_deputy)
    cast.spent = FundEntry.objects.create(
        area=cast.street,
        station=cast.qinghe,
        kind="spending",
        year=today.year,
        on=today,
        amount=300,
        item="印制宣传册",
    )
    cast.grid_sheet = Upload.objects.create(
        user=cast.zhou,
        area=cast.city,
        file=SimpleUploadedFile("g.xlsx", a_grid_sheet()),
        file_name="g.xlsx",
    )
