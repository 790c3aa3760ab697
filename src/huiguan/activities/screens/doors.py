"""The page behind the code at the door: no account, a name and a firm, and nobody else's name.

It answers the same whether or not the name is known. Nobody must sign, and it says so. Whoever came without an
invitation may say afterwards, on the page that thanked them, how it was.
"""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huiguan.activities import actions, doors
from huiguan.activities.actions import feedback
from huiguan.activities.doors import Door
from huiguan.activities.forms import DoorForm, FeedbackForm
from huiguan.activities.keepers import keeps
from huiguan.activities.models import Activity, ActivityState, SignIn
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotNow
from huiguan.kernel.models import User
from huiguan.kernel.reach import reaching, whole

THANKS = "signed"
SAID = "said"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, token: str):
    activity = doors.activity_by(token)
    if activity is None:
        raise Http404
    system = User.system()
    with reaching(whole(activity.tenant)), acting(system):
        return _page(request, activity, system)


def _page(request, activity: Activity, system: User):
    if activity.state == ActivityState.HELD and request.GET.get(THANKS):
        return _afterwards(request, activity, system)
    state, crowded = doors.door_of(activity), False
    here = reverse("door", args=[doors.token_of(activity)])
    form = DoorForm(request.POST or None, by=system) if state == Door.OPEN else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            own = _sign(activity, by=system, **form.cleaned_data)
        except actions.Shut:  # called off at this moment
            return redirect(here)
        except actions.Crowded:
            crowded = True
        else:
            return redirect(f"{here}?{urlencode({THANKS: own})}")
    context = {
        "activity": activity,
        "state": state,
        "form": form,
        "crowded": crowded,
        "opens": doors.opens(activity),
        "thanks": THANKS in request.GET and not (form and form.is_bound),
        "here": here,
    }
    code = 429 if crowded else 422 if form is not None and form.errors else 200
    return quiet(TemplateResponse(request, "activities/sign_ins/public.html", context, status=code))


def _sign(activity: Activity, *, by: Any, name: str, firm: str) -> str:
    """What is their own of the address from now on."""
    try:
        signed, is_new = actions.sign_at_the_door(activity, name, firm, by=by)
    except IntegrityError:  # somebody put the same person on the list by hand at this moment
        signed, is_new = actions.sign_at_the_door(activity, name, firm, by=by)
    return doors.own_of(signed if is_new else None)


def _afterwards(request, activity: Activity, system: User):
    """It was held: whoever signed with this page may say how it was. What was said is not shown: a name that somebody
    wrote is no proof that it is theirs. Whoever keeps the activity says nothing for others."""
    own, here = request.GET[THANKS], reverse("door", args=[doors.token_of(activity)])
    signed = None if keeps(request.user, activity) else _walk_in(activity, own)
    form = FeedbackForm(request.POST or None, by=system, record=activity) if signed else None
    if signed and form and form.is_bound and form.is_valid():
        try:
            feedback.give(signed, **form.cleaned_data)
        except NotNow:  # it is planned again or called off, or they were taken off the list
            return redirect(f"{here}?{urlencode({THANKS: own})}")
        return redirect(f"{here}?{urlencode({THANKS: own, SAID: 1})}")
    context = {"activity": activity, "is_over": True, "form": form, "thanks": SAID in request.GET}
    context["state"] = doors.door_of(activity)
    code = 422 if form is not None and form.errors else 200
    return quiet(TemplateResponse(request, "activities/sign_ins/public.html", context, status=code))


def _walk_in(activity: Activity, own: str) -> SignIn | None:
    """The signature that may speak; whoever came by an invitation is asked by its own link."""
    signed = doors.signed_by(activity, own)
    return signed if signed and feedback.may_speak(signed) else None


def quiet(page: TemplateResponse):
    """A page whose address is a key is told to nobody on the way."""
    page["Referrer-Policy"] = "no-referrer"
    page["X-Robots-Tag"] = "noindex"
    return page.render()
