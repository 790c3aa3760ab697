"""Whom an activity invited, what they said, and who waits for a place."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities import actions, guests, queries
from huiguan.activities.actions.invitations import NoRoomForMore
from huiguan.activities.answering import answered_by, reached
from huiguan.activities.doubles import IS_DOUBLE
from huiguan.activities.flow import InvitationFlow
from huiguan.activities.forms import InvitationForm, InviteForm, ReplyForm
from huiguan.activities.models import ActivityState, Invitation, Reply
from huiguan.activities.models.invitations import OPEN
from huiguan.activities.qr import code_of
from huiguan.activities.recognizing import signed_up
from huiguan.activities.rules import (
    arranges,
    is_a_draft,
    is_cleared,
    sees,
    sees_all_of_it,
    why_not_yet,
)
from huiguan.activities.screens.arranged import arranged
from huiguan.activities.screens.of_activity import PartOfActivity
from huiguan.activities.screens.sections.invited import signup_url
from huiguan.kernel import sheets
from huiguan.kernel.flow import NotNow, perform
from huiguan.kernel.forms import Form
from huiguan.kernel.rules import anyone
from huiguan.kernel.words import listed

MOVES = ("withdraw", "restore")


class InvitationDesk(PartOfActivity):
    name = "invitations"
    model = Invitation
    form_class = InvitationForm
    flow = InvitationFlow
    title = _("邀请")
    one = pgettext_lazy("新增的", "邀请")
    pages = {
        **PartOfActivity.pages,
        "of": "of/<whole:owner>/",
        "many": "of/<whole:owner>/many/",
        "send_all": "of/<whole:owner>/send/",
        "link": "<whole:pk>/link/",
        "reply": "<whole:pk>/reply/",
        "promote": "<whole:pk>/promote/",
        "sheet": "of/<whole:owner>/guests.xlsx",
        "poster": "of/<whole:owner>/poster/",
        "mine": "mine/<whole:number>/",
    }
    posted = PartOfActivity.posted | {"many", "send_all", "reply", "promote", "link"}
    hidden = ("email",)
    rules = {
        "of": sees,
        "sheet": sees,
        "mine": anyone,
        "link": arranges & is_cleared,
        "poster": arranges & is_cleared,
        **dict.fromkeys(("edit", "delete"), arranges & is_a_draft),
        **dict.fromkeys(("add", "many", "send_all", "reply", "promote", "move"), arranges),
    }

    def get_queryset(self):
        return Invitation.objects.select_related("activity", "organization", "person__organization")

    def url_of(self, record):
        return self.url("of", record.activity_id)

    def of(self, owner: int):
        activity = self.activity = arranged(self.request.user, owner, sees_all_of_it)
        may_edit = bool(arranges(self.request.user, activity))
        title = gettext("邀请 · %(activity)s") % {"activity": activity}
        why = why_not_yet(activity.pk) if may_edit else ""
        return self.show("of", title=title, why=why, **guests.of(activity, may_edit=may_edit))

    def sheet(self, owner: int):
        """The same as a spreadsheet, with a column for each question."""
        activity = arranged(self.request.user, owner, sees_all_of_it)
        heads, rows = guests.sheet(activity)
        title = gettext("邀请 · %(activity)s") % {"activity": activity}
        return sheets.download(sheets.workbook(gettext("邀请"), heads, rows), title)

    def mine(self, number: int):
        """An invitation that the reader answers: a message to somebody with an account leads here, and holds no
        secret."""
        rows = Invitation.everywhere.filter(answered_by(self.request.user), tenant=self.request.tenant)
        invitation = get_object_or_404(rows.exclude(state=Reply.DRAFTED), pk=number)
        if invitation.state not in OPEN:
            messages.info(self.request, gettext("“%(activity)s”：这次的邀请取消了") % {"activity": invitation.activity})
            return redirect("home.list")
        return redirect("invitation", token=invitation.token)

    def many(self, owner: int):
        """Looked for, looked over and put on the list on one page; every button sends what was entered so far."""
        activity = self.activity = arranged(self.request.user, owner)
        if activity.state != ActivityState.PLANNED:
            raise NotNow("invite")
        step = self.request.POST.get("step", "")
        form = InviteForm(
            self.request.POST or None, by=self.request.user, record=activity, request=self.request, step=step
        )
        if form.is_bound and form.is_valid() and step == "save":
            with self.saving(form):
                said = form.cleaned_data
                rows = [guest.row(said["group"], said["most"]) for guest in said["guests"]]
                made, twice = actions.invite(activity, rows, by=self.request.user)
                said = gettext("已列入 %(n)s 份邀请，还没有发出") % {"n": len(made)}
                if twice:
                    said += gettext("；%(n)s 份已经在名单里") % {"n": twice}
                messages.success(self.request, said)
                return redirect(self.url("of", activity.pk))
        return self.show(
            "many",
            code=422 if form.is_bound and form.errors else 200,
            form=form,
            step=step if form.is_bound and not form.errors else "",
            title=gettext("邀请谁 · %(activity)s") % {"activity": activity},
            cancel_url=self.url("of", activity.pk),
        )

    def send_all(self, owner: int):
        """All that are not sent yet, at once; but for those who signed up by themselves meanwhile."""
        activity = self.activity = arranged(self.request.user, owner)
        if activity.state != ActivityState.PLANNED:
            raise NotNow("send")
        drafts = list(Invitation.objects.filter(activity=activity, state=Reply.DRAFTED))
        doubles = signed_up(drafts)
        drafts = [draft for draft in drafts if draft not in doubles]
        then = self.url("of", activity.pk)
        form = Form(self.request.POST or None, by=self.request.user, record=activity)
        why = why_not_yet(activity.pk) or ("" if drafts or not doubles else IS_DOUBLE)
        if self.request.method == "POST" and form.is_valid() and not why:
            for draft in drafts:
                perform(draft, "send", by=self.request.user)
            messages.success(self.request, gettext("已发出 %(n)s 份邀请") % {"n": len(drafts)})
            waits = queries.to_be_told().filter(invitation__in=drafts).exists()
            return redirect(reverse("notices.of", args=[activity.pk]) if waits else then)
        by_house = reached(Invitation.objects.filter(pk__in=[draft.pk for draft in drafts]))
        mind = []
        if doubles:
            mind.append(
                gettext("已经自己报名，不再发：%(names)s。是同名的另一位，请先在姓名后面注明")
                % {"names": listed(doubles)}
            )
        if by_house:
            mind.append(gettext("%(n)s 位由系统发消息或邮件告诉") % {"n": by_house})
        if left := len(drafts) - by_house:
            mind.append(gettext("%(n)s 位要您把链接发给他们：发出后到“通知客人”，整段话可以复制") % {"n": left})
        title = gettext("发出 %(n)s 份邀请 · %(activity)s") % {"n": len(drafts), "activity": activity}
        return self.ask(form, title, then, submit=gettext("发出"), mind=[] if why else mind, problem=why)

    def poster(self, owner: int):
        """The code to hang up or to send into a group, by which anybody signs themselves up."""
        activity = self.activity = arranged(self.request.user, owner)
        if not activity.is_open or activity.state != ActivityState.PLANNED or why_not_yet(activity.pk):
            raise NotNow("poster")
        address = self.request.build_absolute_uri(signup_url(activity))
        return self.show(
            "poster",
            title=gettext("报名码 · %(activity)s") % {"activity": activity},
            activity=activity,
            address=address,
            drawn=code_of(address),
            back_url=reverse("activities.detail", args=[activity.pk]),
        )

    def reply(self):
        """What somebody told the staff, by telephone or on paper."""
        invitation = self.record
        if invitation.state in (Reply.DRAFTED, Reply.WITHDRAWN):
            raise NotNow("reply")
        form = ReplyForm(self.request.POST or None, by=self.request.user, record=invitation)
        if form.is_bound and form.is_valid():
            with self.saving(form):
                try:
                    said = actions.reply(invitation, by=self.request.user, **form.said)
                    messages.success(self.request, _said(said))
                    return redirect(self.url_of(invitation))
                except NoRoomForMore as full:
                    form.add_error("seats", full.why)
        title = gettext("登记答复 · %(guest)s") % {"guest": invitation}
        return self.ask(form, title, self.url_of(invitation), submit=gettext("登记"))

    def move(self, move: str):
        """Taken back and sent anew on pages of their own; an answer is entered where its seats are counted."""
        if move not in MOVES:
            raise Http404
        return super().move(move)

    def promote(self):
        form = Form(self.request.POST or None, by=self.request.user, record=self.record)
        if self.record.state != Reply.QUEUED or self.record.activity.state != ActivityState.PLANNED:
            raise NotNow("promote")
        if self.request.method == "POST" and form.is_valid():
            actions.promote(self.record, by=self.request.user)
            messages.success(self.request, gettext("%(guest)s 递补参加") % {"guest": self.record})
            return redirect(self.url_of(self.record))
        title = gettext("递补 · %(guest)s") % {"guest": self.record}
        return self.ask(form, title, self.url_of(self.record), submit=gettext("递补参加"))

    def link(self):
        """The link to copy; a new one makes the old one void."""
        form = Form(self.request.POST or None, by=self.request.user, record=self.record)
        if self.request.method == "POST" and form.is_valid():
            actions.renew_link(self.record, by=self.request.user)
            messages.success(self.request, gettext("已换成新链接，原来的打不开了"))
            return redirect(self.url("link", self.record.pk))
        title = gettext("邀请链接 · %(guest)s") % {"guest": self.record}
        return self.show("link", title=title, form=form, text=guests.text_to_send(self.record, self.request))


def _said(invitation: Invitation) -> str:
    if invitation.state == Reply.QUEUED:
        return gettext("名额已满，%(guest)s 列入候补") % {"guest": invitation}
    return gettext("已登记：%(guest)s，%(reply)s") % {"guest": invitation, "reply": invitation.get_state_display()}
