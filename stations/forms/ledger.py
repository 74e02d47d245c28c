"""Which days the reception ledger covers, and why the voters' names are needed in full."""

import datetime as dt
from typing import Any

from django import forms
from django.utils import timezone

from offices.posts import holds
from pages.layouts import PageForm, Section
from stations.actors import STATION_ROLES


class LedgerForm(PageForm):
    since = forms.DateField(label="从")
    until = forms.DateField(label="到")
    full = forms.BooleanField(
        label="显示选民完整信息", required=False, help_text="仅限本站人员，须说明理由并写入日志。"
    )
    reason = forms.CharField(label="理由", max_length=200, required=False)
    submit_label = "生成台账"
    sections = (Section("来访日期", (("since", "until"),)), Section("选民信息", ("full", "reason")))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["since"].initial, self.fields["until"].initial = today.replace(day=1), today
        if not holds(user, *STATION_ROLES):
            del self.fields["full"], self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            self.add_error("until", "截止日期不能早于开始日期。")
        if since and until and until - since > dt.timedelta(days=366 * 5):
            self.add_error("until", "一次最多五年。")
        if data.get("full") and len(data.get("reason", "").strip()) < 4:
            self.add_error("reason", "请写明查看理由。")
        if not data.get("full"):
            data["reason"] = ""
        return data
