"""Screens: a class gives one kind of page, and a desk all the pages of one kind of record.

One word runs through everything: the page ``edit`` has the rule ``rules["edit"]``, the URL name ``turns.edit``, the
template ``<room>/turns/edit.html`` (or the kernel's own) and leaves the change that the history shows.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured, ObjectDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from huiguan.kernel.acting import act_for
from huiguan.kernel.flow import NotAllowed, NotNow
from huiguan.kernel.held import FILES_LEFT
from huiguan.kernel.models import Stale
from huiguan.kernel.once import FormGone, once
from huiguan.kernel.pickers import PICK, sketching
from huiguan.kernel.rules import Rule
from huiguan.kernel.standing_in import absent_one
from huiguan.kernel.typed import plain_query

log = logging.getLogger(__name__)


def room_of(module: str) -> str:
    """The room of a module's dotted name: the part after ``huiguan``, or after ``mechanisms``."""
    parts = module.split(".")
    return parts[2] if parts[1] == "mechanisms" else parts[1]


class Screen(View):
    """A handful of pages that belong together. A page without a rule cannot be imported."""

    name: ClassVar[str] = ""
    room: ClassVar[str] = ""
    pages: ClassVar[dict[str, str]] = {}
    rules: ClassVar[dict[str, Rule]] = {}
    prefix: ClassVar[str | None] = None  # where its URLs stand, if not under its name
    posted: ClassVar[frozenset[str]] = frozenset()  # pages that take a POST
    prepared: ClassVar[frozenset[str]] = frozenset()  # pages whose ``prepare`` takes long: it reads, before the act
    takes_files: ClassVar[frozenset[str]] = frozenset()  # pages whose form may be as large as files are
    page = ""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "room" not in vars(cls):
            cls.room = room_of(cls.__module__)
        if cls.name and (missing := set(cls.pages) - set(cls.rules)):
            raise ImproperlyConfigured(f"{cls.__qualname__} lacks rules for {sorted(missing)}")

    @classmethod
    def urls(cls) -> list:
        prefix = f"{cls.name}/" if cls.prefix is None else cls.prefix
        return [
            path(f"{prefix}{url}", cls.as_view(page=page), name=f"{cls.name}.{page}") for page, url in cls.pages.items()
        ]

    @classmethod
    def may_bring_files(cls, page: str) -> bool:
        """Whether the class, or anything that was mixed into it, says so of the page."""
        return any(page in vars(kind).get("takes_files", ()) for kind in cls.__mro__)

    @classmethod
    def url(cls, page: str, *args: Any) -> str:
        return reverse(f"{cls.name}.{page}", args=args)

    def dispatch(self, request, *args: Any, **kwargs: Any):
        if request.tenant is None:
            raise PermissionDenied(_("您的账号目前没有任何岗位，请与单位管理员联系"))
        if request.method not in self.methods:
            title, advice = _("这一页不收表单"), _("请从页面上的按钮办理")
            response = self.wrong(405, title, advice=advice)
            response["Allow"] = ", ".join(self.methods)
            return response
        request.GET = plain_query(request.GET)
        try:
            if request.method != "POST":
                with sketching(request.GET if PICK in request.GET else None):
                    return self.answer(**kwargs)
            if self.page in self.prepared:
                self.prepare(**kwargs)
            return self.led_on(once(request, lambda: self.answer(**kwargs)))
        except NotAllowed as refusal:
            raise PermissionDenied(str(refusal)) from None
        except FormGone as gone:
            return TemplateResponse(request, "kernel/form_gone.html", {"reason": str(gone)}, status=409)
        except (NotNow, Stale):
            return self.stale(**kwargs)
        except (IntegrityError, ObjectDoesNotExist) as collision:
            if request.method != "POST" or not _is_of_another(collision):
                raise
            log.warning("%s: two at once: %s", request.path, type(collision).__name__)
            return self.stale(**kwargs)

    def led_on(self, response):
        """Whoever sent a form again from a page that could not keep their files is told where they are lacking."""
        response = redirect(response) if isinstance(response, str) else response
        if FILES_LEFT in self.request.POST and response.status_code == 302:
            messages.warning(self.request, _("照片、材料没有带过来，请在这里再传"))
        return response

    @property
    def methods(self) -> tuple[str, ...]:
        return ("GET", "HEAD", "POST") if self.page in self.posted else ("GET", "HEAD")

    @contextmanager
    def saving(self, form) -> Iterator[None]:
        """What is written in here stands or falls together; that somebody else was quicker to make the same is said
        in the form, and what was typed stays."""
        try:
            with transaction.atomic():
                yield
        except IntegrityError as collision:
            if not _is_twice(collision):
                raise
            form.add_error(None, _("刚刚有人登记了相同的内容，请先查一查再保存"))

    def answer(self, **kwargs: Any):
        self.check()
        return getattr(self, self.page)(**kwargs)

    def prepare(self, **kwargs: Any) -> None:
        """What a form of a ``prepared`` page asks for, worked out before the transaction in which it is kept begins:
        whoever writes meanwhile is not kept waiting."""

    def check(self, record=None) -> None:
        if not (verdict := self.rules[self.page](self.request.user, record)):
            raise PermissionDenied(str(verdict.why))
        act_for(absent_one(self.request.user, self.rules[self.page], record))

    def may(self, page: str, record=None):
        return self.rules[page](self.request.user, record) if page in self.rules else None

    def stale(self, **kwargs: Any):
        return TemplateResponse(self.request, "kernel/stale.html", {"back_url": "/"}, status=409)

    def wrong(self, status: int, title: str, *, reason: str = "", advice: str = "") -> TemplateResponse:
        """The page that says why a request is not answered."""
        context = {"status": status, "title": title, "reason": reason, "advice": advice}
        return TemplateResponse(self.request, "kernel/error.html", context, status=status)

    def crumbs(self) -> list[dict[str, Any]]:
        """The pages above this one."""
        return []

    def templates(self, page: str) -> list[str]:
        return [f"{self.room}/{self.name}/{page}.html", f"kernel/{page}.html"]

    def show(self, page: str, /, *, partial: str = "", code: int = 200, **context: Any) -> TemplateResponse:
        """The whole page, or only ``partial`` of the same template when htmx asks for it."""
        names = self.templates(page)
        htmx = self.request.htmx
        if partial and htmx and not htmx.boosted and not htmx.history_restore_request:
            names = [f"{name}#{partial}" for name in names]
        shown = {"screen": self, "desk": self, "crumbs": self.crumbs(), **context}
        response = TemplateResponse(self.request, names, shown, status=code)
        response["Vary"] = "HX-Request"
        return response


def _is_of_another(collision: Exception) -> bool:
    """Whether it can come of two requests at once: a row that is there already, or not any more."""
    if isinstance(collision, ObjectDoesNotExist):
        return True
    return _is_twice(collision) or _says(collision, "23503", "FOREIGN KEY")


def _is_twice(collision: Exception) -> bool:
    return _says(collision, "23505", "UNIQUE")


def _says(collision: Exception, state: str, words: str) -> bool:
    """PostgreSQL names what was violated by a code of the standard, SQLite in words."""
    return getattr(collision.__cause__, "sqlstate", None) == state or words in str(collision)
