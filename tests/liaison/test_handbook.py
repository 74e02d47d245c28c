"""docs/steps.md is what the tables say."""

from django.conf import settings

from liaison.handbook import PLACE, handbook, lifecycles


def test_the_handbook_in_docs_is_the_one_the_tables_make():
    assert (settings.BASE_DIR / PLACE).read_text() == handbook(), "run manage.py steps --write"


def test_every_step_of_every_lifecycle_stands_in_it():
    text = handbook()
    for lifecycle in lifecycles():
        assert f"`{lifecycle.model._meta.label}`" in text
        assert all(f"`{step.action}`" in text for step in lifecycle.transitions)
