"""The way of a sheet through the pages: upload, dry run, confirmation, history, undoing."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from deputies.chores import expire_uploads
from deputies.imports.uploads import keep
from deputies.models import Deputy, Import, Upload
from journal.models import Entry
from tests.deputies.sheets import registry, sheet

ZHANG = {"代表编号": "D1", "姓名": "张三", "代表证号": "0001"}


@pytest.fixture
def office(registry_cast, client):
    client.force_login(registry_cast.zhou)
    return client


def send(client, file: BytesIO, name: str = "代表登记.xlsx"):
    return client.post(reverse("deputies:import"), {"file": SimpleUploadedFile(name, file.read())})


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Runs what waits for the end of the transaction: files go from disk only then."""
    return django_capture_on_commit_callbacks


def test_a_sheet_is_uploaded_looked_at_confirmed_and_taken_back(registry_cast, office, committed):
    response = send(office, sheet(ZHANG, {"姓名": "李四", "代表证号": "0002", "代表小组": "甲组"}))
    upload = Upload.objects.get()
    assert response.url == upload.get_absolute_url() and upload.file_name == "代表登记.xlsx"
    assert "代表登记" not in upload.file.name and upload.file.storage.exists(upload.file.name)
    page = office.get(response.url)
    told = page.content.decode()
    assert "将新建代表小组1个" in told and "第3行" in told and "李四" in told
    assert not Deputy.objects.filter(name="李四").exists()

    with committed(execute=True):
        done = office.post(response.url, {"digest": page.context["run"].digest})
    made = Import.objects.get()
    assert done.url == made.get_absolute_url() and (made.created, made.made_by) == (2, registry_cast.zhou)
    assert not Upload.objects.exists() and not default_storage.exists(upload.file.name)
    assert Deputy.objects.filter(name__in=["张三", "李四"]).count() == 2
    assert Entry.objects.filter(verb="导入代表登记").exists()

    assert "撤销这次导入" in office.get(done.url).content.decode()
    assert office.post(done.url).status_code == 302
    assert not Deputy.objects.filter(name="李四").exists()
    assert "已撤销" in office.get(done.url).content.decode()
    again = office.post(done.url, follow=True)
    assert again.redirect_chain == [(done.url, 302)]
    assert "这次导入已由周文静于" in again.content.decode() and "没有重复撤销" in again.content.decode()
    assert [row.pk for row in office.get(reverse("deputies:imports")).context["page"].rows] == [made.pk]


def test_faults_are_shown_and_given_back_in_the_file(registry_cast, office):
    send(office, sheet(ZHANG | {"联系电话": "123"}, {"姓名": "李四", "代表证号": "0002"}))
    upload = Upload.objects.get()
    page = office.get(upload.get_absolute_url()).content.decode()
    assert "1行有错误" in page and "联系电话" in page and "确认导入" not in page
    response = office.get(reverse("deputies:upload-errors", args=(upload.pk,)))
    marked = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert "11位" in str([cell.value for cell in marked[2]])
    refused = office.post(upload.get_absolute_url(), {"digest": "1-1-0-0"})
    assert refused.status_code == 200 and not Import.objects.exists()


def test_what_changed_since_the_dry_run_is_shown_again(registry_cast, office, bring_in):
    send(office, sheet(ZHANG))
    upload = Upload.objects.get()
    digest = office.get(upload.get_absolute_url()).context["run"].digest
    bring_in(sheet(ZHANG))
    response = office.post(upload.get_absolute_url(), {"digest": digest})
    assert response.status_code == 200 and "有变化" in response.content.decode()
    assert "与登记一致" in response.content.decode() and Import.objects.count() == 1


@pytest.mark.parametrize(
    ("file", "name", "told"),
    [
        (BytesIO(b"name,code"), "代表.xlsx", "只接受"), (BytesIO(b""), "代表.xlsx", "空"),
        (sheet(), "代表.xlsx", "没有数据行"), (sheet(ZHANG, labels=["姓名"]), "代表.xlsx", "缺少列"),
        (sheet(ZHANG), "代表.xls", "只接受"),
    ],
)  # fmt: skip
def test_what_is_no_registry_sheet_is_refused_beside_the_field(registry_cast, office, file, name, told):
    file.seek(0)
    response = send(office, file, name)
    assert response.status_code == 200 and told in str(response.context["form"].errors["file"])
    assert not Upload.objects.exists()


def test_an_upload_is_nobody_elses(registry_cast, office, client, committed):
    send(office, registry(2))
    upload = Upload.objects.get()
    urls = [upload.get_absolute_url(), reverse("deputies:upload-errors", args=(upload.pk,))]
    client.force_login(registry_cast.tang)
    assert {client.get(url).status_code for url in urls} == {404}
    for url in (upload.get_absolute_url(), reverse("deputies:upload-discard", args=(upload.pk,))):
        gone = client.post(url, {"digest": "x"}, follow=True).content.decode()
        assert "已经导入、放弃或过期" in gone and Upload.objects.filter(pk=upload.pk).exists()
    client.force_login(registry_cast.zhou)
    with committed(execute=True):
        assert client.post(reverse("deputies:upload-discard", args=(upload.pk,))).status_code == 302
    assert not Upload.objects.exists() and not default_storage.exists(upload.file.name)


def test_whatever_is_asked_of_an_upload_that_was_brought_in_leads_to_its_import(registry_cast, office):
    upload = send(office, sheet(ZHANG)).url
    digest = office.get(upload).context["run"].digest
    done = office.post(upload, {"digest": digest}).url
    asked = (
        lambda: office.post(upload, {"digest": digest}, follow=True),  # a second click, a second tab
        lambda: office.get(upload, follow=True),  # the way back
        lambda: office.get(f"{upload}errors/", follow=True),
        lambda: office.post(f"{upload}discard/", follow=True),
    )
    for ask in asked:
        page = ask()
        assert page.redirect_chain == [(done, 302)] and "没有重复导入" in page.content.decode()
    assert Import.objects.count() == 1 and Deputy.objects.filter(code="D1").count() == 1


def test_what_is_no_sheet_of_the_registry_cannot_be_confirmed(registry_cast, office):
    content = sheet(labels=["站点编号"]).read()
    grids = keep(SimpleUploadedFile("网格.xlsx", content), registry_cast.zhou)
    assert office.post(grids.get_absolute_url(), {"digest": "x"}).status_code == 404


def test_another_areas_import_does_not_exist(registry_cast, client, bring_in):
    made = bring_in(sheet(ZHANG))
    client.force_login(registry_cast.tang)
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.post(made.get_absolute_url()).status_code == 404
    assert Deputy.objects.filter(code="D1").exists()


def test_unconfirmed_uploads_go_after_two_days(registry_cast, office, committed):
    send(office, registry(2))
    send(office, registry(1))
    old, new = Upload.objects.order_by("pk")
    Upload.objects.filter(pk=old.pk).update(made_at=timezone.now() - timedelta(days=4))
    today = timezone.localdate()
    with committed(execute=True):
        assert expire_uploads(today) == "清理未确认的导入文件1个"
    assert expire_uploads(today) == "清理未确认的导入文件0个"
    assert list(Upload.objects.all()) == [new] and not default_storage.exists(old.file.name)
    assert expire_uploads(date(2099, 1, 1)).endswith("1个")


def test_the_template_is_given_to_the_office(registry_cast, office):
    response = office.get(reverse("deputies:template"))
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["说明", "数据"] and book["数据"]["A1"].value == "代表编号"
