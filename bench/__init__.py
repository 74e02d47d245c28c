"""What script/bench runs: the product beside its limits, measured in one run.

Every row sets what we took beside what the same rows cost with the least
possible work (a bare page, raw SQL, the plain writer) on the same machine at
the same time. Ratios travel, seconds do not.
"""
