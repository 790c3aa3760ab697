"""Getting back what was typed before a session ended."""

from django.core import signing
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme

from huiguan.kernel import once
from huiguan.kernel.middleware import HELD_SALT

HELD_HOURS = 12


def leads_inside(url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def resume(request, held: str):
    """A page that shows the form that was interrupted, ready to be sent again; nothing if it was not this person's."""
    try:
        kept = signing.loads(held, salt=HELD_SALT, max_age=HELD_HOURS * 3600)
    except signing.BadSignature:
        return None
    fields = [(key, value) for key, value in kept["fields"] if key != once.FIELD]
    token = next((value for key, value in kept["fields"] if key == once.FIELD), "")
    if not leads_inside(kept["url"]):
        return None
    try:
        _secret, user, _tenant = signing.loads(token, salt=once.SALT)
    except signing.BadSignature:
        return None
    if user != request.user.pk:
        return None
    context = {"url": kept["url"], "fields": fields, "token": token}
    return TemplateResponse(request, "kernel/resume.html", context)
