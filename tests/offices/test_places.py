"""Areas and offices."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from journal.models import Entry
from offices.models import Area, Category, Office

AREAS, OFFICES = "/offices/areas/", "/offices/offices/"


def words(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def system(cast, as_):
    return as_(cast.luo)


class TestAreas:
    def test_the_tree_is_shown_in_its_order(self, cast, system):
        page = words(system.get(AREAS))
        places = [page.index(f">{area.name}<") for area in Area.objects.order_by("path")]
        assert places == sorted(places)

    def test_an_area_is_added_below_another(self, cast, system):
        url = reverse("offices:area_below", args=[cast.east.pk])
        answer = system.post(url, {"code": "990101009", "name": "白鹤街道", "kind": "street"}, follow=True)
        assert "已新增白鹤街道" in words(answer)
        area = Area.objects.get(code="990101009")
        assert Area.objects.get_parent(area) == cast.east
        assert Entry.objects.get(verb="新增行政区域").actor == cast.luo

    def test_an_area_may_be_added_at_the_top(self, cast, system):
        sent = {"code": "980000", "name": "江西北省", "kind": "province"}
        system.post(reverse("offices:area_new"), sent)
        assert Area.objects.get(code="980000").depth == 1

    @pytest.mark.parametrize(
        ("fields", "fault"),
        [
            ({"code": "990102", "name": "又一区", "kind": "street"}, "已存在"),
            ({"code": "99", "name": "又一区", "kind": "street"}, "6至12位数字"),
            ({"code": "990101010", "name": "", "kind": "street"}, "请填写名称"),
            ({"code": "990101010", "name": "某省", "kind": "province"}, "选择"),
        ],
    )
    def test_a_wrong_area_is_refused_and_keeps_what_was_typed(self, cast, system, fields, fault):
        before = Area.objects.count()
        page = words(system.post(reverse("offices:area_below", args=[cast.east.pk]), fields))
        assert fault in page
        assert f'value="{fields["code"]}"' in page
        assert Area.objects.count() == before

    def test_an_area_is_renamed_and_stays_where_it_is(self, cast, system):
        url = reverse("offices:area_edit", args=[cast.street.pk])
        system.post(url, {"code": cast.street.code, "name": "清河新街道", "kind": "street"})
        area = Area.objects.get(pk=cast.street.pk)
        assert (area.name, area.path) == ("清河新街道", cast.street.path)

    def test_the_security_administrator_reads_and_changes_nothing(self, cast, as_):
        client = as_(cast.feng)
        assert "新增下级" not in words(client.get(AREAS))
        assert client.get(reverse("offices:area_new")).status_code == 403
        assert client.post(reverse("offices:area_edit", args=[cast.east.pk]), {}).status_code == 403


class TestOffices:
    def send(self, client, cast, **fields):
        usual = {"name": "云川市水利局", "code": "CB009", "kind": "unit", "area": cast.city.pk}
        usual["coordinator"] = cast.government.pk
        return client.post(reverse("offices:office_new"), usual | fields, follow=True)

    def test_a_unit_is_added_with_its_coordinator(self, cast, system):
        page = words(self.send(system, cast, head="何平", phone="0599-2000001", letter_mark="云水函"))
        assert "已保存云川市水利局" in page
        office = Office.objects.get(code="CB009")
        assert office.coordinator == cast.government
        assert "何平" in page
        assert Entry.objects.get(verb="新增机构").subject == "云川市水利局"

    @pytest.mark.parametrize(
        ("fields", "fault"),
        [
            ({"code": "CB001"}, "已有这个单位编号"),
            ({"name": ""}, "请填写单位名称"),
            ({"area": ""}, "请选择行政区域"),
            ({"kind": "committee"}, "没有统筹机构"),
            ({"kind": "nonsense"}, "选择"),
        ],
    )
    def test_a_wrong_office_is_refused_and_keeps_what_was_typed(self, cast, system, fields, fault):
        before = Office.objects.count()
        page = words(self.send(system, cast, address="人民路9号", **fields))
        assert fault in page
        assert "人民路9号" in page
        assert Office.objects.count() == before

    def test_the_same_code_in_another_area_is_another_office(self, cast, system):
        self.send(system, cast, code="CB001", area=cast.east.pk, coordinator="")
        assert Office.objects.filter(code="CB001").count() == 2

    def test_a_changed_office_keeps_its_area(self, cast, system):
        url = reverse("offices:office_edit", args=[cast.education.pk])
        sent = {"name": "云川市教育体育局", "code": "CB001", "kind": "unit", "area": cast.east.pk}
        system.post(url, sent)
        office = Office.objects.get(pk=cast.education.pk)
        assert (office.name, office.area) == ("云川市教育体育局", cast.city)

    def test_an_office_in_which_posts_are_held_stays_in_use(self, cast, system):
        url = reverse("offices:office_switch", args=[cast.education.pk])
        assert "还有在任人员" in words(system.post(url, follow=True))
        assert Office.objects.get(pk=cast.education.pk).active
        url = reverse("offices:office_switch", args=[cast.housing.pk])
        assert "已停用" in words(system.post(url, follow=True))
        assert "已启用" in words(system.post(url, follow=True))

    def test_the_list_finds_filters_and_exports_the_columns_of_the_unit_register(self, cast, system):
        page = words(system.get(f"{OFFICES}?kind=unit&q=教育"))
        assert "云川市教育局" in page
        assert "云川市交通运输局" not in page
        answer = system.get(f"{OFFICES}?export=xlsx")
        book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
        cells = [cell for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line]
        for column in ("单位编号", "单位类别", "单位名称", "单位地址", "负责人"):
            assert column in cells

    def test_the_page_names_who_holds_posts_there(self, cast, system):
        page = words(system.get(reverse("offices:office", args=[cast.education.pk])))
        assert cast.sun.name in page
        assert cast.zheng.name in page

    def test_the_committees_office_reads_the_register_and_units_do_not(self, cast, as_):
        client = as_(cast.zhou)
        assert client.get(OFFICES).status_code == 200
        assert client.get(reverse("offices:office", args=[cast.education.pk])).status_code == 200
        assert client.get(reverse("offices:office_new")).status_code == 403
        assert as_(cast.sun).get(OFFICES).status_code == 403

    def test_the_list_costs_the_same_for_three_rows_as_for_one(
        self, cast, system, django_assert_max_num_queries
    ):
        system.get(OFFICES)
        counts = []
        for text, rows in (("教育", 1), ("云川市", 3)):
            with django_assert_max_num_queries(12) as taken:
                page = system.get(f"{OFFICES}?q={text}").context["page"]
            assert len(page.rows) >= rows
            counts.append(len(taken))
        assert counts[0] == counts[1]


class TestOptions:
    def test_each_select_offers_what_may_be_chosen(self, cast, as_):
        client = as_(cast.feng)

        def offered(name: str, text: str) -> list[str]:
            found = client.get(reverse(f"offices:{name}"), {"q": text}).json()["results"]
            return [row["label"] for row in found]

        assert offered("user_options", "zhou") == [f"{cast.zhou.name}（zhou）"]
        assert offered("user_options", "shen") == []
        assert offered("office_options", "教育") == ["云川市教育局"]
        assert offered("coordinator_options", "云川") == ["云川市人民政府办公室"]
        assert offered("area_options", "东湖") == ["东湖区"]

    def test_a_business_person_is_offered_no_register(self, cast, as_):
        client = as_(cast.sun)
        for name in ("user_options", "office_options", "area_options"):
            assert client.get(reverse(f"offices:{name}")).status_code == 403


class TestCategories:
    URL = "/offices/categories/"

    def test_a_category_is_added_changed_and_taken_out_of_use(self, cast, system):
        sent = {"name": "养老服务", "code": "Y01", "order": "9", "active": "on"}
        assert "已保存类别“养老服务”" in words(system.post(f"{self.URL}new/", sent, follow=True))
        row = Category.objects.get(code="Y01")
        system.post(reverse("offices:category_edit", args=[row.pk]), sent | {"active": ""})
        row.refresh_from_db()
        assert not row.active
        assert Entry.objects.get(verb="修改类别").data == {"fields": ["active"]}

    def test_a_code_stands_once_in_an_area_and_may_stand_again_in_another(self, cast, system):
        sent = {"name": "交通", "code": cast.traffic.code, "order": "1", "active": "on"}
        assert "已有这个代码的类别" in words(system.post(f"{self.URL}new/", sent))
        system.post(f"{self.URL}new/", sent | {"area": cast.east.pk})
        assert Category.objects.filter(code=cast.traffic.code).count() == 2

    def test_the_committees_office_reads_and_others_do_not(self, cast, as_):
        client = as_(cast.zhou)
        assert "交通出行" in words(client.get(self.URL))
        assert client.get(f"{self.URL}new/").status_code == 403
        assert as_(cast.sun).get(self.URL).status_code == 403
