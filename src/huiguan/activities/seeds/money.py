"""What gatherings were to cost and did cost, who agreed to them, and what the years were meant to bring."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from huiguan.activities import actions
from huiguan.activities.models import Activity, ActivityKind, AnnualPlan, BudgetLine, Clearance, Expense
from huiguan.kernel import clock
from huiguan.kernel.flow import entered, perform
from huiguan.kernel.models import User
from huiguan.kernel.story import Story, material

FOLDER = Path(__file__).resolve().parents[1]
PLAN_FIELDS = ("expected", "lodging", "insurance", "risks")


def prepare(story: Story, activity: Activity, *, by: User) -> None:
    """The plan of an activity in full, before anybody is invited: its budget, and what must be agreed to."""
    facts = material(FOLDER, "money")["activities"].get(activity.title, {})
    if not facts:
        return
    for name in PLAN_FIELDS:
        setattr(activity, name, facts.get(name, getattr(activity, name)))
    actions.change(activity, by=by)
    for item, amount, source, sponsor in facts["budget"]:
        line = BudgetLine(activity=activity, item=item, amount=Decimal(amount), source=source)
        line.sponsor = story.get(sponsor)
        actions.set_aside(line, by=by)
    for name, how, number, answer in facts.get("clearances", ()):
        clearance = Clearance.objects.get(activity=activity, requirement__name=name)
        _clear(story, clearance, how, number, answer, by)


def account_for(story: Story, activity: Activity, *, by: User) -> None:
    """What was paid in the days after it."""
    facts = material(FOLDER, "money")["activities"].get(activity.title, {})
    lines = {line.item: line for line in BudgetLine.objects.filter(activity=activity)}
    for days, of, item, amount, voucher in facts.get("expenses", ()):
        day = clock.happened_on() + timedelta(days=days)
        expense = Expense(activity=activity, line=lines.get(of), item=item, amount=Decimal(amount), voucher=voucher)
        expense.spent_on = day
        with story.on(day):
            actions.spend(expense, by=by)


def plan_years(story: Story, *, by: User) -> None:
    """The plan of the year of the story and of the one before, and the annual meeting that is being prepared."""
    told = material(FOLDER, "money")
    for year in (story.today.year - 1, story.today.year):
        with story.on(min(date(year, 1, 6), story.today)):
            for code, times, heads, purpose in told["plans"]:
                plan = AnnualPlan(year=year, node=story["root"], times=times, heads=heads, purpose=purpose)
                plan.kind = ActivityKind.objects.get(code=code)
                with entered(plan, by=by):
                    plan.save()
    _prepare_the_meeting(story, told["coming"], by)


def _prepare_the_meeting(story: Story, facts: dict[str, Any], by: User) -> None:
    starts = clock.at(story.today + timedelta(days=facts["days"]), facts["hour"])
    activity = Activity(
        kind=ActivityKind.objects.get(code=facts["kind"]),
        node=story["root"],
        starts=starts,
        ends=starts + timedelta(hours=3),
        **{name: facts[name] for name in ("title", "place", "purpose", "expected")},
    )
    with story.on(story.today - timedelta(days=2)):
        actions.plan(activity, by=by, hosts=[story[facts["host"]]])
        prepare(story, activity, by=by)


def _clear(story: Story, clearance: Clearance, how: str, number: str, answer: str, by: User) -> None:
    to_whom, number = clearance.requirement.to_whom, number.format(year=clock.today().year)
    perform(clearance, "submit", by=by, submitted_on=clock.today(), submitted_to=to_whom, number=number)
    if how == "paper":
        perform(clearance, "file_approval", by=by, answer_number=answer)
    elif how == "head":
        head = story["user:head"]
        head.forget_reach()
        perform(clearance, "approve", by=head, answer=answer)
