"""What many firms asked in the year, gathered; and what was proposed so that it does not come again."""

from datetime import date, timedelta
from typing import Any

from huiguan.kernel.models import User
from huiguan.kernel.story import Story
from huiguan.mechanisms.appeals import actions
from huiguan.mechanisms.appeals.models import Appeal, Category, CommonProblem, PolicySuggestion

SOON = 5  # days until the proposal is sent


def tell_problems(story: Story, problems: list[dict[str, Any]], clerk: User) -> None:
    for told in problems:
        day = story.today - timedelta(days=told["days_ago"])
        with story.on(day, 14):
            problem = CommonProblem(node=story["root"], title=told["title"], text=told["text"])
            problem.category = Category.objects.get(name=told["category"])
            problem.save()
            rows = Appeal.objects.filter(title__contains=told["about"], problem_part=None, filed_at__date__lte=day)
            actions.gather(problem, by=clerk, appeals=rows.order_by("pk"))
        with story.on(day + timedelta(days=SOON), 15):
            PolicySuggestion(problem=problem, **suggested(told, day + timedelta(days=SOON))).save()


def suggested(told: dict[str, Any], day: date) -> dict[str, Any]:
    return {"to": told["to"], "text": told["suggestion"], "reply": told["reply"], "sent_on": day}
