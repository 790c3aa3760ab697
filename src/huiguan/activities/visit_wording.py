"""What firms are told of visits, and what visitors are told of their answers: in words that ask for nothing more."""

from django.utils.translation import gettext as _

from huiguan.activities import wording
from huiguan.activities.models import Activity, Visit
from huiguan.activities.visit_load import visitors
from huiguan.kernel.words import labelled, listed


def asked(visit: Visit) -> tuple[str, str]:
    said = _("%(who)s想来%(unit)s走访，方便不方便由你们定：可以同意，可以改天，也可以谢绝。不用准备材料。")
    return _("%(who)s想来走访") % _facts(visit), _lines(said % _facts(visit), visit)


def asked_anew(visit: Visit) -> tuple[str, str]:
    said = _("%(who)s走访%(unit)s的时间有变，原来的答复不算了，请按新的时间再答复一次。")
    return _("%(who)s走访的时间变了") % _facts(visit), _lines(said % _facts(visit), visit)


def changed(visit: Visit) -> tuple[str, str]:
    said = _("%(who)s来%(unit)s走访要谈的有变，请看下面。不方便的，可以改答复。")
    return _("%(who)s走访要谈的变了") % _facts(visit), _lines(said % _facts(visit), visit)


def called_off(visit: Visit) -> tuple[str, str]:
    said = _("%(who)s原定%(when)s到%(unit)s的走访不来了，抱歉给你们添麻烦。")
    return _("%(who)s的走访取消了") % _facts(visit), said % _facts(visit)


def noted(visit: Visit) -> tuple[str, str]:
    said = _("工作人员登记了%(unit)s电话里的答复：%(answer)s。不对的话，请自己改答复。")
    return _("登记了电话里的答复：%(answer)s") % _facts(visit), _lines(said % _facts(visit), visit)


def answered(visit: Visit) -> tuple[str, str]:
    subject = _("%(unit)s对走访的答复：%(answer)s") % _facts(visit)
    return subject, "\n".join(filter(None, [_lines("", visit), visit.words and labelled(_("企业的话"), visit.words)]))


def of(activity: Activity) -> str:
    return visitors([activity])[activity.pk]


def _facts(visit: Visit) -> dict[str, str]:
    return {
        "who": of(visit.activity),
        "unit": str(visit.organization),
        "when": wording.when(visit.activity),
        "answer": visit.get_state_display(),
    }


def _lines(said: str, visit: Visit) -> str:
    topics = listed(visit.topics.all())
    activity = visit.activity
    lines = [said, labelled(_("活动"), activity), labelled(_("时间"), wording.when(activity))]
    lines += [labelled(_("地点"), activity.place)] if activity.place else []
    return "\n".join(filter(None, [*lines, topics and labelled(_("要谈的"), topics)]))
