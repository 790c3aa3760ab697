"""What was said of answers, wherever it is counted: each leads to its appeal and has no page of its own."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy

from huiguan.kernel.desks import Desk
from huiguan.kernel.lists import Column
from huiguan.mechanisms.appeals.models import Rating
from huiguan.mechanisms.appeals.words import score_of


class RatingDesk(Desk):
    model = Rating
    name = "ratings"
    title = gettext_lazy("评价")
    pages = {}
    rules = {}
    columns = [
        Column(
            "appeal",
            gettext_lazy("诉求"),
            lambda r: {"title": r.answer.appeal.title, "note": r.answer.appeal.number},
            "name",
        ),
        Column("score", gettext_lazy("评价"), score_of, "status"),
    ]

    def get_queryset(self):
        return Rating.objects.select_related("answer__appeal")

    def url_of(self, record) -> str:
        return reverse("appeals.detail", args=[record.answer.appeal_id])
