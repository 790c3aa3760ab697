"""The pages for what went wrong. Each says what happened, in plain words, and the ways on."""

import logging
import sys

from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from huiguan.kernel.held import FILES_LEFT, hold, with_names_of_files
from huiguan.kernel.middleware import CSRF, NOT_HELD
from huiguan.site.resuming import resume
from huiguan.site.troubles import passes

log = logging.getLogger(__name__)


def page(request, status: int, title: str, reason: str = "", advice: str = "", **context) -> TemplateResponse:
    context |= {"status": status, "title": title, "reason": reason, "advice": advice}
    response = TemplateResponse(request, context.pop("template", "kernel/error.html"), context, status=status)
    return response.render()


def bad_request(request, exception=None):
    if isinstance(exception, DisallowedHost):
        return unknown_host(request)
    return page(request, 400, _("这个请求没有看懂"), advice=_("请返回上一页重试；如果是从别处打开的链接，可能不完整"))


def unknown_host(request):
    """Says what to set, but not what is set: whoever tries out names learns nothing here."""
    return page(
        request,
        400,
        _("这个网址还没有登记"),
        advice=_("系统在运行，但只回答登记过的网址。请用单位告诉您的网址打开，或与单位管理员联系。"),
        template="site/unknown_host.html",
    )


def forbidden(request, exception=None):
    reason = str(exception) if exception and str(exception) else _("您的岗位没有这项权限")
    return page(request, 403, _("这一页您现在不能打开"), reason, _("需要办理的话，请与单位的工作人员联系"))


def not_found(request, exception=None):
    return page(request, 404, _("没有找到这一页"), advice=_("可能已被删除、网址有误，或者这条记录不在您的工作范围之内"))


def csrf_failed(request, reason=""):
    """Mostly somebody who has signed in anew in another tab: their own form is offered to be sent again.

    Nobody else's is: the form's token of once names the person whom it was printed for.
    """
    log.warning("form refused: %s", reason)
    kept = [(name, value) for name, value in typed(request) if name != CSRF]
    if resumed := resume(request, hold(request.get_full_path(), kept)):
        resumed.status_code = 403
        return resumed.render()
    return page(
        request,
        403,
        _("这张表单没有提交成功"),
        _("浏览器没有带上登录凭证，内容没有保存"),
        _("请返回上一页，刷新后再提交；如果反复出现，请检查浏览器是否禁用了 Cookie"),
    )


def server_error(request):
    """Stands on nothing: no database, no context processors. What went wrong is in the log.

    A database that is locked or unreachable and a disk that is full pass, so that they are another answer. What was
    typed waits on the page, because browsers forget it when they go back to a page that nobody may keep.
    """
    error = sys.exc_info()[1]
    status = 503 if error is not None and passes(error) else 500
    fields = typed(request)
    context = {"typed": fields, "files": dict(fields).get(FILES_LEFT, ""), "url": request.get_full_path()}
    return HttpResponse(
        render_to_string("kernel/500.html", {"code": status, **context}),
        status=status,
        headers={"Retry-After": "60"} if status == 503 else {},
    )


def typed(request) -> list[tuple[str, str]]:
    """The fields of the form that was sent; none with passwords, and none where reading them is what went wrong."""
    try:
        fields = request.POST
        if (NOT_HELD - {CSRF}) & set(fields):
            return []
        return with_names_of_files([(name, value) for name, values in fields.lists() for value in values], request)
    except Exception:
        return []
