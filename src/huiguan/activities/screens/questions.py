from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from huiguan.activities.forms import QuestionForm
from huiguan.activities.models import AnswerKind, Question
from huiguan.activities.rules import arranges
from huiguan.activities.screens.of_activity import PartOfActivity

COMMON = {
    "lodging": (_("要安排住宿吗？哪几晚"), AnswerKind.WORDS),
    "food": (_("饮食上有什么要照顾的"), AnswerKind.WORDS),
    "car": (_("开车来吗？车牌号方便留车位"), AnswerKind.WORDS),
    "speech": (_("愿意发言吗"), AnswerKind.YES_NO),
}


class QuestionDesk(PartOfActivity):
    name = "questions"
    model = Question
    form_class = QuestionForm
    title = _("问客人的问题")
    one = pgettext_lazy("新增的", "问客人的问题")
    rules = dict.fromkeys(("add", "edit", "delete"), arranges)

    def get_queryset(self):
        return Question.objects.select_related("activity")

    def new_part(self, owner):
        """One of those that are often asked is there to be changed."""
        text, answered_by = COMMON.get(self.request.GET.get("ask", ""), ("", AnswerKind.WORDS))
        return Question(activity=owner, text=str(text), answered_by=answered_by)
