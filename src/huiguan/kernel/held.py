"""A form that was sent after its session had ended, on its way through the sign-in page.

Encrypted, because the next person at the same screen may be somebody else, and forms ask for numbers of people.
"""

from django.core import signing

from huiguan.kernel.fields import opened, sealed
from huiguan.kernel.words import listed

FILES_LEFT = "_files_left"  # the field that says which files did not come along
SALT = "huiguan.held"
HOURS = 12


def with_names_of_files(fields: list[tuple[str, str]], request) -> list[tuple[str, str]]:
    """The fields of a form that is to be sent again, and what its files were called: they themselves are gone then."""
    names = names_of_files(request)
    return [*fields, (FILES_LEFT, names)] if names else fields


def names_of_files(request) -> str:
    """What came along with a form: no browser sends a file twice unless it is chosen again."""
    return listed([file.name for files in request.FILES.lists() for file in files[1]])[:200]


def hold(url: str, fields: list[tuple[str, str]]) -> str:
    return sealed(signing.dumps({"url": url, "fields": fields}, salt=SALT, compress=True))


def release(held: str) -> tuple[str, list[tuple[str, str]]] | None:
    """The address and the fields; None if it is too old or was not held here."""
    try:
        kept = signing.loads(opened(held), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return kept["url"], [(key, value) for key, value in kept["fields"]]
