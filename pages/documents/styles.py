"""The look of official papers (党政机关公文格式, GB/T 9704-2012): page, fonts by name, paragraphs."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
SECOND, THIRD, FOURTH = 22.0, 16.0, 14.0  # 二号、三号、四号 in points
LINE = 29.0  # points: 22 lines in 225 mm
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26  # mm


@dataclass(frozen=True)
class Look:
    """How a paragraph stands. indent, right: characters of its own size."""

    font: str = FANG
    size: float = THIRD
    align: Any = ALIGN.JUSTIFY
    indent: int = 0
    right: int = 0
    before: float = 0
    after: float = 0
    line: float = LINE


STYLES: dict[str, Look] = {
    "mark": Look(font=HEI, align=ALIGN.RIGHT),
    "head": Look(font=SONG, size=SECOND, align=ALIGN.CENTER, after=LINE / 2, line=36),
    "number": Look(align=ALIGN.CENTER, after=LINE / 2),
    "title": Look(font=SONG, size=SECOND, align=ALIGN.CENTER, before=LINE / 2, after=LINE, line=36),
    "plain": Look(),
    "body": Look(indent=2),
    "heading": Look(font=HEI, indent=2),
    "sub": Look(font=KAI, indent=2),
    "sign": Look(align=ALIGN.RIGHT, right=4),
    "note": Look(size=FOURTH, line=24),
    "cell": Look(size=FOURTH, align=ALIGN.LEFT, line=22),
    "label": Look(font=HEI, size=FOURTH, align=ALIGN.CENTER, line=22),
}


def dress(document: Document) -> None:
    """Give a new document the page and the paragraph styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    for name, look in STYLES.items():
        _style(document, name, look)
    parts = document.part.rels
    # a second copy of the styles that python-docx's empty document keeps for Word 2010, and that would not know ours
    for key in [key for key, part in parts.items() if part.reltype.endswith("/stylesWithEffects")]:
        del parts[key]


def _style(document: Document, name: str, look: Look) -> None:
    style = document.styles.add_style(name, 1)
    style.font.name, style.font.size = look.font, Pt(look.size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), look.font)
    form = style.paragraph_format
    form.alignment = look.align
    form.first_line_indent = Pt(look.indent * look.size) if look.indent else None
    form.right_indent = Pt(look.right * look.size) if look.right else None
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(look.line)
