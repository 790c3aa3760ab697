"""The page of an activity to which whoever reads of it may come: no account, and nobody else's name."""

import secrets

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from huiguan.activities import actions, known
from huiguan.activities.forms import SignUpForm
from huiguan.activities.models import Activity, ActivityState
from huiguan.activities.models.invitations import activity_by
from huiguan.activities.rules import missing
from huiguan.activities.screens.public import lone_page
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotNow
from huiguan.kernel.models import User
from huiguan.kernel.reach import reaching, whole

SALT = "huiguan.signup.form"
MOST = 2000  # who come by themselves to one activity: beyond it somebody is playing


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request, token: str):
    found = activity_by(token)
    if found is None:
        raise Http404
    system = User.system()
    with reaching(whole(found.tenant)), acting(system):
        return _page(request, found, system)


def _page(request, activity: Activity, system: User):
    is_open = activity.state == ActivityState.PLANNED and clock.now() < (activity.ends or activity.starts)
    is_open = is_open and not missing(activity.pk) and not actions.is_overrun(activity, MOST)
    form = SignUpForm(request.POST or None, by=system, record=activity, activity=activity) if is_open else None
    if form is not None and form.is_bound and form.is_valid():
        said = form.said
        name, firm = said.pop("name"), said.pop("firm")
        organization = known.firm(firm)
        name = f"{name}（{firm}）" if firm and not organization else name
        try:
            made = actions.sign_up(
                activity, form=_key(request), name=name, organization=organization, by=system, **said
            )
        except NotNow:  # called off or closed in the meantime
            raise Http404 from None
        return redirect("invitation", token=made.token)
    context = {"form": form, "is_open": is_open, "key": signing.Signer(salt=SALT).sign(secrets.token_hex(8))}
    return lone_page(request, "activities/invitations/sign_up.html", activity, context, form)


def _key(request) -> str:
    """The one form that was sent, so that a double click is one guest; whoever made it up themselves gets a new one."""
    try:
        return signing.Signer(salt=SALT).unsign(request.POST.get("key", ""))
    except signing.BadSignature:
        return secrets.token_hex(8)
