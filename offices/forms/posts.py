"""Giving a post, ending it, standing in for its holder."""

from django import forms
from django.utils import timezone

from accounts.models import AdminKind, User
from offices.choices import Role
from offices.models import Area, Office, Post
from pages.layouts import PageForm, Section
from pages.options import SearchSelect


class GrantForm(PageForm):
    """Who, as what, where, from when to when."""

    user = forms.ModelChoiceField(
        User.objects.none(), label="人员", widget=SearchSelect("offices:user_options")
    )
    role = forms.ChoiceField(label="岗位", choices=[("", "请选择"), *Role.choices])
    office = forms.ModelChoiceField(
        Office.objects.none(),
        label="机构",
        required=False,
        widget=SearchSelect("offices:office_options"),
        help_text="人大机构、政府办公室和承办单位的岗位必填；其余岗位不填",
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label="行政区域",
        required=False,
        widget=SearchSelect("offices:area_options"),
        help_text="联络员、站长、代表、领导填写；在机构任职的随机构",
    )
    title = forms.CharField(
        label="职务", max_length=50, required=False, help_text="显示在姓名旁，例如“代表工委科长”"
    )
    starts_on = forms.DateField(label="任职自")
    ends_on = forms.DateField(label="任职至", required=False, help_text="不填为长期")
    sections = (
        Section("任职", (("user", "role"), ("office", "area"), "title")),
        Section("期间", (("starts_on", "ends_on"),)),
    )
    submit_label = "任命"

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.filter(is_active=True, admin_kind=AdminKind.NONE)
        self.fields["office"].queryset = Office.objects.filter(active=True)
        self.fields["area"].queryset = Area.objects.all()
        self.fields["starts_on"].initial = timezone.localdate


class EndForm(PageForm):
    """The last day of a post."""

    on = forms.DateField(label="任职至", help_text="最后一天；此前安排的代理同时结束")
    submit_label, submit_style = "终止任职", "danger"


class SubstituteForm(PageForm):
    """A colleague for a span of days."""

    post = forms.ModelChoiceField(Post.objects.none(), label="代理的岗位", empty_label=None)
    user = forms.ModelChoiceField(
        User.objects.none(), label="代理人", widget=SearchSelect("offices:colleague_options")
    )
    starts_on = forms.DateField(label="代理自")
    ends_on = forms.DateField(label="代理至", help_text="到期自动失效；代理人的操作会注明“代理”和被代理人")
    sections = (Section("", ("post", "user", ("starts_on", "ends_on"))),)
    submit_label = "安排代理"

    def __init__(self, *args, posts: list[Post], colleagues, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["post"].queryset = Post.objects.filter(pk__in=[post.pk for post in posts]).select_related(
            "office", "area"
        )
        self.fields["user"].queryset = colleagues
        self.fields["starts_on"].initial = timezone.localdate

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        if day < timezone.localdate():
            raise forms.ValidationError("代理不能从过去开始。")
        return day
