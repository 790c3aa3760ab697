"""Who hears of what happens in a rotation."""

from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.models import Grant, User
from huiguan.kernel.notices import nearest, responsible
from huiguan.kernel.telling import tell
from huiguan.kernel.words import labelled, listed
from huiguan.mechanisms.rotation.models import Request, Suggestion, Team, Turn
from huiguan.mechanisms.rotation.queries import on_day, seats_of, turn_names
from huiguan.mechanisms.rotation.rules import plans_it
from huiguan.register.models import Organization, Person


def users_of(bearer: Organization | Person | Team) -> list[User]:
    """The logins of whoever serves: a firm's own people, a person, all who are of a team today; not the staff who may
    answer for them."""
    if isinstance(bearer, Person):
        return [bearer.user] if bearer.user else []
    if isinstance(bearer, Team):
        members = bearer.members.filter(on_day(clock.today())).select_related("person__user", "organization")
        return [user for member in members for user in users_of(member.person or member.organization)]
    grants = Grant.in_force().filter(tenant_id=bearer.tenant_id, subject_id=bearer.pk, word="rotation.respond")
    return [grant.user for grant in grants.filter(user__is_active=True).select_related("user").order_by("user")]


def hosts_of(turn: Turn) -> list[User]:
    return [user for seat in seats_of([turn]) for user in users_of(seat.bearer)]


def tell_hosts(turn: Turn, *, by) -> None:
    """Published: each host learns when its turn is, as what, and with whom. Published anew it is news again."""
    named, seats = turn_names()(turn), list(seats_of([turn]))
    key = f"rotation.published:turn:{turn.pk}:{turn.version}"
    for seat in seats:

        def say(seat=seat) -> tuple[str, str]:
            told = [_("%(starts)s 至 %(ends)s") % {"starts": turn.starts, "ends": turn.ends}]
            if title := seat.title:
                told.append(labelled(_("您在本期"), title))
            told.append(labelled(_("本期轮值"), listed(seats)))
            return _("轮到您了：%(turn)s") % {"turn": named}, "\n".join(told)

        tell(users_of(seat.bearer), key=key, say=say, about=turn)


def tell_firm(suggestion: Suggestion) -> None:
    """Advice was given: the firm hears of it."""

    def say() -> tuple[str, str]:
        return _("收到一条建议：%(number)s") % {"number": suggestion}, suggestion.text

    tell(
        users_of(suggestion.organization),
        key=f"rotation.suggested:suggestion:{suggestion.pk}",
        say=say,
        about=suggestion,
    )


def tell_of_result(suggestion: Suggestion, result: str) -> None:
    """It was followed, as somebody else has entered: the firm hears of it, and may say whether it was of use."""

    def say() -> tuple[str, str]:
        return _("已落实，请您评价：%(number)s") % {"number": suggestion}, "\n\n".join([suggestion.text, result])

    key = f"rotation.suggested:result:{suggestion.pk}:{suggestion.version}"
    tell(users_of(suggestion.organization), key=key, say=say, about=suggestion)


def tell_proposer(suggestion: Suggestion, answer, note: str = "") -> None:
    """The firm has answered, or done what was advised: whoever proposed it hears of it, if they have a login."""
    proposer = suggestion.proposer and suggestion.proposer.user

    def say() -> tuple[str, str]:
        subject = labelled(suggestion.organization, f"{answer} · {suggestion}")
        return subject, "\n\n".join(filter(None, [suggestion.text, note]))

    key = f"rotation.answered:suggestion:{suggestion.pk}:{suggestion.version}"
    tell([proposer] if proposer else [], key=key, say=say, about=suggestion)


def tell_approvers(request: Request) -> None:
    """It is for the office to approve now: whoever plans nearest to it hears of it."""
    named = turn_names()(request.turn)

    def say() -> tuple[str, str]:
        return _("调换申请待批准 · %(request)s") % {"request": request}, "\n".join([named, request.why])

    key = f"rotation.asked:request:{request.pk}:approve"
    tell(nearest(responsible(plans_it, request)), key=key, say=say, about=request)


def tell_sides(request: Request, stage: str, what) -> None:
    """Both sides of a request hear how it stands; whoever has just done it is told by the page."""
    other, named = request.other, turn_names()(request.turn)

    def say() -> tuple[str, str]:
        return f"{what} · {request}", "\n".join(filter(None, [named, str(other or ""), request.why]))

    users = [*users_of(request.bearer), *(users_of(other) if other else [])]
    tell(users, key=f"rotation.asked:request:{request.pk}:{stage}", say=say, about=request)
