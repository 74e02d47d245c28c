"""How things look: list pages, filters, tables, export and import sheets, forms, the case file, charts.

No words of the subject live here, and no rows: a room declares what it shows,
this room draws it. May import accounts and journal, nothing else of the house.
Rows and who may see them: offices/scope.py. What may be done: workflow/.
docs/pages.md shows on one screen how to declare each kind of page.
"""
