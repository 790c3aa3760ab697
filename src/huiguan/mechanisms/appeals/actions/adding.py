"""What whoever raised an appeal is asked to add, and what they add of themselves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from huiguan.kernel import clock
from huiguan.kernel.models import Attachment
from huiguan.mechanisms.appeals.actions import telling
from huiguan.mechanisms.appeals.actions.clocking import hold, let_run
from huiguan.mechanisms.appeals.models import Addition, Appeal, Stage
from huiguan.mechanisms.appeals.queries.veil import filing_for_the_house


def ask_more(appeal: Appeal, *, by, lacking: str) -> None:
    """Of what is hidden the clock, which units read later, does not say what was lacking."""
    hold(appeal, (Stage.ACCEPT,), _("等企业补充") if appeal.is_hidden else lacking)
    telling.tell_filer(appeal, _("请您补充"), lacking)


def supplement(appeal: Appeal, *, by, text: str, files: Iterable = ()) -> None:
    _keep(appeal, text, files)
    let_run(appeal, (Stage.ACCEPT,))
    telling.tell_office(appeal, _("企业补充了，待受理"))


def add(appeal: Appeal, *, by, text: str, files: Iterable = ()) -> None:
    """Who works on it reads it; of what is hidden they hear only that there is more, and ask the office."""
    _keep(appeal, text, files)
    said = "" if appeal.is_hidden else text
    telling.tell_office(appeal, _("有了补充说明"), said)
    telling.tell_units(appeal, _("有了补充说明"), said)


def _keep(appeal: Appeal, text: str, files: Iterable) -> None:
    Addition(appeal=appeal, on=clock.happened(), text=text).save()
    filing = filing_for_the_house(appeal)
    for one in files:
        Attachment.hang(filing, one)
