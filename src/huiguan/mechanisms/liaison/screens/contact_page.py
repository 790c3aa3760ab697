"""What the page of a contact shows to whoever reads it: the talks that are theirs to read, and what those visited say
to the visit, which is answered on the page of that.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from huiguan.activities.models import Visit, VisitTopic
from huiguan.activities.rules import sees
from huiguan.activities.screens.visits import BY_ITSELF, status_of
from huiguan.activities.visit_flow import VisitFlow
from huiguan.mechanisms.liaison.models import Contact, Talk
from huiguan.mechanisms.liaison.queries import arranged_to_the_hour
from huiguan.mechanisms.liaison.rules import sees_talk
from huiguan.mechanisms.liaison.visits import visits_of
from huiguan.register.models import Organization
from huiguan.register.screens.columns import day


@dataclass(frozen=True)
class Consented:
    visit: Visit
    by: Any

    @property
    def status(self) -> dict:
        return status_of(self.visit)

    @property
    def url(self) -> str:
        """The visit's own page, for whoever may open it."""
        is_open = Visit.objects.filter(sees.q(self.by, Visit), pk=self.visit.pk).exists()
        return reverse("visits.detail", args=[self.visit.pk]) if is_open else ""

    @property
    def moves(self) -> list[dict]:
        """Asking, noting what was said, answering: whatever is for this person to do."""
        if not self.url:
            return []
        return [
            {"label": move.label, "url": reverse("visits.move", args=[self.visit.pk, move.name])}
            for move, verdict in VisitFlow.open_to(self.by, self.visit)
            if verdict and not move.danger and move.name not in BY_ITSELF
        ]


@dataclass
class Reading:
    contact: Contact
    by: Any

    @property
    def when(self) -> str:
        """The hour is known of what was arranged; what was entered afterwards has none."""
        contact = self.contact
        return day(contact.activity.starts if arranged_to_the_hour([contact]) else contact.on)

    @cached_property
    def talks(self) -> list[Talk]:
        rows = Talk.objects.filter(contact=self.contact).select_related("target__organization")
        return [one for one in rows if sees_talk(self.by, one)]

    @cached_property
    def visits(self) -> list[Visit]:
        """Of those whose talks this person reads."""
        activity = self.contact.activity
        return visits_of(activity, [talk.target for talk in self.talks]) if activity else []

    @property
    def topics(self) -> list[VisitTopic]:
        return list(dict.fromkeys(topic for visit in self.visits for topic in visit.topics.all()))

    @property
    def rows(self) -> list[dict]:
        """Each talk, with whether the page of that chamber or firm opens, and what it says to the visit."""
        firms = [talk.target.organization_id for talk in self.talks]
        opened = set(Organization.objects.filter(pk__in=firms).values_list("pk", flat=True))
        said = {visit.organization_id: Consented(visit, self.by) for visit in self.visits}
        return [
            {"talk": talk, "opens": firm in opened, "said": said.get(firm)}
            for talk, firm in zip(self.talks, firms, strict=True)
        ]
