"""Whole numbers that come from outside: the number of a row in an address, in a filter, in a form."""

from django.db.models.lookups import In

LARGEST = 2**63 - 1  # the largest that a column holds


def whole(text: object) -> int | None:
    """The number from 1 to the largest that ``text`` is in plain digits; nothing if it is none.

    ``str.isdigit`` alone lets ² pass, which is no number, and thirty digits, which no database takes.
    """
    digits = str(text)
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(LARGEST))):
        return None
    number = int(digits)
    return number if 1 <= number <= LARGEST else None


class WholeNumber:
    """The number of a row in an address, ``<whole:pk>``: what no row can have leads nowhere."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        if (number := whole(value)) is None:
            raise ValueError(value)
        return number

    def to_url(self, value: object) -> str:
        return str(value)


class AmongWholeNumbers(In):
    """``pk__in`` for numbers of any length. Django does so for a single one: what no column holds is no row's."""

    def get_prep_lookup(self):
        numbers = super().get_prep_lookup()
        if not isinstance(numbers, list):
            return numbers
        return [one for one in numbers if not isinstance(one, int) or abs(one) <= LARGEST]
