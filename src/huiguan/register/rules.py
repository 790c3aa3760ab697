"""Who may do what with organizations, people, offices and code tables."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.reach import current_reach
from huiguan.kernel.rules import YES, Rule, Verdict, holds, holds_for_all, scope_of

NOT_YOURS = _("这条记录由归口单位维护，您可以查看；需要更正请与归口单位联系")


def administers(word: str, why=NOT_YOURS) -> Rule:
    """The person holds ``word`` over the record's own node. That an organization belongs to one's chamber is not
    enough: its members are seen there, and kept where they are registered."""

    def check(by, record):
        scope = scope_of(by, word, record)
        if scope.whole:
            return YES
        places = scope.here or scope.below
        if record is None:
            return YES if places else Verdict(False, why)
        path = record.node.path
        return YES if path in scope.here or (scope.below and path.startswith(scope.below)) else Verdict(False, why)

    return Rule(check, lambda by, model: scope_of(by, word).nodes("node"), frozenset({word}))


def _keeps_shared_tables(by, record=None):
    verdict = holds_for_all("register.tables")(by)
    if not verdict or current_reach().tenant.is_home:
        return verdict
    return Verdict(False, _("这张表由本系统的主单位统一维护"))


sees = holds("register.view")
sees_people = holds("register.people")
edits = administers("register.edit")
edits_parts = holds("register.edit")
appoints = holds("register.appoint")
gives_logins = holds("register.logins")
sees_numbers = holds("register.numbers")
keeps_tables = holds_for_all("register.tables")
keeps_shared_tables = Rule(
    _keeps_shared_tables,
    lambda by, model: Q() if _keeps_shared_tables(by) else Q(pk__in=()),
    frozenset({"register.tables"}),
)
