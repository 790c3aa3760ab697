"""Papers of a turn: before a visit, afterwards, and at the handover."""

from django.utils.translation import gettext as _

from huiguan.kernel.papers import send
from huiguan.mechanisms.rotation.models import Seat, Suggestion, TurnActivity
from huiguan.mechanisms.rotation.papers import bulletin
from huiguan.mechanisms.rotation.queries import carried_to, open_suggestions
from huiguan.mechanisms.rotation.rules import runs_it
from huiguan.register.models import Contact

PAGES = {"brief": "<whole:pk>/brief/", "bulletin": "<whole:pk>/bulletin/", "handover": "<whole:pk>/handover/"}
RULES = dict.fromkeys(PAGES, runs_it)


class TurnPapers:
    """Pages of the turns' desk: 走访提纲, 简报 and 交接单."""

    def brief(self):
        """One page a firm: what one should know before one goes there."""
        turn = self.record
        seats = Seat.objects.filter(turn=turn).select_related("organization__region", "organization__local_sector")
        hosts = [self._host(seat) for seat in seats]
        links = TurnActivity.objects.filter(turn=turn).select_related("activity", "seat__organization")
        context = {"turn": turn, "hosts": hosts, "links": links, "back_url": self.url_of(turn)}
        return self.show("brief", title=_("走访提纲 · %(turn)s") % {"turn": turn}, **context)

    def _host(self, seat: Seat) -> dict:
        firm = seat.organization
        earlier = Suggestion.objects.filter(organization=firm).exclude(turn=seat.turn)
        return {
            "seat": seat,
            "firm": firm,
            "contacts": Contact.objects.filter(organization=firm).order_by("-is_main", "pk")[:3],
            "earlier": Seat.objects.filter(organization=firm, turn__starts__lt=seat.turn.starts).select_related("turn"),
            "open": earlier.filter(state__in=("proposed", "accepted")).select_related("undertaking"),
            "done": earlier.filter(state="done").select_related("result").order_by("-proposed_on")[:5],
        }

    def bulletin(self):
        return send(bulletin(self.record), _("%(turn)s 简报") % {"turn": self.record})

    def handover(self):
        """The handover on one page, with the places where both sides sign."""
        turn = self.record
        return self.show(
            "handover",
            title=_("轮值交接单"),
            turn=turn,
            handover=getattr(turn, "handover", None),
            open=open_suggestions(turn).select_related("organization", "undertaking"),
            carried=carried_to(turn),
            links=TurnActivity.objects.filter(turn=turn).select_related("activity"),
            back_url=self.url_of(turn),
        )
