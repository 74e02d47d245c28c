"""Memory of a process that lives long."""

import gc

BETWEEN = 20_000  # new objects between two looks of the collector; Python's own 700 is for small scripts


def settle() -> None:
    """Called once all is loaded: what is there now stays for good, and the collector need not walk it again.

    Without it a page of a list spends a twelfth of its time in the collector; forked workers also keep sharing
    what was loaded before them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(BETWEEN, 10, 10)
