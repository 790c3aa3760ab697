"""An address as a square code (ISO/IEC 18004), drawn into the page itself: nothing is loaded for it."""

import segno
from django.utils.safestring import SafeString, mark_safe


def code_of(address: str) -> SafeString:
    """Black on white in every theme, with the quiet margin that cameras ask for; it fills the box around it."""
    drawn = segno.make(address, error="m", micro=False)
    # The drawing holds squares only; the address is not part of its text.
    return mark_safe(drawn.svg_inline(border=4, dark="#000", light="#fff", omitsize=True))
