import pytest

from offices.limits import setting
from offices.models import Setting
from offices.posts import acting_post
from offices.scope import scope_of
from suggestions.models import Suggestion
from tests.cast import PEOPLE


def test_everybody_of_the_cast_is_there_and_administrators_hold_no_post(cast):
    assert {name for name in PEOPLE if acting_post(getattr(cast, name)) is None} == {"luo", "feng", "shen"}


def test_a_draft_is_its_deputys_alone(cast):
    row = cast.suggestion()
    seen = {
        name
        for name in PEOPLE
        if Suggestion.objects.visible_to(getattr(cast, name)).filter(pk=row.pk).exists()
    }
    assert seen == {"chen"}


def test_a_clerk_holds_his_station(cast):
    assert scope_of(cast.lin).ids("station") == {cast.qinghe.pk}


@pytest.mark.parametrize("time", ["first", "second"])
def test_what_a_test_does_to_standing_rows_the_next_one_does_not_see(world, time):
    kept = Suggestion.objects.get(pk=world.case.pk)
    assert world.case.title == kept.title == "关于解决人民路交通拥堵问题的建议"
    assert setting("reply", world.city).number == 3
    world.case.title = "别的"
    Suggestion.objects.update(title="别的")
    Setting.objects.filter(key="reply").update(value="9")
