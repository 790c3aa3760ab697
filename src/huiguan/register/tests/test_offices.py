from datetime import date

import pytest
from django.urls import reverse

from huiguan.kernel.flow import NotAllowed
from huiguan.kernel.models import Grant, Tenant, User
from huiguan.kernel.reach import reaching, whole
from huiguan.register import actions, queries
from huiguan.register.models import Body, Office, Person, Post
from huiguan.register.opening import open_tables
from tests.cast import browser, submit

NEW = reverse("offices.create")


def given(cast, post: str, **data) -> dict:
    return {"post": cast.posts[post].pk, "node": cast.root.pk, "starts": "2024-01-01"} | data


def test_a_clerk_appoints_a_member_of_the_committee(cast):
    person = cast.people["vice_chair"]

    response = submit(browser(cast.clerk), NEW, given(cast, "member", person=person.pk, term=cast.term.pk))

    with cast.work():
        made = Office.objects.get(person=person, post=cast.posts["member"])
    assert (response.status_code, made.term, made.starts) == (302, cast.term, date(2024, 1, 1))


def test_nobody_appoints_to_a_post_that_opens_more_than_they_hold(cast):
    person = cast.people["clerk"]

    response = submit(browser(cast.clerk), NEW, given(cast, "admin", person=person.pk))

    assert (response.status_code, list(response.context["form"].errors)) == (422, ["post"])
    assert "您自己没有的系统权限" in response.context["form"].errors["post"][0]
    with cast.work():
        assert not Office.objects.filter(person=person, post=cast.posts["admin"]).exists()


def test_nobody_ends_an_office_that_they_could_not_have_given(cast):
    with cast.work(), pytest.raises(NotAllowed):
        actions.leave_office(cast.offices["admin"], by=cast.clerk, on=date(2024, 1, 1))


def test_leaving_office_takes_its_words_away(cast):
    office, client = cast.offices["vice_chair"], browser(cast.vice_chair)
    before = client.get("/organizations/").status_code

    url = reverse("offices.leave", args=[office.pk])
    submit(browser(cast.clerk), url, {"on": "2024-05-01", "reason": "换届"})

    office.refresh_from_db()
    assert (before, office.ends, office.end_reason) == (200, date(2024, 5, 1), "换届")
    assert browser(User.objects.get(username="vice_chair")).get("/organizations/").status_code == 403


def test_an_office_does_not_end_before_it_begins(cast):
    url = reverse("offices.leave", args=[cast.offices["vice_chair"].pk])

    response = submit(browser(cast.clerk), url, {"on": "2019-05-01"})

    assert list(response.context["form"].errors) == ["on"]


def test_an_office_is_of_a_person_or_of_an_organization(cast):
    both = given(cast, "member", person=cast.people["clerk"].pk, organization=cast.tea_firm.pk)

    response = submit(browser(cast.clerk), NEW, both)

    assert "任职人和任职单位只能填一个" in str(response.context["form"].errors)


def test_a_term_belongs_to_the_body_of_the_office(cast):
    person = cast.people["clerk"]

    response = submit(
        browser(cast.admin), NEW, given(cast, "member", person=person.pk, node=cast.tea.own_node_id, term=cast.term.pk)
    )

    assert list(response.context["form"].errors) == ["term"]


def test_opened_from_a_person_the_form_starts_from_them(cast):
    form = browser(cast.clerk).get(f"{NEW}?person={cast.people['chair'].pk}").context["form"]

    assert form["person"].value() == cast.people["chair"].pk


def test_a_post_takes_no_role_that_its_editor_could_not_give(cast):
    url = reverse("posts.edit", args=[cast.posts["member"].pk])

    response = submit(browser(cast.clerk), url, {"role": "admin"})

    assert list(response.context["form"].errors) == ["role"]


def test_a_new_role_of_a_post_reaches_everybody_who_holds_it(cast):
    with cast.work():
        person = Person.objects.create(
            node=cast.root, name="执某", user=User.objects.create_user("member", name="执某")
        )
        actions.appoint(cast.posts["member"], cast.root, by=cast.system, person=person, starts=date(2020, 1, 1))
    before = Grant.objects.filter(user=person.user).count()

    submit(browser(cast.admin), reverse("posts.edit", args=[cast.posts["member"].pk]), {"role": "leader"})

    assert (before, Grant.objects.filter(user=person.user, word="register.view").count()) == (0, 1)


# at which bodies a post exists


@pytest.fixture
def vice_president(cast) -> Post:
    with cast.work():
        return Post.objects.create(code="vice_president", name="总商会副会长", body="federation", role="leader")


def test_a_post_of_the_federation_is_not_given_at_a_chamber(cast, vice_president):
    person, client = cast.people["vice_chair"].pk, browser(cast.clerk)
    data = {"post": vice_president.pk, "person": person, "starts": "2024-01-01"}

    refused = submit(client, NEW, data | {"node": cast.tea.own_node.pk})
    with cast.work(), pytest.raises(NotAllowed, match="总商会副会长”是工商联的职务"):
        actions.appoint(
            vice_president, cast.tea.own_node, by=cast.system, starts=date(2024, 1, 1), person=cast.people["clerk"]
        )

    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["post"])
    assert "“总商会副会长”是工商联的职务，“甲县茶业商会”没有" in str(refused.context["form"].errors["post"])
    assert submit(client, NEW, data | {"node": cast.root.pk}).status_code == 302


def test_the_form_offers_posts_by_body_and_only_those_of_a_given_one(cast, vice_president):
    client = browser(cast.clerk)
    with cast.work():
        Post.objects.create(code="chamber_president", name="会长", body="chamber")

    all_bodies, of_a_term = client.get(NEW), client.get(f"{NEW}?term={cast.term.pk}")

    groups = [
        str(label) for label, choices in all_bodies.context["form"].fields["post"].choices if isinstance(choices, list)
    ]
    assert groups == ["工商联的职务", "商会的职务", "各处都有的职务"]
    assert not of_a_term.context["form"].fields["post"].queryset.filter(body="chamber").exists()


def test_books_open_with_posts_that_know_their_bodies(db):
    with reaching(whole(Tenant.objects.create(code="bing", name="丙县"))):
        open_tables()
        bodies = {body: set(Post.objects.filter(body=body).values_list("code", flat=True)) for body in Body}
        of_bodies = set(queries.posts_of_bodies().values_list("code", flat=True))

    assert bodies["chamber"] == {"president", "chamber_vice_president", "secretary"}
    assert {"vice_president", "member", "admin"} <= bodies["federation"]
    assert {"admin", "auditor", "firm"} & of_bodies == set()
    assert {"chair", "president", "clerk"} <= of_bodies
