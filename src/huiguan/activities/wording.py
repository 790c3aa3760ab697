"""What guests are told, in words that ask for nothing: subject and text, of the facts as they stand."""

from datetime import date, time

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from huiguan.activities.models import Activity, ActivityState, Booth, Host, Invitation, Occasion, Part
from huiguan.activities.models.invitations import UNANSWERED
from huiguan.kernel import clock, words

ASKS = (Occasion.INVITED, Occasion.REMINDED, Occasion.REOPENED, Occasion.CHANGED)  # these ask whoever has not answered


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
    asks = occasion in ASKS and invitation.state in UNANSWERED
    lines += _facts(occasion, activity, asks=asks)
    if link and asks:
        lines.append(words.labelled(_("请答复（不用账号，能来不能来都可以）"), link))
    elif link and occasion in (*ASKS, Occasion.COMING_UP, Occasion.PROMOTED):
        lines.append(words.labelled(_("有变化请在这里说一声"), link))
    return "\n".join(lines)


def to_all(occasion: str, activity: Activity) -> str:
    """For a chat in which all guests are, where nobody's own link belongs."""
    return "\n".join(
        [_("各位好！%(said)s") % {"said": said(occasion, activity)}, *_facts(occasion, activity, asks=occasion in ASKS)]
    )


def hosts(activity: Activity) -> list[tuple[str, str]]:
    """Who invites: the parts that there are, each with the organizations in it, the one that leads first."""
    prefetch_related_objects([activity], Prefetch("hosts", Host.objects.select_related("organization")))
    rows = list(activity.hosts.all())
    found = [(part, [row.organization for row in rows if row.part == part]) for part in Part]
    return [(str(part.label), words.listed(names)) for part, names in found if names]


def still_asked_by(activity: Activity) -> date | None:
    """By when guests are asked to answer, as long as there is time and it is to be held."""
    is_ahead = activity.state == ActivityState.PLANNED and activity.reply_by and activity.reply_by >= clock.today()
    return activity.reply_by if is_ahead else None


def when(activity: Activity) -> str:
    """2026年5月1日 09:00–11:30; with both days where it goes over several."""
    first = timezone.localtime(activity.starts)
    last = timezone.localtime(activity.ends) if activity.ends else first
    if last == first:
        return begins(activity)
    if last.date() == first.date():
        return f"{begins(activity)}–{date_format(last, 'TIME_FORMAT')}"
    return f"{begins(activity)} – {date_format(last, 'DATETIME_FORMAT')}"


def begins(activity: Activity) -> str:
    """2026年5月1日 09:00; of what begins with its day no hour is known."""
    first = timezone.localtime(activity.starts)
    return date_format(first, "DATETIME_FORMAT" if first.time() != time() else "DATE_FORMAT")


def _facts(occasion: str, activity: Activity, *, asks: bool = False) -> list[str]:
    """What guests of what is held must know; of what is off, who says so and what else there is to say."""
    inviters = [words.labelled(part, names) for part, names in hosts(activity)]
    if occasion == Occasion.CANCELLED and activity.words_to_guests:
        return [activity.words_to_guests, *inviters]
    if occasion in (Occasion.CANCELLED, Occasion.WITHDRAWN):
        return inviters
    lines = [words.labelled(_("时间"), when(activity))]
    if activity.place:
        lines.append(words.labelled(_("地点"), activity.place))
    lines += inviters
    if asks and (by_when := still_asked_by(activity)):
        lines.append(words.labelled(_("请在这天前答复"), date_format(by_when, "DATE_FORMAT")))
    return lines


def said(occasion: str, activity: Activity) -> str:
    facts = {"activity": activity.title, "when": date_format(timezone.localtime(activity.starts), "DATETIME_FORMAT")}
    return {
        Occasion.INVITED: _("诚邀您参加“%(activity)s”。"),
        Occasion.REMINDED: _("“%(activity)s”邀请过您，还没有收到答复；来不来都由您定。"),
        Occasion.COMING_UP: _("“%(activity)s”快到了，欢迎您来。"),
        Occasion.CHANGED: _("“%(activity)s”的时间或地点有变，请看下面。"),
        Occasion.PROMOTED: _("“%(activity)s”空出了位置，给您留好了。"),
        Occasion.CANCELLED: _("原定%(when)s的“%(activity)s”取消了，抱歉给您添麻烦。")
        if activity.kind.is_visit  # nobody comes to a visit
        else _("原定%(when)s的“%(activity)s”取消了，不用来了，抱歉给您添麻烦。"),
        Occasion.REOPENED: _("“%(activity)s”照常举办。"),
        Occasion.WITHDRAWN: _("原定%(when)s的“%(activity)s”，这次的邀请取消了，抱歉给您添麻烦。"),
    }[Occasion(occasion)] % facts


def as_exhibitor(booth: Booth) -> tuple[str, str]:
    """Subject and text for those who speak for an organization to which a stand is given."""
    facts = {"activity": booth.activity.title, "number": booth.number, "unit": booth.organization}
    lines = [_("“%(activity)s”给%(unit)s留了展位 %(number)s。有变化，请和主办单位说一声。") % facts]
    return _("“%(activity)s”：展位 %(number)s") % facts, "\n".join(lines + _facts("", booth.activity))


def as_host(host: Host) -> tuple[str, str]:
    """Subject and text for those who speak for an organization that is put among the hosts."""
    facts = {"activity": host.activity.title, "unit": host.organization, "part": host.get_part_display()}
    lines = [_("“%(activity)s”把%(unit)s列为%(part)s单位。有不对的地方，请和牵头单位说一声。") % facts]
    return _("“%(activity)s”由你们参与举办") % facts, "\n".join(lines + _facts("", host.activity))
