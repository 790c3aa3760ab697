from datetime import date

import pytest

from huiguan.kernel.models import User
from huiguan.kernel.reach import reaching, whole
from huiguan.register.models import Term
from huiguan.reports.actions import bring_in_claims
from huiguan.reports.checks import check, check_all
from huiguan.reports.claims import Verdict
from huiguan.reports.models import Bound, Claim, Kind, Publication, Tie
from huiguan.reports.tests.conftest import firm, user_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim_of(home):
    """Makes a claim, with ties given as (figure, what else the tie says)."""
    with reaching(whole(home)):
        publication = Publication.objects.create(title="某文", publisher="某报", published=date(2021, 1, 18))

    def make(bound, number, *ties, kind=Kind.MEASURE):
        with reaching(whole(home)):
            claim = Claim.objects.create(
                publication=publication,
                code=f"C{Claim.objects.count()}",
                phrase="某句",
                number=number,
                bound=bound,
                kind=kind,
                unit="家",
                cut_off=publication.published,
            )
            for order, (figure, values) in enumerate(ties):
                Tie.objects.create(claim=claim, order=order, figure=figure, **values)
        return claim

    return make


TIED = (*range(1, 16), 17, 18, *range(21, 25), 29, 34, 35, *range(41, 46))  # of the article's claims


def checked(claim, user=None):
    reach = user.reach(claim.tenant) if user else whole(claim.tenant)
    with reaching(reach):
        return check(Claim.objects.get(pk=claim.pk))


def test_a_claim_holds_with_the_value_and_the_records_behind_it(home, counting, claim_of):
    for name in ("甲", "乙", "丙"):
        firm(home, name)

    found = checked(claim_of(Bound.EXACT, 3, ("firms.founded", {})))

    assert found.plain | {"phrase": ""} == {
        "id": "C0",
        "phrase": "",
        "verdict": "holds",
        "value": "3",
        "unit": "家",
        "records": 3,
    }


def test_what_happened_after_the_cut_off_does_not_count(home, counting, claim_of):
    firm(home, "甲", founded=date(2021, 1, 18))
    firm(home, "乙", founded=date(2021, 1, 19))

    found = checked(claim_of(Bound.EXACT, 2, ("firms.founded", {})))

    assert (found.verdict, found.values, found.records) == (Verdict.CONTRADICTS, [1], 1)


def test_a_tie_may_narrow_the_figure_and_its_period(home, counting, claim_of):
    firm(home, "甲", "C", founded=date(2018, 5, 1))
    firm(home, "乙", "C", founded=date(2019, 5, 1))
    firm(home, "丙", "F", founded=date(2018, 5, 1))
    year = {"starts": date(2018, 1, 1), "ends": date(2018, 12, 31), "filters": {"section": "C"}}

    assert checked(claim_of(Bound.EXACT, 1, ("firms.founded", year))).verdict == Verdict.HOLDS


def test_no_records_at_all_leave_a_claim_unknown(home, counting, claim_of):
    found = checked(claim_of(Bound.EXACT, 3, ("firms.founded", {})))

    assert (found.verdict, found.plain["value"], found.records) == (Verdict.UNKNOWN, None, 0)


def test_a_figure_that_is_not_installed_leaves_a_claim_unknown(home, claim_of):
    found = checked(claim_of(Bound.EXACT, 3, ("mars.founded", {})))

    assert (found.verdict, found.records, "mars.founded" in found.finding.why) == (Verdict.UNKNOWN, 0, True)


def test_a_claim_without_a_tie_is_untied(home, claim_of):
    found = checked(claim_of(Bound.EXACT, 3))

    assert (found.verdict, found.plain["value"], found.records) == (Verdict.UNTIED, None, 0)


def test_an_attribute_is_read_off_its_record(home, counting, claim_of):
    with reaching(whole(home)):
        Term.objects.create(node=home.nodes.get(), number=8, starts=date(2018, 3, 1))

    found = checked(claim_of(Bound.EXACT, 8, ("terms.number", {}), kind=Kind.ORDINAL))

    assert (found.verdict, found.plain["value"], found.records) == (Verdict.HOLDS, "8", 1)


def test_readings_that_disagree_are_both_shown_and_their_records_counted_once(home, counting, claim_of):
    for section in "ABCDEFGHIJKLMNOPQRS":
        firm(home, section, section)
    ties = [("firms.sections", {"out_of": count, "unit": "%"}) for count in (20, 19)]

    found = checked(claim_of(Bound.APPROXIMATE, None, *ties, kind=Kind.VAGUE))

    assert found.verdict == Verdict.AMBIGUOUS
    assert (found.plain["value"], found.plain["unit"], found.records) == (["95", "100"], "%", 19)


@pytest.mark.parametrize(
    ("key", "verdict"), [("firms.founded", Verdict.HOLDS), ("firms.in_confidence", Verdict.UNKNOWN)]
)
def test_a_total_decides_a_claim_and_a_part_of_the_records_does_not(home, counting, claim_of, key, verdict):
    firm(home, "甲")
    claim = claim_of(Bound.EXACT, 1, (key, {}))

    assert checked(claim, user_with(home, "reports.view", "register.view")).verdict == Verdict.HOLDS
    assert checked(claim, user_with(home, "reports.view")).verdict == verdict


def test_the_article_is_brought_in_once_and_its_text_is_not(home):
    bring_in_claims(home, by=User.system())
    bring_in_claims(home, by=User.system())

    with reaching(whole(home)):
        claims = list(Claim.objects.values_list("code", flat=True))
        versions = set(Claim.objects.values_list("version", flat=True)) | set(
            Tie.objects.values_list("version", flat=True)
        )
        tied = set(Tie.objects.values_list("claim__code", flat=True))

    assert claims == [f"SF-{number:02}" for number in range(1, 68)]
    assert versions == {1}
    assert tied == {f"SF-{number:02}" for number in TIED}


def test_bringing_in_again_mends_what_differs(home):
    bring_in_claims(home, by=User.system())
    with reaching(whole(home)):
        claim = Claim.objects.get(code="SF-08")
        claim.phrase = "轮值活动9次"
        claim.save()
        Tie.objects.create(claim=claim, order=9, figure="too.many")

    bring_in_claims(home, by=User.system())

    with reaching(whole(home)):
        claim = Claim.objects.get(code="SF-08")
        assert (claim.phrase, claim.ties.count()) == ("轮值活动8次", 1)


def test_an_empty_installation_leaves_every_tied_claim_unknown(home):
    bring_in_claims(home, by=User.system())

    with reaching(whole(home)):
        verdicts = {found.claim.code: found.verdict for found in check_all(Claim.objects.prefetch_related("ties"))}

    assert {code for code, verdict in verdicts.items() if verdict == Verdict.UNKNOWN} == {
        f"SF-{number:02}" for number in TIED
    }
    assert set(verdicts.values()) == {Verdict.UNKNOWN, Verdict.UNTIED}


def test_checking_costs_the_same_however_many_records_there_are(
    home, counting, claim_of, django_assert_max_num_queries
):
    claim_of(Bound.EXACT, 1, ("firms.founded", {}))
    claim_of(Bound.LOWER_BOUND, 1, ("firms.founded", {}))
    claim_of(Bound.EXACT, 1, ("firms.sections", {}))

    for number in range(12):
        firm(home, f"企业{number}")
        with reaching(whole(home)), django_assert_max_num_queries(6):
            check_all(Claim.objects.prefetch_related("ties"))
