"""The deadline sheet of a clock, the calculator, and the command."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def deadline(*args: str) -> str:
    out = StringIO()
    call_command("deadline", *args, stdout=out)
    return out.getvalue()


# --- the page of a clock's sheet


def test_the_sheet_is_printed_for_those_who_see_the_case(client, cast, clock):
    row = clock(date(2027, 2, 22), started_on=date(2026, 11, 20), office=cast.education)
    page = f"/workflow/sheets/suggestionclock/{row.pk}/"
    client.force_login(cast.chen)
    text = client.get(page).content.decode()
    assert "起算日（星期五）不计入" in text
    assert "顺延至次一工作日" in text
    assert "民法典第二百零三条" in text
    assert "2027年2月22日" in text
    for stranger in (cast.qian, cast.luo, cast.he):
        client.force_login(stranger)
        assert client.get(page).status_code == 404


def test_a_sheet_of_no_clock_is_not_there(client, cast):
    client.force_login(cast.zhou)
    assert client.get("/workflow/sheets/user/1/").status_code == 404
    assert client.get("/workflow/sheets/suggestionclock/999999/").status_code == 404


# --- the calculator


def test_anybody_signed_in_may_reckon_a_day(client, cast):
    client.force_login(cast.lin)
    page = "/workflow/deadline/"
    assert client.get(page).status_code == 200
    asked = {"rule": "hand_back", "start": "2026-11-20", "area": cast.city.pk}
    assert "2026年12月1日" in client.get(page, asked).content.decode()
    assert client.get(page, {**asked, "start": "明天"}).status_code == 200


# --- the command


def test_the_command_prints_json_with_the_agreed_keys(db):
    sheet = json.loads(deadline("--rule", "reply", "--from", "2026-11-20", "--json"))
    assert list(sheet) == ["rule", "start", "due_on", "provisional", "steps"]
    assert (sheet["start"], sheet["due_on"], sheet["provisional"]) == ("2026-11-20", "2027-02-22", True)
    assert sheet["rule"] == "reply"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("10", "dispatch"), ("12", "acceptance"), ("13", "hand_back"), ("14", "redispatch"), ("15", "first_contact"),
        ("16", "co_opinion"), ("17", "reply"), ("18", "feedback"), ("20", "rehandle"),
    ],
)  # fmt: skip
def test_a_rule_may_be_named_by_its_number(db, number, code):
    sheet = json.loads(deadline("--rule", number, "--from", "2026-03-02", "--json"))
    assert sheet["rule"] == code


def test_the_command_prints_a_sheet_to_read(db):
    text = deadline("--rule", "hand_back", "--from", "2026-09-30")
    assert "2026年10月10日：星期六调休上班（国庆节），计入 +1，累计3" in text
    assert text.rstrip().endswith("到期日：2026年10月15日")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("--rule", "nonsense", "--from", "2026-11-20"), "没有“nonsense”这一时限"),
        (("--rule", "11", "--from", "2026-11-20"), "没有“11”这一时限"),
        (("--rule", "reply", "--from", "2026-02-30"), "2026-02-30 不是日期"),
        (("--rule", "reply", "--from", "2026-11-20", "--area", "000000"), "没有行政区划代码为 000000"),
        (("--rule", "reply", "--from", "1999-01-01"), "参数未设置"),
        (
            ("--rule", "reply", "--from", "9999-12-01"),
            "^无法计算：自9999年12月1日起算3个月，到期日晚于9999年，",
        ),
        (
            ("--rule", "hand_back", "--from", "9999-12-31"),
            "^无法计算：自9999年12月31日起算7个工作日，到期日晚于",
        ),
    ],
)
def test_the_command_says_what_is_wrong(db, args, said):
    with pytest.raises(CommandError, match=said):
        deadline(*args)


def test_the_command_reads_the_limits_of_the_area(cast):
    sheet = json.loads(
        deadline("--rule", "reply", "--from", "2026-03-02", "--area", cast.west.code, "--json")
    )
    assert sheet["due_on"] == "2026-06-02"


def test_a_day_beyond_the_calendar_is_refused_beside_the_field(client, cast):
    client.force_login(cast.lin)
    for rule in ("reply", "hand_back"):
        page = client.get("/workflow/deadline/", {"rule": rule, "start": "9999-12-31"})
        assert page.status_code == 200
        assert "到期日晚于9999年，超出了日历" in page.context["form"].errors["start"][0]
