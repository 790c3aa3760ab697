import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from huiguan.kernel.models import User
from huiguan.reports.actions import bring_in_claims
from huiguan.reports.tests.conftest import firm

pytestmark = pytest.mark.django_db


def printed(*args: str):
    out = StringIO()
    call_command(*args, stdout=out)
    return out.getvalue()


def test_figures_are_printed_as_json_with_as_many_records_as_the_value_says(home, neighbour, counting):
    firm(home, "甲")
    firm(home, "乙", founded=date(2020, 2, 1))
    firm(neighbour, "丙")

    found = json.loads(printed("figures", "--from", "2019-01-01", "--to", "2019-12-31", "--json"))

    assert [set(row) for row in found] == [{"key", "label", "value", "unit", "definition", "records"}] * len(found)
    assert next(row for row in found if row["key"] == "firms.founded") == {
        "key": "firms.founded",
        "label": "新办企业",
        "value": "1",
        "unit": "家",
        "definition": "统计期内成立的企业",
        "records": 1,
    }


def test_figures_of_another_tenant_are_asked_for_by_its_code(home, neighbour, counting):
    firm(neighbour, "丙")
    firm(neighbour, "丁")

    found = json.loads(printed("figures", "--tenant", "lin", "--json"))

    assert [row["value"] for row in found if row["key"] == "firms.founded"] == ["2"]


def test_figures_without_json_are_lines(home, counting):
    firm(home, "甲")

    assert "firms.founded\t1\t家\t1\t新办企业" in printed("figures").splitlines()


def test_claims_are_printed_as_json(home):
    bring_in_claims(home, by=User.system())

    found = json.loads(printed("claims", "--json"))

    assert len(found) == 67
    assert found[6] == {
        "id": "SF-07",
        "phrase": "让每个企业都有发声机会",
        "verdict": "unknown",
        "value": None,
        "unit": "%",
        "records": 0,
    }


def test_claims_of_a_tenant_without_any_are_none(home, neighbour):
    bring_in_claims(home, by=User.system())

    assert json.loads(printed("claims", "--tenant", "lin", "--json")) == []


@pytest.mark.parametrize(
    "args",
    [
        ("figures", "--tenant", "nowhere"),
        ("claims", "--tenant", "nowhere"),
        ("figures", "--from", "2020-01-02", "--to", "2020-01-01"),
        ("figures", "--from", "2020-13-01"),
    ],
)
def test_what_cannot_be_answered_is_refused(home, args):
    with pytest.raises(CommandError):
        printed(*args)


def test_an_installation_without_a_tenant_says_so(db):
    with pytest.raises(CommandError, match="--tenant"):
        printed("claims", "--json")
