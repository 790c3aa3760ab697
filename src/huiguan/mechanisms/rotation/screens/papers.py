"""Papers of a turn: before a visit, afterwards, and at the handover."""

from datetime import timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.papers import send
from huiguan.mechanisms.rotation.models import OfficeDay, Seat, Suggestion, TurnActivity, borne_by
from huiguan.mechanisms.rotation.models.bearers import KINDS
from huiguan.mechanisms.rotation.papers import bulletin
from huiguan.mechanisms.rotation.queries import OPEN, carried_to, every_seat, following, left_of, on_day, seats_of
from huiguan.mechanisms.rotation.rules import reads_papers, sees_turn
from huiguan.register.models import Contact

PAGES = {"brief": "<whole:pk>/brief/", "bulletin": "<whole:pk>/bulletin/", "handover": "<whole:pk>/handover/"}
RULES = dict.fromkeys(PAGES, sees_turn & reads_papers)


def overdue_since(suggestion: Suggestion) -> dict:
    """Until when it was promised, and from which day on it has been late."""
    due = suggestion.undertaking.due if hasattr(suggestion, "undertaking") else None
    return {"due": due, "late": due + timedelta(days=1) if due and due < clock.today() else None}


class TurnPapers:
    """Pages of the turns' desk: 走访提纲, 简报 and 交接单."""

    def brief(self):
        """One page for each who serves: what one should know before one goes there, or begins."""
        turn = self.record
        hosts = [self._host(seat) for seat in seats_of([turn])]
        context = {
            "turn": turn,
            "hosts": hosts,
            "links": TurnActivity.objects.filter(turn=turn).select_related("activity", "seat"),
            "duties": turn.scheme.duties.filter(on_day(turn.starts)),
            "back_url": self.url_of(turn),
        }
        title = _("走访提纲") if turn.scheme.bearer == "organization" else _("轮值提纲")
        return self.show("brief", title=f"{title} · {turn}", **context)

    def _host(self, seat: Seat) -> dict:
        """Who serves: of a person the firm, of a team its people."""
        firm = seat.organization or (seat.person.organization if seat.person else None)
        earlier = Suggestion.objects.filter(organization=firm).exclude(turn=seat.turn)
        served = Seat.objects.filter(turn__starts__lt=seat.turn.starts, **borne_by(seat.bearer))
        return {
            "seat": seat,
            "firm": firm,
            "members": seat.team.members.filter(on_day(seat.turn.starts)) if seat.team else (),
            "contacts": Contact.objects.filter(organization=firm).order_by("-is_main", "pk")[:3],
            "earlier": served.select_related("turn"),
            "now": Suggestion.objects.filter(organization=firm, turn=seat.turn).select_related("undertaking"),
            "open": earlier.filter(state__in=("proposed", "accepted")).select_related("undertaking"),
            "done": earlier.filter(state="done").select_related("result").order_by("-proposed_on")[:5],
        }

    def bulletin(self):
        return send(bulletin(self.record), _("%(turn)s 简报") % {"turn": self.record})

    def handover(self):
        """The handover on one page, with the places where both sides sign."""
        turn = self.record
        handover = getattr(turn, "handover", None)
        points = [{"point": point} for point in turn.scheme.points.filter(on_day(turn.ends))]
        to = handover.to if handover else following(turn)
        left = left_of(turn).select_related("organization", "undertaking", "turn")
        return self.show(
            "handover",
            title=_("轮值交接单"),
            turn=turn,
            giving=every_seat().filter(turn=turn).order_by(F("left_on").asc(nulls_last=True), "-is_lead", "pk"),
            handover=handover,
            points=handover.points.select_related("point") if handover else points,
            office_days=OfficeDay.objects.filter(seat__turn=turn).select_related(*(f"seat__{kind}" for kind in KINDS)),
            to=to,
            receiving=seats_of([to]) if to else (),
            left=[{"record": one, **overdue_since(one)} for one in left.order_by("number")],
            finished=carried_to(turn).exclude(state__in=OPEN).order_by("number"),
            links=TurnActivity.objects.filter(turn=turn).select_related("activity"),
            back_url=self.url_of(turn),
        )
