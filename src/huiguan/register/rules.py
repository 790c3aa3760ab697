"""Who may do what with organizations, people, offices and code tables."""

from operator import attrgetter

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.reach import current_reach
from huiguan.kernel.rules import YES, Rule, Verdict, condition, holds, holds_for_all, scope_of

NOT_YOURS = _("这条记录由归口单位维护，您可以查看；需要更正请与归口单位联系")


def administers(word: str, why=NOT_YOURS) -> Rule:
    """The person holds ``word`` over the node at which the record is kept. To read it is not enough: a chamber sees its
    members, who are kept where they are registered, and what it is invited to, which is kept by whoever invites.
    """

    def check(by, record):
        scope = scope_of(by, word, record)
        if scope.whole:
            return YES
        places = scope.here or scope.below
        if record is None:
            return YES if places else Verdict(False, why)
        path = attrgetter(record.reach_to.node.replace("__", "."))(record).path
        return YES if path in scope.here or (scope.below and path.startswith(scope.below)) else Verdict(False, why)

    return Rule(check, lambda by, model: _kept_within(scope_of(by, word), model.reach_to.node), frozenset({word}))


def _kept_within(scope, node: str) -> Q:
    return scope.nodes(node) if scope.whole or scope.here or scope.below else Q(pk__in=())


def _keeps_shared_tables(by, record=None):
    verdict = holds_for_all("register.tables")(by)
    if not verdict or current_reach().tenant.is_home:
        return verdict
    return Verdict(False, _("这张表由本系统的主单位统一维护"))


def _is_not_the_tenant(by, record):
    if record is None or record.own_node_id is None or record.own_node.parent_id:
        return YES
    return Verdict(False, _("这是本单位自己的档案，不能删除"))


def _keeps_its_place(by, record):
    if record is None or record.own_node_id is None or scope_of(by, "register.edit", record).whole:
        return YES
    return Verdict(False, _("商会的档案和会员名单连在一起，删除由工商联办理；名称等可以直接修改"))


is_not_the_tenant = Rule(_is_not_the_tenant, lambda by, model: Q(own_node=None) | Q(own_node__parent__isnull=False))
keeps_its_place = Rule(
    _keeps_its_place,
    lambda by, model: Q() if scope_of(by, "register.edit").whole else Q(own_node=None),
    frozenset({"register.edit"}),
)
founds_chambers = holds_for_all("register.edit", _("新商会由工商联登记；您可以登记企业和其他组织"))
gives_reserved_tags = holds_for_all("register.edit", _("这个标签只由工商联贴"))
sees = holds("register.view")
sees_people = holds("register.people")
keeps_people = administers("register.people", _("备注和修改记录由归口单位查看"))
edits = administers("register.edit")
edits_parts = holds("register.edit")
appoints = holds("register.appoint")
edits_contacts = administers("register.edit")
gives_logins = administers("register.logins", _("账号由归口单位办理"))
sees_numbers = administers("register.numbers", _("完整号码由归口单位的工作人员查看"))
sees_contact_numbers = administers("register.numbers", _("完整号码由归口单位的工作人员查看"))
is_own_region = condition(
    lambda region: region.is_own, Q(is_own=True), _("这一行随产品更新，只供查看；您可以在它下面添加自己的区划")
)
keeps_tables = holds_for_all("register.tables")
keeps_shared_tables = Rule(
    _keeps_shared_tables,
    lambda by, model: Q() if _keeps_shared_tables(by) else Q(pk__in=()),
    frozenset({"register.tables"}),
)
keeps_own_regions = keeps_shared_tables & is_own_region
sees_corrections = holds("register.contacts")
proposes_corrections = holds("register.correct", _("更正由企业自己的代表提出；您可以直接修改或者查看档案"))
confirms_corrections = administers("register.edit", _("由归口单位核对"))
