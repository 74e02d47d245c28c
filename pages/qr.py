"""QR codes as drawings in the page: no picture to fetch, no outside service."""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


def qr_svg(text: str, label: str = "二维码") -> SafeString:
    """A square drawing of the text, named for those who do not see it; sized by the style sheet (.qr)."""
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(
        out, kind="svg", xmldecl=False, svgns=False, omitsize=True, svgclass=None, lineclass=None, border=4
    )
    return format_html(
        '<span class="qr" role="img" aria-label="{}">{}</span>', label, mark_safe(out.getvalue().decode())
    )
