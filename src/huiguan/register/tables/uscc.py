"""统一社会信用代码, the unified social credit code (GB 32100-2015): 18 characters, the last one checks the rest.

Own code because python-stdnum wants eight leading digits and so refuses valid codes of other registrars (N…, Y…).

Position 1 is the registrar, 2 the class of entity, 3-8 the place of first registration (not today's address), 9-17 the
older organisation code, 18 the check character. Position 17 is itself a check character (GB 11714-1997). It is
deliberately not checked: some codes converted from older systems are said not to satisfy it, and refusing a code that
stands on somebody's licence is worse than letting a rare typing error pass that position 18 catches anyway.
"""

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LENGTH = 18
# 3^i mod 31. 31 is prime, so that every change of one character and every swap of two neighbours changes the sum.
WEIGHTS = tuple(pow(3, i, 31) for i in range(LENGTH - 1))
_VALUE = {character: value for value, character in enumerate(ALPHABET)}


def normalise(text: str) -> str:
    """The code as it is stored: half width, upper case, without spaces, hyphens and invisible characters.

    Nothing is guessed: a letter O stays a letter O, so that the person who typed it is asked.
    """
    half_width = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in half_width if not c.isspace() and unicodedata.category(c) not in ("Pd", "Cf", "Cc"))


def problem(code: str) -> str | None:
    """What is wrong in a normalised code: "length", "letter" (I O Z S V or another sign), "digit" (check); or None."""
    if len(code) != LENGTH:
        return "length"
    if any(character not in _VALUE for character in code):
        return "letter"
    if check_digit(code[:-1]) != code[-1]:
        return "digit"
    return None


def complete(first17: str) -> str:
    """A valid code from its first 17 characters, for seeds and tests."""
    return first17 + check_digit(first17)


def check_digit(first17: str) -> str:
    """The 18th character. Raises ValueError where the first 17 are not 17 characters of the alphabet."""
    if len(first17) != LENGTH - 1 or any(character not in _VALUE for character in first17):
        raise ValueError(f"not 17 characters of a social credit code: {first17!r}")
    total = sum(_VALUE[character] * weight for character, weight in zip(first17, WEIGHTS, strict=True))
    return ALPHABET[-total % 31]
