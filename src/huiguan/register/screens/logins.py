"""Logins of people: given, reset, closed and opened again by whoever could have given their offices."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from huiguan.kernel.desks import Desk
from huiguan.kernel.fields import opened, sealed
from huiguan.kernel.flow import NotNow
from huiguan.kernel.forms import Form
from huiguan.register import logins
from huiguan.register.forms.people import LoginForm
from huiguan.register.models import Person
from huiguan.register.rules import gives_logins

SHOWN_ONCE = "password_shown_once"


class LoginDesk(Desk):
    name = "logins"
    model = Person
    title = _("账号")
    pages = {page: f"<whole:pk>/{page}/" for page in ("give", "reset", "close", "reopen", "password")}
    posted = frozenset({"give", "reset", "close", "reopen"})
    rules = dict.fromkeys(pages, gives_logins)

    def get_queryset(self):
        return Person.objects.select_related("user")

    def url_of(self, record):
        return reverse("people.detail", args=[record.pk])

    def answer(self, pk=None, **kwargs):
        self.record = get_object_or_404(self.get_queryset(), pk=pk)
        self.check(self.record)
        if self.page != "password" and (self.record.user is None) != (self.page == "give"):
            if self.request.method == "POST":
                raise NotNow("login")
            return redirect(self.url_of(self.record))
        return getattr(self, self.page)()

    def give(self):
        form = LoginForm(self.request.POST or None, by=self.request.user, record=self.record)
        if form.is_bound and form.is_valid():
            password = logins.temporary_password()
            username = form.cleaned_data["username"]
            with self.saving(form):
                logins.give_login(self.record, by=self.request.user, username=username, password=password)
                return self._to_password(password)
        return self._ask(form, gettext("开通账号：%(person)s"), gettext("开通"))

    def reset(self):
        if self.request.method == "POST":
            password = logins.temporary_password()
            logins.reset_password(self.record, by=self.request.user, password=password)
            return self._to_password(password)
        return self._ask(Form(), gettext("重置密码：%(person)s"), gettext("重置"))

    def close(self):
        return self._switch(logins.close_login, gettext("停用账号：%(person)s"), gettext("停用"))

    def reopen(self):
        return self._switch(logins.reopen_login, gettext("恢复账号：%(person)s"), gettext("恢复"))

    def password(self):
        """The new password, once: it lies sealed in the giver's session and is taken out by being shown."""
        kept = self.request.session.pop(SHOWN_ONCE, None)
        if not kept or kept[0] != self.record.pk:
            return redirect(self.url_of(self.record))
        title = gettext("%(person)s 的临时密码") % {"person": self.record}
        return self.show("password", title=title, record=self.record, password=opened(kept[1]))

    def stale(self, pk=None, **kwargs):
        record = self.get_queryset().filter(pk=pk).first()
        back = self.url_of(record) if record else reverse("people.list")
        return self.show("stale", code=409, record=record, back_url=back)

    def _to_password(self, password: str):
        self.request.session[SHOWN_ONCE] = [self.record.pk, sealed(password)]
        return redirect(self.url("password", self.record.pk))

    def _switch(self, verb, title: str, submit: str):
        if self.request.method == "POST":
            verb(self.record, by=self.request.user)
            messages.success(self.request, gettext("已保存"))
            return redirect(self.url_of(self.record))
        return self._ask(Form(), title, submit)

    def _ask(self, form, title: str, submit: str):
        may_not = logins.why_not_close if self.page == "close" else logins.why_not
        problem = may_not(self.record, by=self.request.user)
        return self.ask(form, title % {"person": self.record}, self.url_of(self.record), submit=submit, problem=problem)
