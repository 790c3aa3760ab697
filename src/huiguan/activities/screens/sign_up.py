"""The page of an activity to which whoever reads of it may come: no account, and nobody else's name."""

import hashlib
import json
import secrets

from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiguan.activities import actions, answering, voices
from huiguan.activities.actions.invitations import IsInvited
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
from huiguan.register.models import Organization, Person

SALT = "huiguan.signup.form"
SENT = 32  # letters that name a form
MOST = 2000  # who come by themselves to one activity: beyond it somebody is playing


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request, token: str):
    found = activity_by(token)
    if found is None:
        raise Http404
    with reaching(whole(found.tenant)), acting(User.system()):
        if request.user.is_authenticated and (own := answering.asked(request.user).filter(activity=found).first()):
            return redirect("invitation", token=own.token)
        return _page(request, found, User.system())


def _known(user, activity: Activity) -> tuple[Person | None, dict[str, str]]:
    """Whoever has signed in, and what the form need not ask them: their name, and the one firm or chamber they speak
    for."""
    if not user.is_authenticated:
        return None, {}
    person = Person.everywhere.filter(user=user, tenant=activity.tenant).first()
    units = Organization.everywhere.filter(voices.spoken_for(user, ""), tenant=activity.tenant)[:2]
    firm = {"firm": str(units[0])} if len(units) == 1 else {}
    return person, {"name": person.name if person else str(user), **firm}


def _page(request, activity: Activity, system: User):
    person, known = _known(request.user, activity)
    is_open = activity.state == ActivityState.PLANNED and clock.now() < (activity.ends or activity.starts)
    is_open = is_open and not missing(activity.pk) and not actions.is_overrun(activity, MOST)
    form = (
        SignUpForm(request.POST or None, by=system, record=activity, activity=activity, initial=known)
        if is_open
        else None
    )
    if form is not None and form.is_bound and form.is_valid():
        try:
            key = _sent(request, activity, form)
            made = actions.sign_up(activity, form=key, person=person, by=system, **form.said)
            return redirect("invitation", token=made.token)
        except NotNow:  # called off or closed in the meantime
            raise Http404 from None
        except IsInvited:
            form.add_error(None, _("这个名字已经在名单上了：要答复、改答复，请用发给您自己的链接，或者联系主办单位"))
            form.add_error(None, _("如果您是同名的另一位，请把单位写全，再报一次"))
    context = {"form": form, "is_open": is_open, "key": signing.Signer(salt=SALT).sign(secrets.token_hex(8))}
    return lone_page(request, "activities/invitations/sign_up.html", activity, context, form)


def _sent(request, activity: Activity, form: SignUpForm) -> str:
    """The one form that was sent with these answers, so that a double click is one guest, and whoever writes another
    name into it another. Whoever made it up themselves gets a new one."""
    try:
        key = signing.Signer(salt=SALT).unsign(request.POST.get("key", ""))
    except signing.BadSignature:
        return secrets.token_hex(SENT // 2)
    said = json.dumps([key, activity.pk, sorted(form.cleaned_data.items())])
    return hashlib.sha256(said.encode()).hexdigest()[:SENT]
