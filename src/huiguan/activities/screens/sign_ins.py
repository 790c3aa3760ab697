"""The day itself: the page at the door, the code that hangs there, the list on paper and its way back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, at_the_door, doors, papers
from huiguan.activities.flow import SignInFlow
from huiguan.activities.forms import ListForm, NameAndFirmForm, RepliedForm
from huiguan.activities.models import Activity, ActivityState, Invitation, SignIn, SignInState, Way
from huiguan.activities.models.invitations import OPEN
from huiguan.activities.pasted import Entry
from huiguan.activities.qr import code_of
from huiguan.activities.recognizing import Somebody, recognized
from huiguan.activities.rules import arranges
from huiguan.activities.screens.arranged import arranged
from huiguan.activities.screens.of_activity import PartOfActivity
from huiguan.kernel.flow import NotNow
from huiguan.kernel.forms import Form
from huiguan.kernel.papers import send


class SignInDesk(PartOfActivity):
    name = "sign_ins"
    model = SignIn
    flow = SignInFlow
    title = _("签到")
    one = pgettext_lazy("新增的", "签到")
    pages = {
        "door": "of/<whole:owner>/",
        "arrive": "of/<whole:owner>/arrive/<whole:invitation>/",
        "poster": "of/<whole:owner>/poster/",
        "replied": "of/<whole:owner>/replied/",
        "upload": "of/<whole:owner>/list/",
        "paper": "of/<whole:owner>/paper/",
        "docx": "of/<whole:owner>/paper.docx",
    }
    posted = frozenset({"door", "arrive", "poster", "replied", "upload", "move"})
    takes_files = frozenset({"upload"})
    rules = dict.fromkeys((*pages, "move"), arranges)

    def get_queryset(self):
        return SignIn.objects.select_related("activity")

    def url_of(self, record):
        return self.url("door", record.activity_id)

    def crumbs(self):
        activity = self.record.activity if self.record else self.activity
        is_below = activity and self.page != "door"
        door = [{"label": gettext("到场登记"), "url": self.url("door", activity.pk)}] if is_below else []
        return super().crumbs() + door

    def stale(self, pk: int | None = None, **kwargs):
        if pk is None and (owner := kwargs.get("owner")):
            return self.show("stale", code=409, back_url=self.url("door", owner))
        return super().stale(pk=pk, **kwargs)

    def move(self, move: str):
        if self.request.method == "POST":
            actions.locked(self.record.activity)  # everything at the door is done in this order
        return super().move(move)

    def of(self, owner: int) -> Activity:
        self.activity = arranged(self.request.user, owner)
        return self.activity

    def door(self, owner: int):
        activity = self.of(owner)
        form = NameAndFirmForm(self.request.POST or None, by=self.request.user, auto_id="walk-in-%s")
        if form.is_bound and form.is_valid():
            if activity.state == ActivityState.CANCELLED:
                raise NotNow("door")
            return self._walk_in(activity, **form.cleaned_data)
        words = self.request.GET.get("q", "")[:60]
        return self.show(
            "door",
            code=422 if form.is_bound else 200,
            title=gettext("到场登记 · %(activity)s") % {"activity": activity},
            form=form,
            is_open=activity.state != ActivityState.CANCELLED,
            **at_the_door.of(activity, words),
        )

    def arrive(self, owner: int, invitation: int):
        """One tap; asked by an address typed by hand, it asks back."""
        activity = self.of(owner)
        rows = Invitation.objects.filter(activity=activity, state__in=OPEN)
        guest = get_object_or_404(rows.select_related("activity"), pk=invitation)
        form = Form(self.request.POST or None, by=self.request.user, record=activity)
        if self.request.method == "POST" and form.is_valid():
            if activity.state == ActivityState.CANCELLED:
                raise NotNow("arrive")
            actions.arrive(guest, by=self.request.user, way=Way.STAFF)
            messages.success(self.request, gettext("%(guest)s 到了") % {"guest": guest})
            return redirect(f"{self.url('door', activity.pk)}#i{guest.pk}")
        title = gettext("登记到场 · %(guest)s") % {"guest": guest}
        return self.ask(form, title, self.url("door", activity.pk), submit=gettext("到了"))

    def poster(self, owner: int):
        """The code to hang up; a new one makes the one that hangs there void."""
        activity = self.of(owner)
        form = Form(self.request.POST or None, by=self.request.user, record=activity)
        if self.request.method == "POST" and form.is_valid():
            actions.renew_door(activity, by=self.request.user)
            messages.success(self.request, gettext("已换成新的签到码，原来贴出去的扫不开了"))
            return redirect(self.url("poster", activity.pk))
        address = self.request.build_absolute_uri(reverse("door", args=[doors.token_of(activity)]))
        return self.show(
            "poster",
            title=gettext("签到码 · %(activity)s") % {"activity": activity},
            form=form,
            activity=activity,
            address=address,
            drawn=code_of(address),
            opens=doors.opens(activity),
            back_url=self.url("door", activity.pk),
        )

    def replied(self, owner: int):
        """Whoever said yes came, except those who are unticked."""
        activity = self.of(owner)
        left = [guest.invitation for guest in at_the_door.expected(activity)]
        form = RepliedForm(self.request.POST or None, by=self.request.user, record=activity, left=left)
        then = self.url("door", activity.pk)
        if form.is_bound and form.is_valid():
            if activity.state == ActivityState.CANCELLED:
                raise NotNow("replied")
            rows = list(form.cleaned_data["guests"].select_related("activity"))
            for guest in rows:
                actions.arrive(guest, by=self.request.user, way=Way.STAFF)
            messages.success(self.request, gettext("登记 %(n)s 人") % {"n": len(rows)})
            return redirect(then)
        title = gettext("照邀请答复登记 · %(activity)s") % {"activity": activity}
        problem = "" if left else gettext("答复要来的都已经登记了，或者还没有人答复要来")
        mind = [gettext("没有来的请去掉勾；只是不登记，不会另外记下谁没来")] if left else []
        return self.ask(form, title, then, submit=gettext("登记"), problem=problem, mind=mind)

    def upload(self, owner: int):
        """Read, looked over and saved on one page; what was read is sent on as text."""
        activity = self.of(owner)
        step = self.request.POST.get("step", "")
        sent = (self.request.POST, self.request.FILES) if self.request.method == "POST" else (None, None)
        form = ListForm(*sent, by=self.request.user, record=activity, step=step)
        if form.is_bound and form.is_valid() and step == "save" and not form.files:
            if activity.state == ActivityState.CANCELLED:
                raise NotNow("upload")
            return self._enter(activity, form)
        return self.show(
            "upload",
            code=422 if form.is_bound and form.errors else 200,
            form=form,
            title=gettext("导入签到名单 · %(activity)s") % {"activity": activity},
            cancel_url=self.url("door", activity.pk),
        )

    def paper(self, owner: int):
        activity = self.of(owner)
        return self.show(
            "paper",
            title=gettext("签到表"),
            activity=activity,
            said=papers.when_and_where(activity),
            rows=papers.sheet(activity),
            back_url=self.url("door", activity.pk),
        )

    def docx(self, owner: int):
        activity = self.of(owner)
        return send(papers.sign_in_sheet(activity), gettext("签到表 %(activity)s") % {"activity": activity})

    def _walk_in(self, activity: Activity, name: str, firm: str):
        (found,) = recognized(activity, [Entry(name, firm)])
        who = found.likely
        if who is None and not found.row.people:  # nobody of the register can be meant: the name is all there is
            who = Somebody(None, found.row.organization)
        made = actions.walk_in(activity, name, firm, by=self.request.user, who=who)
        if made.state == SignInState.CONFIRMED:
            messages.success(self.request, gettext("%(guest)s 到了") % {"guest": made})
        else:
            said = gettext("%(guest)s 已记下：同名的不止一位，或者单位对不上，请在下面认一认")
            messages.warning(self.request, said % {"guest": made})
        return redirect(self.url("door", activity.pk))

    def _enter(self, activity: Activity, form: ListForm):
        for row in form.rows:
            more = {"post": row.line.post, "role": row.line.role}
            line = row.line
            actions.sign(activity, line.name, line.firm, by=self.request.user, way=Way.PAPER, who=row.who, **more)
        counts = {kind: sum(row.kind == kind for row in form.rows) for kind in ("sure", "stands", "several", "unknown")}
        said = gettext("登记 %(n)s 人") % {"n": counts["sure"]}
        if waiting := counts["several"] + counts["unknown"]:
            said += gettext("；%(n)s 人已记下，等您确认") % {"n": waiting}
        if counts["stands"]:
            said += gettext("；%(n)s 人已经在名单里") % {"n": counts["stands"]}
        messages.success(self.request, said)
        return redirect(self.url("door", activity.pk))
