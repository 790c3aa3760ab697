"""What whoever makes a move should know before they press: what changes by it, and who hears of it."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from huiguan.activities import moving, voices
from huiguan.activities.answering import reached
from huiguan.activities.models import Activity, Certificate, Clearance, Consent, Host, Invitation, Reply, Visit
from huiguan.activities.models.invitations import COMING, OPEN
from huiguan.activities.rules import missing
from huiguan.activities.visit_load import in_words, warnings
from huiguan.kernel import clock
from huiguan.kernel.words import bracketed, listed


def is_yet_to_come(activity: Activity) -> list[str]:
    found = []
    if activity.starts > clock.now():
        planned = date_format(timezone.localtime(activity.starts), "DATETIME_FORMAT")
        found.append(gettext("原定 %(planned)s 才开始；已经提前办了的，请填实际时间") % {"planned": planned})
    if names := missing(activity.pk):
        said = gettext("还差审批：%(names)s。办过了照样登记，审批可以在活动页补登")
        found.append(said % {"names": listed(names)})
    visits = Visit.objects.filter(activity=activity).exclude(state=Consent.AGREED).select_related("organization")
    if unsaid := [bracketed(visit.organization, visit.get_state_display()) for visit in visits]:
        said = gettext("还没有同意走访的：%(firms)s。照样可以登记，走访记录里会写着")
        found.append(said % {"firms": listed(unsaid)})
    return found


def is_on_again(activity: Activity) -> list[str]:
    """Of the firms that it visits, on the day on which it had been planned."""
    visits = list(Visit.objects.filter(activity=activity).select_related("organization").prefetch_related("topics"))
    if not visits or activity.starts <= clock.now():
        return []
    day = timezone.localdate(activity.starts)
    found = [(one.organization, warnings(one.organization, day, one.topics.all(), activity)) for one in visits]
    return [gettext("走访的企业会再问一次是否方便"), *in_words(found)]


def is_not_held_after_all(activity: Activity) -> list[str]:
    found = [gettext("回到“筹备中”，时间退回原定的；纪要和参加人员都留着，以后可以再登记为已举办")]
    if moving.went_along(activity) and (there := moving.laid_out(activity)):
        found.append(gettext("登记举办时跟着改期的，跟着退回：%(what)s") % {"what": there})
    if n := Certificate.objects.filter(participation__activity=activity).count():
        said = gettext("已发 %(n)s 份证书，再登记为已举办以前不能下载；编号留着，不会再给别人")
        found.append(said % {"n": n})
    return found


def is_called_off(activity: Activity) -> list[str]:
    found = [gettext("取消后不计入统计；填写的内容和参加人员都留着，以后可以“恢复筹备”")]
    asked = Invitation.objects.filter(activity=activity, state__in=OPEN)
    by_house = reached(asked)
    counts = {"n": asked.count(), "m": asked.filter(state__in=COMING).count(), "told": by_house}
    if counts["n"]:
        found.append(gettext("已邀请 %(n)s 位，其中 %(m)s 位答复要来；打开链接的会看到已经取消") % counts)
    if by_house:
        found.append(gettext("%(told)s 位由系统发消息或邮件告诉") % counts)
    if left := counts["n"] - by_house:
        found.append(gettext("%(n)s 位要您打电话或发微信告诉：取消后到“通知客人”，话已经写好") % {"n": left})
    others = Host.objects.filter(voices.any_of("organization"), activity=activity)
    if hosts := others.exclude(organization__own_node=activity.node).select_related("organization"):
        found.append(gettext("一同举办的%(hosts)s由系统发消息告诉") % {"hosts": listed(hosts)})
    return found


def is_taken_back(invitation: Invitation) -> list[str]:
    """What the guest notices of it."""
    if invitation.state == Reply.DRAFTED:
        return [gettext("还没有发出，客人不知道；以后可以“恢复邀请”")]
    found = [gettext("客人的链接打不开了，占的名额空出来；以后可以“恢复邀请”，再发一次")]
    if reached(Invitation.objects.filter(pk=invitation.pk)):
        return [*found, gettext("由系统发消息或邮件告诉客人")]
    return [*found, gettext("已经告诉过邀请的，要您再说一声撤回了：到“通知客人”，话已经写好")]


def is_late(clearance: Clearance) -> list[str]:
    if clock.today() <= clearance.due:
        return []
    return [gettext("规定 %(day)s 前报，已经晚了；请照实际报出的日期填") % {"day": clearance.due}]


def is_open_again(clearance: Clearance) -> list[str]:
    if not clearance.asks_approval:
        return [gettext("退回“待报”，文号和日期留着，以后可以再报")]
    return [gettext("退回“待报”：答复去掉，报出的文号和日期留着；重新同意以前不能发出邀请")]
