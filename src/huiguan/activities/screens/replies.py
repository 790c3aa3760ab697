"""The page behind an invitation's link: no account, one guest, nobody else's name."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from huiguan.activities import actions, agendas, trips
from huiguan.activities.forms import ReplyForm
from huiguan.activities.models import ActivityState, AgendaItem, Host, Invitation, Reply, Stop
from huiguan.activities.models.invitations import invitation_by
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotNow
from huiguan.kernel.models import User
from huiguan.kernel.reach import reaching, whole

SHUT = (Reply.DRAFTED, Reply.WITHDRAWN)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token: str):
    found = invitation_by(token)
    if found is None or found.state in SHUT:
        raise Http404
    system = User.system()
    with reaching(whole(found.tenant)), acting(system):
        return _page(request, found, system)


def _page(request, invitation: Invitation, system: User):
    activity = invitation.activity
    is_open = activity.state == ActivityState.PLANNED and clock.now() < (activity.ends or activity.starts)
    form = ReplyForm(request.POST or None, by=system, record=invitation) if is_open else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            actions.reply(invitation, by=system, **form.cleaned_data)
        except NotNow:  # called off or withdrawn in the meantime
            raise Http404 from None
        return redirect("invitation", token=invitation.token)
    hosts = list(Host.objects.filter(activity=activity).select_related("organization"))
    stops = Stop.objects.filter(activity=activity).select_related("partner")
    items = AgendaItem.objects.filter(activity=activity).select_related("person", "organization")
    context = {
        "invitation": invitation,
        "activity": activity,
        "hosts": hosts,
        "stops": [line for line in trips.lines(activity, stops) if line.stop],
        "agenda": agendas.lines(activity, items),
        "form": form,
        "is_open": is_open,
    }
    code = 422 if form is not None and form.errors else 200
    page = TemplateResponse(request, "activities/invitations/reply.html", context, status=code)
    page["Referrer-Policy"] = "no-referrer"
    page["X-Robots-Tag"] = "noindex"
    return page.render()
