"""The page behind an invitation's link: no account, one guest, nobody else's name."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from huiguan.activities import actions
from huiguan.activities.forms import ReplyForm
from huiguan.activities.models import ActivityState, Invitation, Reply
from huiguan.activities.models.invitations import invitation_by
from huiguan.activities.screens.public import lone_page
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
        if request.method == "GET" and found.opened_at is None:
            found = actions.opened(found, by=system)
        return _page(request, found, system)


def _page(request, invitation: Invitation, system: User):
    activity = invitation.activity
    is_open = activity.state == ActivityState.PLANNED and clock.now() < (activity.ends or activity.starts)
    form = ReplyForm(request.POST or None, by=system, record=invitation) if is_open else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            actions.reply(invitation, by=system, **form.said)
        except NotNow:  # called off or withdrawn in the meantime
            raise Http404 from None
        return redirect("invitation", token=invitation.token)
    context = {"invitation": invitation, "form": form, "is_open": is_open}
    return lone_page(request, "activities/invitations/reply.html", activity, context, form)
