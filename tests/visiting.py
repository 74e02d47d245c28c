"""How a visitor's browser is set in every test."""

VISITOR = {"locale": "zh-CN", "reduced_motion": "reduce"}  # nobody here waits for menus to slide open
