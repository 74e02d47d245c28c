"""Papers in the official layout: a layout that is plain text, filled as .docx and drawn as a page to print.

    blank(layout) -> .docx with tags;  fill(layout, facts) -> .docx;  drawn(docx) -> blocks for pages/document.html

A layout has one paragraph a line, "style: words" (STYLES of pages.documents.styles), with {{ facts }} in it.
"% for x in xs", "% if …" and "% end…" stand on lines of their own. A table is lines of "| cell | cell |", spaces around each bar:
"|: 3 5 8" first gives the widths in cm, a cell "<" joins the one before it, "*" before its words makes it a label,
and "|% for row in rows" repeats rows; "|+ 2.4" gives the next row a height, to write in by hand. " // " breaks a line,
"#" begins a remark.
"""

from pages.documents.drawing import Block, drawn
from pages.documents.filling import DOCX, fill
from pages.documents.layouts import BadLayout, blank

__all__ = ("DOCX", "BadLayout", "Block", "blank", "drawn", "fill")
