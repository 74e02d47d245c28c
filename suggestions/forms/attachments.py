"""Choosing a file to attach."""

from pages.files import UploadField
from pages.layouts import PageForm


class AttachForm(PageForm):
    """One file, judged by its content."""

    submit_label = "上传"
    file = UploadField(
        label="文件", help_text="pdf、ofd、docx、xlsx、jpg、png，不超过20MB；请勿上传涉密材料。"
    )
