from datetime import date

from django.urls import reverse

from huiguan.kernel import clock
from huiguan.register import actions
from huiguan.register.composition import composition
from huiguan.register.models import Person, Term
from tests.cast import browser, submit


def by_code(body) -> dict:
    return {line.code: [str(person) for person in line.people] for line in body.lines if line.people}


def test_persons_are_counted_and_not_their_posts(cast):
    with cast.work():
        vice = cast.people["vice_chair"]
        actions.appoint(
            cast.posts["member"], cast.root, by=cast.system, person=vice, term=cast.term, starts=date(2020, 1, 1)
        )

        body = composition(cast.term)

    assert by_code(body) == {"C": ["副某"]}
    assert (body.people, body.leading) == (2, 2)


def test_who_stands_in_no_section_is_shown_apart(cast):
    with cast.work():
        body = composition(cast.term)

    assert [str(person) for person in body.without.people] == ["主某"]


def test_sections_without_anybody_are_flagged_except_the_one_that_no_county_has(cast):
    with cast.work():
        body = composition(cast.term)

    assert [line.code for line in body.missing] == list("ABDEFGHIJKLMNOPQRS")


def test_a_term_that_is_over_is_read_at_its_last_day(cast):
    with cast.work():
        actions.leave_office(cast.offices["vice_chair"], by=cast.system, on=date(2023, 7, 17))
        cast.term.ends = date(2023, 7, 17)
        cast.term.save()

        body = composition(cast.term)

    assert (body.day, by_code(body)) == (date(2023, 7, 17), {"C": ["副某"]})


def test_who_left_during_the_term_no_longer_counts(cast):
    with cast.work():
        actions.leave_office(cast.offices["vice_chair"], by=cast.system, on=date(2023, 7, 17))

        with clock.standing_at(clock.at(date(2024, 1, 1))):
            body = composition(cast.term)

    assert by_code(body) == {}


def test_an_auditor_reads_the_composition_and_opens_its_people(cast):
    page = browser(cast.auditor).get(reverse("terms.detail", args=[cast.term.pk])).content.decode()

    assert ("副某" in page, reverse("people.detail", args=[cast.people["vice_chair"].pk]) in page) == (True, True)


def test_a_body_has_each_term_once(cast):
    response = submit(
        browser(cast.clerk), reverse("terms.create"), {"node": cast.root.pk, "number": 8, "starts": "2024-01-01"}
    )

    assert "这一届已经登记过了" in str(response.context["form"].errors)
    with cast.work():
        assert Term.objects.count() == 1


def test_the_term_page_costs_the_same_however_many_sit_in_it(cast, django_assert_max_num_queries):
    client = browser(cast.clerk)
    url = reverse("terms.detail", args=[cast.term.pk])
    client.get(url)
    with cast.work():
        for number in range(12):
            person = Person.objects.create(node=cast.root, name=f"执{number}", organization=cast.silk_firm)
            actions.appoint(
                cast.posts["member"], cast.root, by=cast.system, person=person, term=cast.term, starts=date(2020, 1, 1)
            )

    with django_assert_max_num_queries(30):
        client.get(url)


def test_a_body_that_makes_no_sense_is_one_complaint_and_not_two(cast):
    refused = submit(browser(cast.clerk), reverse("terms.create"), {"node": "x", "number": 9, "starts": "2024-01-01"})

    assert refused.context["form"].errors == {"node": ["这一项现在不能选，请在列出的里面重新选"]}
