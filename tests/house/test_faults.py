"""The deliberate faults of script/faults can still be planted: the code they would spoil stands where they look for it."""

import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "script" / "faults"
SPEC = spec_from_loader("faults", SourceFileLoader("faults", str(SCRIPT)))
assert SPEC and SPEC.loader
faults = sys.modules["faults"] = module_from_spec(SPEC)
SPEC.loader.exec_module(faults)


@pytest.mark.parametrize("fault", faults.FAULTS, ids=lambda fault: fault.name)
def test_a_fault_still_finds_what_it_spoils(fault):
    assert fault.before in (faults.ROOT / fault.file).read_text()
    missing = [name for name in fault.tests.split() if not (faults.ROOT / name).exists()]
    assert not missing
