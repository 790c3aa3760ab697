"""What one leader's page shows: read once, a fixed number of queries."""

from dataclasses import dataclass
from functools import cached_property

from huiguan.kernel import clock
from huiguan.mechanisms.liaison.coverage import Coverage, OfLinker
from huiguan.mechanisms.liaison.models import (
    BriefingState,
    Contact,
    ContactState,
    Link,
    Linker,
    Question,
    QuestionState,
    Receipt,
    ReceiptState,
    Talk,
)
from huiguan.mechanisms.liaison.queries import links_after, with_talks

SHOWN = 10


@dataclass
class Card:
    linker: Linker

    @cached_property
    def coverage(self) -> OfLinker:
        return Coverage([self.linker]).rows[0]

    @cached_property
    def coming(self) -> list[Contact]:
        rows = Contact.objects.filter(linker=self.linker, state=ContactState.PLANNED)
        return list(with_talks(rows).order_by("on", "pk"))

    @cached_property
    def told(self) -> list[Talk]:
        """What they told those linked to them, newest first."""
        rows = Talk.objects.filter(contact__linker=self.linker, contact__state=ContactState.HELD).exclude(told="")
        return list(rows.select_related("contact", "target__organization").order_by("-contact__on", "-pk")[:SHOWN])

    @cached_property
    def contacts(self) -> list[Contact]:
        rows = Contact.objects.filter(linker=self.linker, state=ContactState.HELD)
        return list(with_talks(rows).order_by("-on", "-pk")[:SHOWN])

    @cached_property
    def briefed(self) -> list[dict]:
        """Notices that went through them, with who has not read them yet."""
        rows = Receipt.objects.filter(linker=self.linker, briefing__state=BriefingState.SENT)
        found: dict[int, dict] = {}
        for row in rows.select_related("briefing", "target__organization").order_by("-briefing__sent_on", "pk"):
            about = found.setdefault(
                row.briefing_id, {"briefing": row.briefing, "first": row, "read": [], "unread": []}
            )
            about["read" if row.state == ReceiptState.READ else "unread"].append(row)
        return list(found.values())[:SHOWN]

    @cached_property
    def coming_links(self) -> list[Link]:
        """Links that begin later, as after a plan for another term was adopted."""
        return list(links_after(clock.today()).filter(linker=self.linker))

    @cached_property
    def waiting(self) -> list[Question]:
        """Questions without an answer, the oldest first."""
        return list(self._questions.filter(state=QuestionState.ASKED).order_by("asked_on", "pk"))

    @cached_property
    def answered(self) -> list[Question]:
        return list(self._questions.filter(state=QuestionState.ANSWERED).order_by("-asked_on", "-pk")[:SHOWN])

    @property
    def _questions(self):
        return Question.objects.filter(linker=self.linker).select_related("target__organization", "reply")

    @property
    def today(self):
        return clock.today()
