"""Deputies' suggestions (代表建议): from draft to closed, with assignments, replies and ratings.

States change only through lifecycle.py and assignment_lifecycle.py.
"""
