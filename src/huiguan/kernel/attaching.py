"""Attachments: the pages that a desk takes on when files may hang on its records."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.db.models.functions import Coalesce
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiguan.kernel import clock
from huiguan.kernel.editing import Editing
from huiguan.kernel.filetypes import TYPES, ending, is_what_it_says
from huiguan.kernel.flow import noted
from huiguan.kernel.forms import Form
from huiguan.kernel.models import Attachment
from huiguan.kernel.models.attachments import digest_of
from huiguan.kernel.rules import Rule

PAGES = {
    "attach": "<whole:pk>/files/new/",
    "file": "<whole:pk>/files/<whole:file>/",
    "detach": "<whole:pk>/files/<whole:file>/remove/",
    "reattach": "<whole:pk>/files/<whole:file>/restore/",
}
POSTED = frozenset({"attach", "detach", "reattach"})
AT_ONCE = 20
MOST, MOST_BYTES = 100, 200 * 2**20  # of one record, with those that were taken off: they are kept
SHOWN = 30


def rules(sees: Rule, changes: Rule) -> dict[str, Rule]:
    """Who sees the record sees its files; who may ``changes`` hangs them there and takes them off."""
    return {"file": sees, "attach": changes, "detach": changes, "reattach": changes}


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some files, each checked for its size and for being what its name says; the answer is a list."""

    widget = FilesInput

    def widget_attrs(self, widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": ",".join(f".{kind}" for kind in TYPES)}

    def clean(self, data: Any, initial: Any = None) -> list:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(files) > AT_ONCE:
            raise ValidationError(_("一次最多 %(count)s 个文件") % {"count": AT_ONCE})
        if problems := [problem for file in files if (problem := self._problem(file))]:
            raise ValidationError(problems)
        return [super(FilesField, self).clean(file, initial) for file in files]

    def _problem(self, file) -> str:
        name = {"name": file.name}
        if not file.size:
            return _("“%(name)s”是空的") % name
        if file.size > settings.FILE_BYTES:
            return _("“%(name)s”超过 %(most)s，请压缩以后再传") % {**name, "most": filesizeformat(settings.FILE_BYTES)}
        if ending(file.name) not in TYPES:
            return _("“%(name)s”的格式不收；收 PDF、OFD、Word、Excel、PPT、WPS、图片和纯文本") % name
        if not is_what_it_says(file, file.name):
            return _("“%(name)s”的内容与扩展名不符，或者带有宏，不能上传") % name
        return ""


class FilesForm(Form):
    """Takes files for its record, or for one that is yet to be made."""

    files = FilesField(label=gettext_lazy("文件"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        most = {"most": filesizeformat(settings.FILE_BYTES), "count": AT_ONCE}
        self.fields["files"].help_text = (
            _("PDF、OFD、Word、Excel、PPT、WPS、图片或纯文本；每个不超过 %(most)s，一次最多 %(count)s 个") % most
        )

    @property
    def holder(self):
        """On what the files will hang, if it is there yet."""
        return self.record

    def clean_files(self) -> list:
        """A file that hangs there already, or that was chosen twice, is left out and named; the others are kept."""
        seen = set(_hanging(self.holder).values_list("digest", flat=True)) if self.holder else set()
        kept, self.asides = [], []
        for file in self.cleaned_data["files"]:
            if (digest := digest_of(file)) in seen:
                self.asides.append(_("“%(name)s”已经有了，没有再存一份") % {"name": file.name})
            else:
                kept.append(file)
            seen.add(digest)
        if self.asides and not kept and self.fields["files"].required:
            raise ValidationError(self.asides)
        if self.holder:
            self._check_room(kept)
        return kept

    def _check_room(self, files: list) -> None:
        there = Attachment.of(self.holder).order_by().aggregate(count=Count("pk"), size=Coalesce(Sum("size"), 0))
        if there["count"] + len(files) <= MOST and there["size"] + sum(file.size for file in files) <= MOST_BYTES:
            return
        facts = {"most": MOST, "most_size": filesizeformat(MOST_BYTES)}
        facts |= {"count": there["count"], "size": filesizeformat(there["size"])}
        raise ValidationError(
            _("一条记录最多 %(most)s 个文件、共 %(most_size)s，移走的也算；现在已有 %(count)s 个、%(size)s") % facts
        )


def _hanging(record):
    return Attachment.of(record).filter(removed_at=None)


class Attaching(Editing):
    """Mixed into a desk that takes over ``PAGES``, ``POSTED`` and ``rules``."""

    takes_files = frozenset({"attach"})

    def attach(self):
        data, files = (self.request.POST, self.request.FILES) if self.request.method == "POST" else (None, None)
        form = FilesForm(data, files, by=self.request.user, record=self.record)
        if data is not None and form.is_valid():
            for file in form.cleaned_data["files"]:
                noted(
                    self.noted_on(self.record),
                    "attach",
                    by=self.request.user,
                    why=Attachment.hang(self.record, file).name,
                )
            messages.success(self.request, _("已添加附件"))
            self.say_beside(form)
            return redirect(self.url_of(self.record))
        title = _("添加附件 · %(record)s") % {"record": self.record}
        return self.ask(form, title, self.url_of(self.record), submit=_("上传"))

    def file(self, file: int):
        """The file itself, to keep; a picture is shown, in a sandbox."""
        found = get_object_or_404(_hanging(self.record), pk=file)
        try:
            content = found.file.open("rb")
        except FileNotFoundError:
            messages.error(self.request, _("“%(name)s”不在文件夹里了，请联系管理员从备份恢复") % {"name": found.name})
            return redirect(self.url_of(self.record))
        to_keep = not found.type.is_picture
        response = FileResponse(content, as_attachment=to_keep, filename=found.name, content_type=found.type.media)
        response["Content-Security-Policy"] = "sandbox; default-src 'none'"
        return response

    def noted_on(self, record):
        """Whose past tells of the files."""
        return record

    def detach(self, file: int):
        return self._take_off_or_put_back("detach", file, clock.now())

    def reattach(self, file: int):
        return self._take_off_or_put_back("reattach", file, None)

    def _take_off_or_put_back(self, step: str, file: int, removed_at):
        found = get_object_or_404(Attachment.of(self.record).select_for_update(of=("self",)), pk=file)
        if self.request.method == "POST" and (found.removed_at is None) == (step == "detach"):
            found.removed_at = removed_at
            found.save(update_fields=["removed_at"])
            noted(self.noted_on(self.record), step, by=self.request.user, why=found.name)
        return redirect(self.url_of(self.record))

    def detail(self, **context):
        return super().detail(**{"shelf": self.shelf(), **context})

    def shelf(self) -> dict[str, Any]:
        """What the page shows of the files: those that hang there, those that were taken off, what may be done."""
        rows = list(Attachment.of(self.record))
        may, may_take_off = bool(self.may("attach", self.record)), bool(self.may("detach", self.record))
        hanging = [self._shown(row, "detach") for row in rows if row.removed_at is None]
        return {
            "files": hanging,
            "shown": hanging[:SHOWN],
            "folded": hanging[SHOWN:],
            "removed": [self._shown(row, "reattach") for row in rows if row.removed_at] if may_take_off else [],
            "may_take_off": may_take_off,
            "attach_url": self.url("attach", self.record.pk) if may else "",
        }

    def _shown(self, row: Attachment, change: str) -> dict[str, Any]:
        numbers = (self.record.pk, row.pk)
        return {"row": row, "url": self.url("file", *numbers), "change_url": self.url(change, *numbers)}
