"""Many firms, one problem: gathered, answered with one answer, and proposed to whoever can change the rule."""

import pytest
from django.urls import reverse

from huiguan.kernel.reach import reaching
from huiguan.mechanisms.appeals.models import (
    Answer,
    Appeal,
    CommonProblem,
    Ending,
    PolicySuggestion,
    ProblemPart,
)
from tests.cast import browser, submit


@pytest.fixture
def problem(cast, tables) -> CommonProblem:
    return CommonProblem.objects.create(node=cast.root, title="重复检查")


def page(problem, name: str = "detail") -> str:
    return reverse(f"problems.{name}", args=[problem.pk])


def test_one_answer_goes_to_all_that_can_be_answered(cast, appeal_in, clerk, problem):
    appeals = {state: appeal_in(state) for state in ("accepted", "handling", "assigned", "answered")}
    submit(clerk, page(problem, "gather"), {"appeals": [one.pk for one in appeals.values()]})

    answer = submit(
        clerk,
        page(problem, "reply"),
        {"ending": Ending.objects.get(name="解释说明").pk, "text": "合并检查"},
        follow=True,
    )

    states = {state: Appeal.objects.get(pk=one.pk).state for state, one in appeals.items()}
    assert states == {"accepted": "answered", "handling": "answered", "assigned": "assigned", "answered": "answered"}
    assert Answer.objects.filter(text="合并检查").count() == 2
    said = answer.content.decode()
    assert ("已答复 2 件" in said, str(appeals["assigned"]) in said) == (True, True)


def test_an_appeal_belongs_to_one_problem(cast, appeal_in, clerk, problem):
    appeal = appeal_in("handling")
    submit(clerk, page(problem, "gather"), {"appeals": [appeal.pk]})
    other = CommonProblem.objects.create(node=cast.root, title="别的问题")

    answer = clerk.get(page(other, "gather"))

    assert (answer.status_code, ProblemPart.objects.count()) == (422, 1)


def test_of_many_each_is_looked_for(cast, raised, clerk, problem):
    appeals = [raised(title=f"第{n}件") for n in range(31)]
    url = page(problem, "gather")
    form = clerk.get(url).context["form"]
    shown = clerk.get(url, {"pick": "one_1", "q": "第7件"}).context["found"]

    answer = submit(clerk, url, {"one_1": "", "one_1-words": appeals[7].number, "one_2": appeals[8].pk})

    assert "appeals" not in form.fields
    assert [(one["name"], one["note"]) for one in shown] == [(str(appeals[7]), f"第7件 · {cast.tea_firm}")]
    assert answer.status_code == 302
    assert [part.appeal for part in ProblemPart.objects.order_by("appeal__number")] == appeals[7:9]


def test_it_may_be_taken_out_again(cast, appeal_in, clerk, problem):
    submit(clerk, page(problem, "gather"), {"appeals": [appeal_in("handling").pk]})

    answer = submit(clerk, reverse("problem_parts.delete", args=[ProblemPart.objects.get().pk]))

    assert (answer.status_code, answer.url, ProblemPart.objects.count()) == (302, page(problem), 0)


def test_a_policy_suggestion_is_made_from_it(cast, clerk, problem):
    url = reverse("policy_suggestions.add", args=[problem.pk])

    answer = submit(clerk, url, {"to": "县政府办", "text": "一年合并检查一次"})

    made = PolicySuggestion.objects.get()
    assert (answer.url, made.problem, made.to) == (page(problem), problem, "县政府办")
    assert "一年合并检查一次" in clerk.get(page(problem)).content.decode()


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("auditor", (200, 403)),
        ("tea_contact", (404, 404)),
        ("tax_handler", (404, 404)),
        ("tea_secretary", (404, 404)),
        ("stranger", (404, 404)),
    ],
)
def test_who_reads_it_and_who_keeps_it(cast, problem, name, codes):
    client = browser(getattr(cast, name))

    assert (client.get(page(problem)).status_code, client.get(page(problem, "gather")).status_code) == codes


def test_a_problem_does_not_say_who_hides(cast, raised, clerk, problem):
    raised(title="密语", text="第三车间", is_hidden=True)

    said = clerk.get(page(problem, "gather")).content.decode()

    assert ("隐名诉求" in said, "密语" in said, "云雾" in said) == (True, False, False)
    with reaching(cast.auditor.reach(cast.tenant)):
        assert CommonProblem.objects.count() == 1


def test_the_list_is_narrowed_to_a_problem(cast, appeal_in, clerk, problem):
    inside, _outside = appeal_in("handling"), appeal_in("handling")
    submit(clerk, page(problem, "gather"), {"appeals": [inside.pk]})

    listing = clerk.get(reverse("appeals.list"), {"problem": problem.pk}).context["listing"]

    assert [row.record for row in listing.rows] == [inside]
    assert "重复检查" in clerk.get(reverse("appeals.detail", args=[inside.pk])).content.decode()
