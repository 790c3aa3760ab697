"""The page behind an invitation's link: no account, one guest, nobody else's name."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huiguan.activities import actions
from huiguan.activities.actions import feedback
from huiguan.activities.forms import FeedbackForm, ReplyForm
from huiguan.activities.models import ActivityState, Host, Invitation, Reply
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
    if activity.state == ActivityState.HELD:
        return _afterwards(request, invitation, system)
    is_open = activity.state == ActivityState.PLANNED and clock.now() < (activity.ends or activity.starts)
    form = ReplyForm(request.POST or None, by=system, record=invitation) if is_open else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            actions.reply(invitation, by=system, **form.cleaned_data)
        except NotNow:  # called off or withdrawn in the meantime
            raise Http404 from None
        return redirect("invitation", token=invitation.token)
    return _shown(request, invitation, form, is_open=is_open)


def _afterwards(request, invitation: Invitation, system: User):
    """It was held: the same link asks how it was, of whoever likes to say."""
    said = feedback.named(invitation)
    form = FeedbackForm(request.POST or None, by=system, record=invitation, said=said)
    if form.is_bound and form.is_valid():
        try:
            feedback.give(invitation, **form.cleaned_data)
        except NotNow:  # it is planned again, or called off
            raise Http404 from None
        return redirect(f"{reverse('invitation', args=[invitation.token])}?said=1")
    return _shown(request, invitation, form, said=said, thanks="said" in request.GET)


def _shown(request, invitation: Invitation, form, **more):
    activity = invitation.activity
    hosts = list(Host.objects.filter(activity=activity).select_related("organization"))
    context = {"invitation": invitation, "activity": activity, "hosts": hosts, "form": form, **more}
    code = 422 if form is not None and form.errors else 200
    page = TemplateResponse(request, "activities/invitations/reply.html", context, status=code)
    page["Referrer-Policy"] = "no-referrer"
    page["X-Robots-Tag"] = "noindex"
    return page.render()
