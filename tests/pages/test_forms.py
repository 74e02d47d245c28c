"""Forms and pages drawn from declarations."""

import re

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from pages.layouts import CaseForm, PageForm, Section

pytestmark = pytest.mark.usefixtures("viewer")


class Small(PageForm):
    sections = (Section("一", (("a", "b"), "gone")),)
    a = forms.CharField(label="甲")
    b = forms.DateField(label="日期", required=False)
    c = forms.ChoiceField(label="类别", choices=[("1", "一")])
    d = forms.CharField(label="正文", widget=forms.Textarea)


def test_a_form_shows_its_sections_and_then_what_no_section_names(client):
    page = client.get("/form/").content.decode()
    assert page.index("基本情况") < page.index("标题") < page.index("日期") < page.index(">内容<")
    assert 'type="date"' in page and 'type="tel"' in page and 'enctype="multipart/form-data"' in page
    assert "data-guard" in page and "csrfmiddlewaretoken" in page and "请如实填写。" in page


def test_faults_stand_on_top_and_lead_to_their_fields(client):
    page = client.post(
        "/form/", {"title": "", "day": "2026-02-30", "phone": "12", "text": "字"}
    ).content.decode()
    assert "还有3处需要改正" in page
    assert (
        '<a href="#id_title">标题：请填写标题。</a>' in page
        and '<a href="#id_phone">联系电话：请填写11位' in page
    )
    assert 'value="2026-02-30"' in page and 'value="12"' in page
    assert re.search(r'id="id_title"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="id_title"', page)


def test_a_fault_of_the_whole_form_is_told_without_a_link():
    class Whole(PageForm):
        def clean(self):
            raise forms.ValidationError("不能这样。")

    assert Whole({}).faults == [("", "", "不能这样。")]


def test_messages_name_what_is_missing():
    errors = Small({}).errors
    assert errors["a"] == ["请填写甲。"] and errors["c"] == ["请选择类别。"]


def test_what_a_form_says_itself_stays():
    class Own(CaseForm):
        note = forms.CharField(label="理由", error_messages={"required": "请说明理由。"})

    assert Own({}).errors["note"] == ["请说明理由。"]


def test_widgets_are_the_houses():
    form = Small()
    assert 'type="date"' in str(form["b"]) and 'rows="4"' in str(form["d"])


def test_an_uploaded_trick_is_told_beside_its_field(client):
    paper = SimpleUploadedFile("a.pdf", b"<html>")
    page = client.post(
        "/form/", {"title": "甲", "day": "2026-11-20", "text": "字", "paper": paper}
    ).content.decode()
    assert "附件：只接受内容与扩展名相符的" in page


def test_a_saved_form_says_so(client):
    page = client.post("/form/", {"title": "甲", "day": "2026-11-20", "text": "字"}).content.decode()
    assert "已保存。" in page


def test_a_case_file_tells_where_it_stands_and_what_may_be_done(client):
    page = client.get("/case/").content.decode()
    assert re.search(r'track-now" aria-current="step">.*?办理', page, re.S)
    assert "track-skipped" in page and "（略过）" in page
    assert "现由 <strong>市交通运输局</strong> 办理" in page and "还剩3天" in page
    assert 'name="action" value="accept"' in page and 'name="action" value="refuse"' in page
    assert "王五（代李四）" in page and "已提交 → 已立案" in page
    assert "已超期2天" in page and "按期完成" in page and 'href="/sheet/"' in page


def test_a_step_given_back_with_faults_stands_open(client):
    page = client.post("/case/", {"action": "refuse", "note": ""}).content.decode()
    assert re.search(r'<details class="offer offer-danger" open>', page) and "请填写理由。" in page


def test_a_worklist_counts_and_colours(client):
    page = client.get("/worklist/").content.decode()
    assert "1000+" in page and "没有等待他人的事项" in page and "已超期1天" in page and "今天到期" in page


def test_a_chart_has_its_numbers_in_a_table(client):
    page = client.get("/charts/").content.decode()
    assert 'id="chart-trend" type="application/json"' in page and "按收到日期计，截至今天" in page
    assert re.search(r'<th scope="row">1月</th>\s*<td class="text-end"><a href="/">0</a></td>', page)
    assert "这段时间没有数据。" in page
    assert '<td class="text-end">100.0%</td>' in page, (
        "a ring's parts stand with their shares and their total"
    )


def test_a_deadline_sheet_is_a_table(client):
    page = client.get("/sheet/").content.decode()
    assert "2027年2月20日" in page and page.count("工作日") == 5 and "data-print" in page


def test_a_question_stands_before_a_deed(client):
    page = client.get("/confirm/").content.decode()
    assert "停用后该账号不能登录。" in page and "btn-danger" in page and 'method="post"' in page


@pytest.mark.parametrize("path", ["/", "/form/", "/case/", "/worklist/", "/charts/", "/sheet/", "/confirm/"])
def test_no_page_has_style_or_script_inside(client, users, path):
    page = client.get(path).content.decode()
    assert not re.search(r'<script(?![^>]*(src=|application/json))|<style|\sstyle="|\son\w+="', page)


def test_what_is_not_there_is_told_in_chinese(client):
    response = client.get("/nothing/")
    assert response.status_code == 404 and "没有找到这个页面" in response.content.decode()


def test_a_nul_character_is_told_in_words_of_its_own():
    form = Small({"a": "甲\x00", "c": "1", "d": "字"})
    assert form.errors["a"] == ["含有不能保存的字符（常见于从别处复制），请删除后重新输入。"]
