"""Areas (行政区域), offices (机构), posts (任职) and the dated settings of an area.

scope.py is the only row-level scoping in the house: every model that leads to
a place says so with scope_paths and is read through visible_to(user).
"""
