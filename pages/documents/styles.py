"""The look of official papers (党政机关公文格式, GB/T 9704-2012): page, fonts by name, paragraphs."""

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
SECOND, THIRD, FOURTH, FIFTH = 22.0, 16.0, 14.0, 10.5  # 二号、三号、四号、五号 in points
LINE = 29.0  # points: 22 lines in 225 mm
RED = "C00000"  # of letterheads and the line below them (GB/T 9704-2012, 7.2.4 and 7.2.7)
TOP, BOTTOM, LEFT, RIGHT = 37, 35, 28, 26  # mm
# what the schema wants behind a border and behind the spacing of digits
AFTERWARDS = ("w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")


@dataclass(frozen=True)
class Look:
    """How a paragraph stands. indent, right: characters of its own size. keep: never the last on its page.

    ruled: with the red line below, across the page.
    """

    font: str = FANG
    size: float = THIRD
    align: Any = ALIGN.JUSTIFY
    indent: int = 0
    right: int = 0
    before: float = 0
    after: float = 0
    line: float = LINE
    keep: bool = False
    color: str = ""
    ruled: bool = False


STYLES: dict[str, Look] = {
    "mark": Look(font=HEI, align=ALIGN.RIGHT),
    "head": Look(font=SONG, size=SECOND, align=ALIGN.CENTER, after=LINE / 2, line=36, color=RED),
    "underhead": Look(align=ALIGN.CENTER, after=LINE / 2, ruled=True),
    "number": Look(align=ALIGN.CENTER, after=LINE / 2),
    "title": Look(font=SONG, size=SECOND, align=ALIGN.CENTER, before=LINE / 2, after=LINE / 2, line=36),
    "plain": Look(),
    "body": Look(indent=2),
    "last": Look(indent=2, keep=True),  # the words before a signature, which never stands on a page alone
    "heading": Look(font=HEI, indent=2, keep=True),
    "sub": Look(font=KAI, indent=2, keep=True),
    "sign": Look(align=ALIGN.RIGHT, right=4, keep=True),
    "note": Look(size=FOURTH, line=24),
    "cell": Look(size=FOURTH, align=ALIGN.LEFT, line=22),
    "label": Look(font=HEI, size=FOURTH, align=ALIGN.CENTER, line=22),
    "cell-small": Look(size=FIFTH, align=ALIGN.LEFT, line=16),
    "label-small": Look(font=HEI, size=FIFTH, align=ALIGN.CENTER, line=16),
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
    form.keep_with_next = look.keep or None
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(look.line)
    if look.color:
        style.font.color.rgb = RGBColor.from_string(look.color)
    properties = style.element.get_or_add_pPr()
    if look.ruled:
        _rule(properties)
    if name.startswith(("cell", "label")):  # a date stays on its line: no space between digits and 年月日
        for tag in ("w:autoSpaceDE", "w:autoSpaceDN"):
            off = OxmlElement(tag)
            off.set(qn("w:val"), "0")
            properties.insert_element_before(off, *AFTERWARDS)


def _rule(properties: Any) -> None:
    """The red line under the number of a letter."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", RED)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    after = (
        "w:shd",
        "w:tabs",
        "w:snapToGrid",
        "w:spacing",
        "w:ind",
        "w:contextualSpacing",
        "w:jc",
        "w:outlineLvl",
    )
    properties.insert_element_before(borders, *after)
