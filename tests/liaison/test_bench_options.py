"""What the bench is asked for is judged before anything is built."""

import pytest

from bench.__main__ import options


@pytest.mark.parametrize(
    "asked",
    [
        ("--suggestions", "0"),
        ("--suggestions", "-5"),
        ("--suggestions", "many"),
        ("--size", "huge"),
        ("--json", "/nowhere/ratios.json"),
        ("--json", "/tmp"),
    ],
)
def test_what_cannot_be_done_is_refused_at_once(asked, monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["bench", *asked])
    with pytest.raises(SystemExit) as refused:
        options()
    assert refused.value.code == 2 and asked[0] in capsys.readouterr().err


def test_a_file_that_is_not_there_yet_and_one_that_is_are_both_written(monkeypatch, tmp_path):
    for name in ("new.json", "old.json"):
        (tmp_path / "old.json").touch()
        monkeypatch.setattr("sys.argv", ["bench", "--suggestions", "1000", "--json", str(tmp_path / name)])
        assert options().json == tmp_path / name
