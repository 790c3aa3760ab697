"""The page behind an invitation's link: no account, one guest, nobody else's name.

On the day it has a button to say that one is there; before, a code that whoever keeps the list at the door may scan;
afterwards it asks whoever came how it was.
"""

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from huiguan.activities import actions, doors
from huiguan.activities.actions import feedback
from huiguan.activities.actions.invitations import NoRoomForMore
from huiguan.activities.attending import SHUT, is_asked, on_the_list
from huiguan.activities.doors import Door
from huiguan.activities.forms import FeedbackForm, ReplyForm
from huiguan.activities.keepers import FOR_OTHERS, keeps, speaks_for_others
from huiguan.activities.models import Activity, ActivityState, Invitation, Readers, SignIn, SignInState, Way
from huiguan.activities.models.invitations import COMING, invitation_by
from huiguan.activities.qr import code_of
from huiguan.activities.screens.public import lone_page
from huiguan.kernel import clock
from huiguan.kernel.acting import acting
from huiguan.kernel.flow import NotNow
from huiguan.kernel.models import User
from huiguan.kernel.reach import reaching, whole

ARRIVE = "arrive"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request, token: str):
    found = invitation_by(token)
    if found is None or found.state in SHUT:
        raise Http404
    keeper = request.user if keeps(request.user, found.activity) else None
    system = User.system()
    with reaching(whole(found.tenant)), acting(system):
        if request.method == "GET" and not keeper and found.opened_at is None:
            found = actions.opened(found, by=system)
        return _page(request, found, system, keeper)


def _page(request, invitation: Invitation, system: User, keeper: User | None):
    activity = invitation.activity
    if request.method == "POST" and ARRIVE in request.POST and _may_arrive(activity, keeper):
        return _arrive(invitation, by=keeper or system, way=Way.STAFF if keeper else Way.QR)
    if activity.state == ActivityState.HELD:
        return _afterwards(request, invitation, system, keeper)
    is_open = activity.state == ActivityState.PLANNED and clock.now() < (activity.ends or activity.starts)
    form = ReplyForm(_answers(request), by=system, record=invitation) if is_open else None
    if form is not None and form.is_bound and form.is_valid():
        try:
            actions.reply(invitation, by=system, **form.said)
            return redirect("invitation", token=invitation.token)
        except NoRoomForMore as full:
            form.add_error("seats", full.why)
        except NotNow:  # called off or withdrawn in the meantime
            raise Http404 from None
    return _shown(request, invitation, form, keeper, is_open=is_open)


def _afterwards(request, invitation: Invitation, system: User, keeper: User | None):
    """It was held: by the same link whoever came reads what was said, if it is for guests, and says how it was."""
    is_there = on_the_list(invitation)
    minutes = _minutes_for_guests(invitation.activity) if is_there else ""
    if not is_asked(invitation):
        return _shown(request, invitation, None, keeper, each_speaks=is_there, minutes=minutes)
    if keeper and speaks_for_others(keeper, invitation.activity, invitation.person):
        return _shown(request, invitation, None, keeper, for_others=FOR_OTHERS, minutes=minutes)
    said = feedback.named(invitation)
    form = FeedbackForm(_answers(request), by=system, record=invitation, said=said)
    if form.is_bound and form.is_valid():
        try:
            feedback.give(invitation, **form.cleaned_data)
        except NotNow:  # it is planned again, or they were taken off the list: the page says how it stands
            return redirect("invitation", token=invitation.token)
        return redirect(f"{reverse('invitation', args=[invitation.token])}?said=1")
    return _shown(
        request,
        invitation,
        form,
        keeper,
        is_asked=True,
        thanks="said" in request.GET,
        minutes=minutes,
    )


def _minutes_for_guests(activity: Activity) -> str:
    return activity.minutes if activity.minutes_for == Readers.GUESTS else ""


def _answers(request):
    """What was sent, unless it was that somebody is there."""
    return request.POST if request.method == "POST" and ARRIVE not in request.POST else None


def _shown(request, invitation: Invitation, form, keeper: User | None, **more):
    activity = invitation.activity
    here = request.build_absolute_uri(reverse("invitation", args=[invitation.token]))
    door, coming, is_planned = doors.door_of(activity), invitation.state in COMING, _is_planned(activity)
    context = {
        "invitation": invitation,
        "form": form,
        "keeper": keeper,
        "door_is_open": _may_arrive(activity, keeper),
        "is_there": (keeper or (is_planned and door == Door.OPEN)) and _is_there(invitation),
        "code": code_of(here) if coming and is_planned and door in (Door.EARLY, Door.OPEN) and not keeper else "",
        **more,
    }
    return lone_page(request, "activities/invitations/reply.html", activity, context, form)


def _may_arrive(activity: Activity, keeper: User | None) -> bool:
    """Until it was held; whoever keeps the door still enters those who were there."""
    return doors.door_of(activity) == Door.OPEN and bool(keeper or _is_planned(activity))


def _is_planned(activity: Activity) -> bool:
    return activity.state == ActivityState.PLANNED


def _is_there(invitation: Invitation) -> bool:
    """By their own link, or by the code at the door under whatever name they were found by."""
    theirs = Q(invitation=invitation)
    if invitation.person_id and not invitation.stand_in:
        theirs |= Q(person=invitation.person_id)
    return SignIn.objects.filter(theirs, activity=invitation.activity_id, state=SignInState.CONFIRMED).exists()


def _arrive(invitation: Invitation, *, by: User, way: str):
    """Pressed twice is once. Withdrawn or called off at this moment, the page says how it stands."""
    with acting(by):
        actions.arrive(invitation, by=by, way=way)
    return redirect("invitation", token=invitation.token)
