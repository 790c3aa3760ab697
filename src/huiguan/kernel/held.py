"""A form that was sent after its session had ended, on its way through the sign-in page.

Encrypted, because the next person at the same screen may be somebody else, and forms ask for numbers of people.
"""

from django.core import signing

from huiguan.kernel.fields import opened, sealed

SALT = "huiguan.held"
HOURS = 12


def hold(url: str, fields: list[tuple[str, str]]) -> str:
    return sealed(signing.dumps({"url": url, "fields": fields}, salt=SALT, compress=True))


def release(held: str) -> tuple[str, list[tuple[str, str]]] | None:
    """The address and the fields; None if it is too old or was not held here."""
    try:
        kept = signing.loads(opened(held), salt=SALT, max_age=HOURS * 3600)
    except signing.BadSignature:
        return None
    return kept["url"], [(key, value) for key, value in kept["fields"]]
