"""Taking many into a scheme at once, in which chambers and firms may be called the same."""

from datetime import date

import pytest

from huiguan.mechanisms.liaison.models import Linked, LinkScheme, LinkTarget
from huiguan.register.models import Kind, Organization
from tests.cast import again, browser, organization, submit

NAME = "甲县茶叶协会"


@pytest.fixture
def mixed(cast, within) -> LinkScheme:
    """A scheme that may link to all; a chamber, a firm and a firm with a code are called the same."""
    cast.organizations["chamber"] = organization(cast.root, NAME, kind=Kind.CHAMBER, founded=date(2020, 1, 1))
    cast.organizations["firm"] = organization(cast.root, NAME)
    cast.organizations["coded"] = organization(cast.root, NAME, 77)
    starts = date(2026, 1, 1)
    return LinkScheme.objects.create(node=cast.root, name="联系", starts=starts, links_to=Linked.MIXED)


@pytest.fixture
def many(cast, mixed) -> LinkScheme:
    """So many more that they are not shown to be ticked."""
    Organization.objects.bulk_create([Organization(node=cast.root, name=f"甲县第{n}厂") for n in range(200)])
    return mixed


def url(scheme: LinkScheme) -> str:
    return f"/link_schemes/{scheme.pk}/targets/"


def taken_in() -> list[Organization]:
    return [one.organization for one in LinkTarget.objects.order_by("pk")]


def test_which_of_those_that_are_called_the_same_is_asked_with_their_kinds(cast, many):
    client = browser(cast.clerk)

    asked = submit(client, url(many), {"names": f"甲县第1厂\n{NAME}"})
    before = taken_in()
    kept = again(client, url(many), asked, {"which_0": cast.chamber.pk})

    notes = ["商会", "企业", f"企业 · {cast.coded.uscc}"]
    assert sorted(label for _pk, label in asked.context["form"].fields["which_0"].choices) == sorted(notes)
    (said,) = asked.context["form"].errors["which_0"]
    assert said.startswith(f"叫“{NAME}”的不止一个（") and all(note in said for note in notes)
    assert (asked.status_code, before, kept.status_code) == (422, [], 302)
    assert [str(one) for one in taken_in()] == ["甲县第1厂", NAME]
    assert taken_in()[1] == cast.chamber


@pytest.mark.parametrize("which", ["", "99999", "abc"])
def test_no_other_than_those_is_taken(cast, many, which):
    client = browser(cast.clerk)
    asked = submit(client, url(many), {"names": NAME})

    answer = again(client, url(many), asked, {"which_0": which})

    assert (answer.status_code, list(answer.context["form"].errors), taken_in()) == (422, ["which_0"], [])


def test_a_code_says_which_it_is(cast, many):
    submit(browser(cast.clerk), url(many), {"names": f"{cast.coded.uscc}\n{cast.coded.uscc}"})

    assert taken_in() == [cast.coded]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("", "还没有写要加入哪些：请写名称，一行一个"),
        (" \n　\n", "还没有写要加入哪些：请写名称，一行一个"),
        ("没有的厂\n甲县第1厂", "这些对不上，或者已经加入、不能联系：没有的厂"),
        ("\n".join(f"厂{n}" for n in range(501)), "一次最多 500 行"),
        ("乙县外贸公司", "这些对不上，或者已经加入、不能联系：乙县外贸公司"),
    ],
)
def test_what_cannot_be_taken_in_is_said_beside_the_box(cast, many, names, said):
    answer = submit(browser(cast.clerk), url(many), {"names": names})

    assert (answer.status_code, answer.context["form"].errors, taken_in()) == (422, {"names": [said]}, [])


def test_those_that_are_ticked_say_what_they_are_where_they_are_called_the_same(cast, mixed):
    client = browser(cast.clerk)
    labels = [label for _pk, label in client.get(url(mixed)).context["form"].fields["organizations"].choices]

    nothing = submit(client, url(mixed), {"organizations": []})
    submit(client, url(mixed), {"organizations": [cast.firm.pk]})

    called = sorted(label for label in labels if label.startswith(NAME))
    assert called == sorted([f"{NAME}（商会）", f"{NAME}（企业）", f"{NAME}（企业 · {cast.coded.uscc}）"])
    assert "甲县茶业商会" in labels
    assert nothing.context["form"].errors == {"organizations": ["一个都没有选：请至少勾选一个"]}
    assert taken_in() == [cast.firm]


def test_when_all_are_in_it_says_so(cast, scheme, tea, silk):
    answer = submit(browser(cast.clerk), url(scheme))

    assert answer.context["form"].errors == {"organizations": ["能加入的都已经在方案里了"]}
