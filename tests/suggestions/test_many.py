"""At work on many: the effect first, then the report of what failed and why, and undo where the law allows it."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from offices.models import Office
from suggestions.models import Assignment, Urge
from suggestions.urge_lifecycle import URGE
from tests.suggestions.units import dispatched, lead_part, step
from tests.suggestions.way import stands
from workflow.lifecycle import perform

URGE_MANY = "/suggestions/many/urge/"
EXTEND_MANY, RECEIVE_MANY = "/suggestions/many/extend/", "/suggestions/assignments/many/receive/"
WORDS = {"note": "请抓紧办理。", "confirm": "1"}


@pytest.fixture
@stands
def cases(way):
    """Two at work, one not yet dispatched."""
    return [way.dispatched(co=[way.cast.transport]), way.dispatched(), way.registered()]


@pytest.fixture
def office(way, client):
    client.force_login(way.cast.zhou)
    return client


def keys(rows) -> dict[str, list[int]]:
    return {"pick": [row.pk for row in rows]}


def outcomes(response) -> list[tuple[int, bool]]:
    return [(one.subject.pk, one.ok) for one in response.context["outcomes"]]


def test_the_preview_says_what_will_happen_and_writes_nothing(office, cases):
    response = office.post(URGE_MANY, keys(cases))
    assert outcomes(response) == [(cases[0].pk, True), (cases[1].pk, True), (cases[2].pk, False)]
    page = response.content.decode()
    assert "向云川市教育局、云川市交通运输局各发一份催办函" in page and "当前状态为“已立案待交办”" in page
    assert not Urge.objects.exists()


def test_a_fault_in_the_form_keeps_the_choice_and_says_so(office, cases):
    given = keys(cases[:2]) | {"left": [cases[2].pk], "note": "", "confirm": "1"}
    response = office.post(URGE_MANY, given, follow=True)
    assert response.context["form"].errors["note"] == ["请写明理由。"]
    assert outcomes(response) == [(cases[0].pk, True), (cases[1].pk, True), (cases[2].pk, False)]


def test_each_is_done_by_itself_and_the_report_names_what_failed(office, cases):
    response = office.post(URGE_MANY, keys(cases) | WORDS, follow=True)
    assert [one.subject.pk for one in response.context["done"]] == [cases[0].pk, cases[1].pk]
    (failed,) = response.context["failed"]
    assert failed.subject.pk == cases[2].pk and "已由周文静" in failed.words
    assert Urge.objects.count() == 3
    letters = "；".join(f"{one}（{one.assignment.office}）" for one in cases[0].urges.order_by("pk"))
    assert response.context["done"][0].words == letters and letters in response.content.decode()


def test_a_run_sent_twice_is_taken_once_and_leads_to_the_report_of_the_first(office, cases):
    run = office.post(URGE_MANY, keys(cases[:2])).context["run"]
    first = office.post(URGE_MANY, keys(cases[:2]) | WORDS | {"run": run})
    again = office.post(URGE_MANY, keys(cases[:2]) | WORDS | {"run": run})
    assert first.headers["Location"] == again.headers["Location"] == f"{URGE_MANY}?report={run}"
    assert Urge.objects.count() == 3
    report = office.get(again.headers["Location"])
    assert len(report.context["done"]) == 2 and report.context["undo"]
    assert office.get(f"{URGE_MANY}?report=another").status_code == 302


def test_the_run_is_taken_back_but_not_what_a_unit_has_signed_for(way, office, cases):
    response = office.post(URGE_MANY, keys(cases[:2]) | WORDS, follow=True)
    signed = Urge.objects.get(suggestion=cases[1])
    perform(URGE, signed.pk, "sign_urge", way.cast.sun)
    report = office.post(URGE_MANY, {"undo": response.context["undo"]}, follow=True)
    assert len(report.context["done"]) == 2 and len(report.context["failed"]) == 1
    assert "已由孙丽娟" in report.context["failed"][0].words
    assert sorted(Urge.objects.values_list("state", flat=True)) == ["signed", "withdrawn", "withdrawn"]


def test_somebody_else_s_run_is_not_taken_back(way, office, cases, client):
    token = office.post(URGE_MANY, keys(cases[:2]) | WORDS, follow=True).context["undo"]
    client.force_login(way.cast.tang)
    assert client.post(URGE_MANY, {"undo": token}).status_code == 302
    assert client.post(URGE_MANY, {"undo": "forged"}).status_code == 302
    assert not Urge.objects.exclude(state="sent").exists()


@pytest.mark.parametrize("who", ["he", "sun", "wu", "gao", "chen"])
def test_who_may_never_take_the_step_gets_no_preview_either(way, client, cases, who):
    client.force_login(getattr(way.cast, who))
    for given in (keys(cases), keys(cases) | WORDS, {}, {"undo": "forged"}):
        assert client.post(URGE_MANY, given).status_code == 403
    assert not Urge.objects.exists()


def test_a_unit_s_own_run_is_no_office_s(office, cases):
    assert office.post(RECEIVE_MANY, keys(cases)).status_code == 403


def test_the_report_names_also_what_the_preview_left_out_and_leads_back_to_the_filtered_list(office, cases):
    listed = "/suggestions/?state=dispatched"
    page = office.post(URGE_MANY, keys(cases) | {"list": listed}).content.decode()
    assert f'name="left" value="{cases[2].pk}"' in page and f'href="{listed}"' in page
    given = keys(cases[:2]) | {"left": [cases[2].pk, "x"], "list": listed} | WORDS
    report = office.post(URGE_MANY, given, follow=True)
    (failed,) = report.context["failed"]
    assert (failed.subject.pk, failed.words) == (cases[2].pk, "当前状态为“已立案待交办”，不能进行这一步。")
    assert f'href="{listed}"' in report.content.decode()


def test_what_the_preview_left_out_is_not_done_though_it_could_be_now(office, cases):
    given = keys(cases[:1]) | {"left": [cases[1].pk]} | WORDS
    report = office.post(URGE_MANY, given, follow=True)
    assert [one.words for one in report.context["failed"]] == [
        "预览时不能进行这一步，没有办理；现在可以了，请重新勾选。"
    ]
    assert not cases[1].urges.exists()


def test_nothing_ticked_keeps_the_filter_and_leads_nowhere_else(office):
    listed = "/suggestions/?state=dispatched&sort=due_on"
    response = office.post(URGE_MANY, {"list": listed}, follow=True)
    assert response.redirect_chain[0][0] == listed and "请先在列表中勾选" in response.content.decode()
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        assert office.post(URGE_MANY, {"list": elsewhere}).headers["Location"] == "/suggestions/"


def test_what_one_may_not_know_of_does_not_exist(way, client, cases):
    client.force_login(way.cast.tang)
    assert client.post(URGE_MANY, keys(cases)).status_code == 302
    assert not Urge.objects.exists()


def test_many_limits_are_extended_and_that_is_for_good(way, office, cases):
    response = office.post(EXTEND_MANY, keys(cases[:2]) | {"note": "涉及面广。", "confirm": "1"}, follow=True)
    assert response.context["undo"] == "" and "不能整批撤销" in response.content.decode()
    again = office.post(EXTEND_MANY, keys(cases[:2]))
    assert outcomes(again) == [(cases[0].pk, False), (cases[1].pk, False)]
    assert "答复期限已经延长过" in again.content.decode()


def test_a_unit_signs_for_many_at_once(cast, client):
    parts = [lead_part(cast), dispatched(cast, lead=cast.housing, co=[cast.education])[cast.education]]
    other = dispatched(cast, lead=cast.housing)[cast.housing]
    client.force_login(cast.sun)
    client.post(RECEIVE_MANY, keys([*parts, other]) | {"confirm": "1", "note": ""})
    states = dict(Assignment.objects.values_list("pk", "state"))
    assert [states[part.pk] for part in parts] == ["received", "received"] and states[other.pk] == "sent"


def test_nothing_ticked_leads_back_and_an_unknown_step_is_no_page(office):
    assert office.post(URGE_MANY, {}).status_code == 302
    assert office.post(URGE_MANY, {"pick": ["x", "-1", "99999999"]}).status_code == 302
    assert office.post("/suggestions/many/close/", {"pick": ["1"]}).status_code == 404
    assert office.get(URGE_MANY).headers["Location"] == "/suggestions/"


def test_the_list_offers_boxes_to_whom_the_steps_belong(way, office, client, cases):
    assert 'name="pick"' in office.get("/suggestions/").content.decode()
    client.force_login(way.cast.gao)
    assert 'name="pick"' not in client.get("/suggestions/").content.decode()


def test_the_ticked_rows_leave_as_a_sheet(way, office, cases):
    response = office.post("/suggestions/?export=xlsx", keys(cases[:1]))
    book = load_workbook(BytesIO(b"".join(response.streaming_content)))
    assert book.worksheets[-1].max_row == 2, "its heading and one row"
    assert office.post("/suggestions/?export=xlsx", {}).status_code == 302
    assert office.post("/suggestions/", keys(cases[:1])).status_code == 302


class TestDispatching:
    URL = "/suggestions/many/dispatch/"

    @pytest.fixture
    def waiting(self, way):
        return [way.registered(), way.registered(), way.submitted()]

    def sent(self, office, rows, **fields):
        return office.post(self.URL, keys(rows) | {"confirm": "1"} | fields, follow=True)

    def test_many_go_to_one_unit_and_what_cannot_says_why(self, way, office, waiting):
        page = office.post(self.URL, keys(waiting))
        assert [ok for _, ok in outcomes(page)] == [True, True, False]
        assert "交通出行，陈建国代表领衔" in page.content.decode()
        response = self.sent(
            office, waiting, lead=way.cast.education.pk, co=[way.cast.transport.pk], requirement="一并研究"
        )
        assert [one.subject.pk for one in response.context["done"]] == [row.pk for row in waiting[:2]]
        assert [one.subject.pk for one in response.context["failed"]] == [waiting[2].pk]
        parts = Assignment.objects.filter(suggestion__in=waiting)
        assert parts.count() == 4 and set(parts.values_list("requirement", flat=True)) == {"一并研究"}

    @pytest.mark.parametrize(("fields", "name"), [
        ({}, "lead"), ({"co": ["education"]}, "lead"), ({"separate": ["education"]}, "separate"),
        ({"lead": "transport", "separate": ["education", "housing"]}, "separate"),
    ])  # fmt: skip
    def test_units_that_do_not_go_together_are_told_beside_the_field(
        self, way, office, waiting, fields, name
    ):
        keyed = {
            field: [getattr(way.cast, one).pk for one in given]
            if isinstance(given, list)
            else getattr(way.cast, given).pk
            for field, given in fields.items()
        }
        response = self.sent(office, waiting[:2], **keyed)
        assert list(response.context["form"].errors) == [name]
        assert not Assignment.objects.exists()

    def test_an_office_of_another_area_is_refused_for_each(self, way, office, waiting):
        elsewhere = Office.objects.create(area=way.cast.west, code="CB9", name="西岭区教育局", kind="unit")
        response = self.sent(office, waiting[:1], lead=elsewhere.pk)
        assert "不是本区域" in response.context["failed"][0].words

    def test_the_run_is_taken_back_where_nobody_has_signed_for_it(self, way, office, waiting):
        response = self.sent(office, waiting[:2], lead=way.cast.education.pk)
        step(Assignment.objects.get(suggestion=waiting[0]), "receive", way.cast.sun)
        report = office.post(self.URL, {"undo": response.context["undo"]}, follow=True)
        assert [one.subject.pk for one in report.context["done"]] == [waiting[1].pk]
        assert "已签收" in report.context["failed"][0].words
        waiting[1].refresh_from_db()
        assert waiting[1].state == "registered" and waiting[1].due_on is None

    @pytest.mark.parametrize("who", ["wu", "tang", "sun", "chen", "gao"])
    def test_is_the_committees_own(self, way, client, waiting, who):
        client.force_login(getattr(way.cast, who))
        given = keys(waiting) | {"confirm": "1", "lead": way.cast.education.pk}
        assert client.post(self.URL, given).status_code == (302 if who == "tang" else 403)
        assert not Assignment.objects.exists()
