"""What guests are told, in words that ask for nothing: subject and text, of the facts as they stand."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, Host, Invitation, Occasion
from huiguan.kernel import words

ASKS = (Occasion.INVITED, Occasion.REMINDED, Occasion.REOPENED, Occasion.CHANGED)  # these end with the way to answer


def subject(occasion: str, activity: Activity) -> str:
    title = {"activity": activity.title}
    return {
        Occasion.INVITED: _("诚邀您参加“%(activity)s”"),
        Occasion.REMINDED: _("“%(activity)s”：您能来吗"),
        Occasion.COMING_UP: _("“%(activity)s”快到了"),
        Occasion.CHANGED: _("“%(activity)s”的时间或地点有变"),
        Occasion.PROMOTED: _("“%(activity)s”：给您留好位置了"),
        Occasion.CANCELLED: _("“%(activity)s”取消了"),
        Occasion.REOPENED: _("“%(activity)s”照常举办"),
        Occasion.WITHDRAWN: _("“%(activity)s”：这次的邀请取消了"),
    }[Occasion(occasion)] % title


def text(occasion: str, invitation: Invitation, link: str = "") -> str:
    """To be sent as it is; ``link`` is the guest's own."""
    activity = invitation.activity
    lines = [_("%(guest)s：您好！%(said)s") % {"guest": invitation, "said": said(occasion, activity)}]
    lines += _where_and_when(occasion, activity)
    if link and occasion in ASKS:
        lines.append(words.labelled(_("请答复（不用账号，能来不能来都可以）"), link))
    elif link and occasion in (Occasion.COMING_UP, Occasion.PROMOTED):
        lines.append(words.labelled(_("有变化请在这里说一声"), link))
    return "\n".join(lines)


def to_all(occasion: str, activity: Activity) -> str:
    """For a chat in which all guests are, where nobody's own link belongs."""
    return "\n".join([_("各位好！%(said)s") % {"said": said(occasion, activity)}, *_where_and_when(occasion, activity)])


def _where_and_when(occasion: str, activity: Activity) -> list[str]:
    if occasion in (Occasion.CANCELLED, Occasion.WITHDRAWN):
        return []
    place = [words.labelled(_("地点"), activity.place)] if activity.place else []
    return [words.labelled(_("时间"), when(activity)), *place]


def said(occasion: str, activity: Activity) -> str:
    facts = {"activity": activity.title, "when": when(activity)}
    return {
        Occasion.INVITED: _("诚邀您参加“%(activity)s”。"),
        Occasion.REMINDED: _("“%(activity)s”邀请过您，还没有收到答复；来不来都由您定。"),
        Occasion.COMING_UP: _("“%(activity)s”快到了，欢迎您来。"),
        Occasion.CHANGED: _("“%(activity)s”的时间或地点有变，请看下面。"),
        Occasion.PROMOTED: _("“%(activity)s”空出了位置，给您留好了。"),
        Occasion.CANCELLED: _("原定%(when)s的“%(activity)s”取消了，不用来了，抱歉给您添麻烦。"),
        Occasion.REOPENED: _("“%(activity)s”照常举办。"),
        Occasion.WITHDRAWN: _("原定%(when)s的“%(activity)s”，这次的邀请取消了，抱歉给您添麻烦。"),
    }[Occasion(occasion)] % facts


def as_host(host: Host) -> tuple[str, str]:
    """Subject and text for those who speak for an organization that is put among the hosts."""
    facts = {"activity": host.activity.title, "unit": host.organization, "part": host.get_part_display()}
    lines = [_("“%(activity)s”把%(unit)s列为%(part)s单位。有不对的地方，请和牵头单位说一声。") % facts]
    return _("“%(activity)s”由你们参与举办") % facts, "\n".join(lines + _where_and_when("", host.activity))


def when(activity: Activity) -> str:
    return date_format(timezone.localtime(activity.starts), "DATETIME_FORMAT")
