"""Getting back what was typed before a session ended."""

from django.core import signing
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme

from huiguan.kernel import once
from huiguan.kernel.held import FILES_LEFT, release


def leads_inside(url: str) -> bool:
    return url_has_allowed_host_and_scheme(url, allowed_hosts=None)


def resume(request, held: str):
    """A page that shows the form that was interrupted, ready to be sent again; nothing if it was not this person's."""
    kept = release(held)
    if kept is None or not leads_inside(kept[0]):
        return None
    url, values = kept
    fields = [(key, value) for key, value in values if key != once.FIELD]
    token = next((value for key, value in values if key == once.FIELD), "")
    try:
        _secret, user, _tenant = signing.loads(token, salt=once.SALT)
    except signing.BadSignature:
        return None
    if user != request.user.pk:
        return None
    context = {"url": url, "fields": fields, "token": token, "files": dict(fields).get(FILES_LEFT, "")}
    return TemplateResponse(request, "kernel/resume.html", context)
