"""The files of an answer: whoever reads the answer reads them, also whoever hides their name."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from huiguan.kernel import attaching
from huiguan.kernel.desks import Desk
from huiguan.kernel.rules import Rule
from huiguan.mechanisms.appeals.models import Answer, Appeal
from huiguan.mechanisms.appeals.rules import sees
from huiguan.mechanisms.appeals.screens.filings import Asking

sees_answer = Rule(
    lambda by, answer: sees(by, answer and answer.appeal),
    lambda by, model: Q(appeal__in=Appeal.objects.filter(sees.q(by, Appeal))),
)


class AnswerDesk(attaching.Attaching, Desk):
    """Nothing but files, which come with the answer and stay: what was answered is not mended afterwards."""

    model = Answer
    name = "answers"
    title = _("答复")
    pages = {"file": attaching.PAGES["file"]}
    rules = {"file": sees_answer}

    def get_queryset(self):
        return Answer.objects.select_related("appeal")

    def url_of(self, record):
        return reverse("appeals.detail", args=[record.appeal_id])

    def above(self, **kwargs):
        return reverse("appeals.list")

    def _shown(self, row, change: str) -> dict[str, Any]:
        return {"row": row, "url": self.url("file", self.record.pk, row.pk)}


def shelf_of(answer: Answer, by) -> dict[str, Any]:
    """The files for the page of the appeal."""
    desk = AnswerDesk()
    desk.record = answer
    desk.request = Asking(by)
    return desk.shelf()
