"""Once only: each form carries a token, so that a double click, a second tab or the back button is one act.

The token says whose form it is and for which tenant it was printed; one that was sent before leads to what the first
sending made.
"""

import secrets

from django.core import signing
from django.db import transaction

from huiguan.kernel.models import FormUse
from huiguan.kernel.models.attachments import only_files_with_rows

FIELD = "_once"
SALT = "huiguan.once"
DAYS = 3


class FormGone(Exception):
    """The form is too old, was made by somebody else, or for another tenant than the one now open."""


def issue(request) -> str:
    tenant = getattr(request, "tenant", None)
    return signing.dumps([secrets.token_urlsafe(12), request.user.pk, tenant.pk if tenant else None], salt=SALT)


def read(request) -> str:
    """The token of the form that was sent; raises ``FormGone`` if it does not belong to this person here and now."""
    try:
        token, user, tenant = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=DAYS * 86_400)
    except signing.BadSignature:
        raise FormGone("old") from None
    if user != request.user.pk:
        raise FormGone("person")
    if tenant != (request.tenant.pk if request.tenant else None):
        raise FormGone("tenant")
    return token


def earlier(token: str) -> str | None:
    """Where the first sending led, if there was one."""
    return FormUse.objects.filter(token=token).values_list("url", flat=True).first()


def spend(token: str, request, url: str) -> None:
    """Must run inside the transaction of the act itself; a second act with the same token fails as a whole."""
    FormUse.objects.create(token=token, user=request.user, url=url[:500])


def once(request, act):
    """Run ``act`` for the form that was posted, once. Returns its response, or the address that the first act led to.

    An act is done when its response redirects; anything else (a form with errors) undoes what was written.
    """
    token = read(request)
    if url := earlier(token):
        return url
    try:
        with only_files_with_rows(), transaction.atomic():
            response = act()
            if done := 300 <= response.status_code < 400:
                spend(token, request, response.url)
            else:
                transaction.set_rollback(True)
    except Exception:
        if url := earlier(token):  # the other of two clicks was faster
            return url
        raise
    return response if done else earlier(token) or response  # likewise: a name is taken by what the faster one made
