"""No more mails of one kind, by the link that stands in each: the page asks, and only the button acts."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.template.response import TemplateResponse

from huiguan.kernel.models import Muted
from huiguan.kernel.outbox import muted_by
from huiguan.kernel.telling import kinds


@login_not_required
def mute(request, token: str):
    if (found := muted_by(token)) is None:
        raise Http404
    user, kind = found
    if request.method == "POST":
        Muted.objects.get_or_create(user=user, kind=kind)
    done = Muted.objects.filter(user=user, kind=kind).exists()
    return TemplateResponse(request, "site/mute.html", {"kind": kinds().get(kind, kind), "done": done})
