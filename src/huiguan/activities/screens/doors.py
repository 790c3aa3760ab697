"""The page behind the code at the door: no account, a name and a firm, and nobody else's name.

It answers the same whether or not the name is known. Nobody must sign, and it says so.
"""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db import IntegrityError
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huiguan.activities import actions, doors
from huiguan.activities.doors import Door
from huiguan.activities.forms import DoorForm
from huiguan.activities.models import Activity
from huiguan.kernel.acting import acting
from huiguan.kernel.models import User
from huiguan.kernel.reach import reaching, whole

THANKS = "signed"


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
    state, crowded = doors.door_of(activity), False
    here = reverse("door", args=[doors.token_of(activity)])
    form = DoorForm(request.POST or None, by=system) if state == Door.OPEN else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            _sign(activity, by=system, **form.cleaned_data)
        except actions.Shut:  # called off at this moment
            return redirect(here)
        except actions.Crowded:
            crowded = True
        else:
            return redirect(f"{here}?{THANKS}")
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


def _sign(activity: Activity, *, by: Any, name: str, firm: str) -> None:
    try:
        actions.sign_at_the_door(activity, name, firm, by=by)
    except IntegrityError:  # somebody put the same person on the list by hand at this moment
        actions.sign_at_the_door(activity, name, firm, by=by)


def quiet(page: TemplateResponse):
    """A page whose address is a key is told to nobody on the way."""
    page["Referrer-Policy"] = "no-referrer"
    page["X-Robots-Tag"] = "noindex"
    return page.render()
