"""The photos of an activity: seen by whoever reads it, kept by whoever arranges it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from huiguan.activities.actions import photos
from huiguan.activities.forms import PhotoForm, PhotosForm, WithdrawConsentForm
from huiguan.activities.models import Activity, Photo
from huiguan.activities.models.photos import Consent
from huiguan.activities.rules import arranges, arranges_its_activity, sees
from huiguan.activities.screens.arranged import arranged
from huiguan.kernel.flow import NotNow
from huiguan.kernel.parts import PartDesk
from huiguan.kernel.rooms import Panel


def shown(activity: Activity) -> list[Photo]:
    """Those whose file still hangs there, each with the address of its file."""
    rows = Photo.objects.filter(activity=activity, attachment__removed_at=None).select_related("attachment")
    return [with_address(row) for row in rows]


def with_address(photo: Photo) -> Photo:
    photo.url = reverse("activities.file", args=[photo.activity_id, photo.attachment_id])
    return photo


class PhotoDesk(PartDesk):
    name = "photos"
    model = Photo
    form_class = PhotoForm
    owner = "activity"
    owner_rule = arranges
    title = _("照片")
    one = pgettext_lazy("新增的", "照片")
    step_words = {"withdraw_consent": _("有人不同意了，只留存档")}
    pages = {**PartDesk.pages, "of": "of/<whole:owner>/", "withdraw": "<whole:pk>/withdraw/"}
    posted = PartDesk.posted | {"withdraw"}
    takes_files = frozenset({"add"})
    rules = {
        "of": sees,
        "detail": sees,
        "history": arranges_its_activity,  # it says who did not agree
        "add": arranges,
        "edit": arranges_its_activity,
        "withdraw": arranges_its_activity,
        "delete": arranges_its_activity,
    }

    def get_queryset(self):
        return Photo.objects.select_related("activity", "attachment")

    def url_of(self, record):
        return self.url("detail", record.pk)

    def gone(self, record):
        return self.url("of", record.activity_id)

    def crumbs(self):
        if not self.record:
            return []
        return [
            {"label": str(self.record.activity), "url": reverse("activities.detail", args=[self.record.activity_id])},
            {"label": gettext("照片"), "url": self.url("of", self.record.activity_id)},
        ]

    def of(self, owner: int):
        activity = get_object_or_404(Activity.objects.all(), pk=owner)
        add_url = self.url("add", owner) if arranges(self.request.user, activity) else ""
        title = gettext("照片 · %(activity)s") % {"activity": activity}
        back = reverse("activities.detail", args=[owner])
        return self.show("of", title=title, rows=shown(activity), add_url=add_url, back_url=back)

    def add(self, owner: int):
        activity = arranged(self.request.user, owner)
        data, files = (self.request.POST, self.request.FILES) if self.request.method == "POST" else (None, None)
        form = PhotosForm(data, files, by=self.request.user, record=activity)
        if data is not None and form.is_valid():
            answers = dict(form.cleaned_data)
            new, hanging = answers.pop("files"), answers.pop("hanging", ())
            made = photos.add_photos(activity, new, hanging, by=self.request.user, **answers)
            messages.success(self.request, gettext("已登记 %(n)s 张照片") % {"n": len(made)})
            self.say_beside(form)
            return redirect(self.url("of", owner))
        title = gettext("登记照片 · %(activity)s") % {"activity": activity}
        return self.ask(form, title, self.url("of", owner), submit=gettext("登记"))

    def withdraw(self):
        """Somebody on it does not agree any more."""
        if self.record.consent == Consent.REFUSED:
            raise NotNow("withdraw")
        form = WithdrawConsentForm(self.request.POST or None, by=self.request.user, record=self.record)
        if form.is_bound and form.is_valid():
            photos.withdraw_consent(self.record, by=self.request.user, **form.cleaned_data)
            messages.success(self.request, gettext("已改为只存档"))
            return redirect(self.url_of(self.record))
        title = gettext("有人不同意了 · %(photo)s") % {"photo": self.record}
        mind = [gettext("用途改回“存档”；已经登出去的，请联系刊登的地方撤下")]
        return self.ask(form, title, self.url_of(self.record), submit=gettext("改为只存档"), mind=mind)

    def facts(self, p):
        facts = [
            (_("活动"), p.activity, reverse("activities.detail", args=[p.activity_id])),
            (_("拍摄者"), p.taken_by),
            (_("用途"), p.get_purpose_display()),
            (_("照片上的人同意吗"), p.get_consent_display()),
            (_("谁不同意"), p.refused_by if arranges_its_activity(self.request.user, p) else ""),
            (_("说明"), p.note),
        ]
        return [fact for fact in facts if fact[1]]

    def panels(self, record):
        if record.attachment.removed_at:
            return []
        may = self.may("withdraw", record) and record.consent != Consent.REFUSED
        url = self.url("withdraw", record.pk) if may else ""
        return [Panel(_("照片"), "activities/photos/one.html", {"photo": with_address(record), "withdraw_url": url})]

    def erase(self, row):
        photos.take_down(row, by=self.request.user)
