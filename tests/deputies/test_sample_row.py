"""The template's example row is no data, as long as nobody wrote over it."""

import pytest

from deputies.imports.registry import RegistryImport
from deputies.imports.sheet import is_sample

COLUMNS = RegistryImport.columns()
EXAMPLE = {column.label: column.sample for column in COLUMNS}


def test_the_example_left_where_it_was_is_passed_over():
    assert is_sample(EXAMPLE, COLUMNS)


@pytest.mark.parametrize("label", ["姓名", "行政区域", "代表证号"])
def test_an_example_written_over_is_a_deputy(label):
    assert not is_sample(EXAMPLE | {label: "李四"}, COLUMNS)
