"""How much a request may bring: refused by what it says of itself, before any of it is read and kept on the disk."""

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from huiguan.kernel.attaching import AT_ONCE
from huiguan.kernel.screens import Screen
from huiguan.site.errors import page

PLAIN_BYTES = 2 * 2**20  # the longest form without files


def refuse_what_is_too_large(get_response):
    """Stands behind what says who asks, and before whatever looks into the form. Whoever has been away for too long
    still counts as who they are: what they typed is held for them."""

    def middleware(request):
        most = most_of(request)
        if _is_endless(request) or length_of(request) > most:
            return too_large(request, most)
        return get_response(request)

    return middleware


def most_of(request) -> int:
    """A page that takes files takes as many as its form does, from people whom we know."""
    if length_of(request) > PLAIN_BYTES and takes_files(request.path_info) and request.user.is_authenticated:
        return AT_ONCE * settings.FILE_BYTES + PLAIN_BYTES
    return PLAIN_BYTES


def takes_files(path: str) -> bool:
    try:
        found = resolve(path).func
    except Resolver404:
        return False
    screen = getattr(found, "view_class", None)
    return bool(screen) and issubclass(screen, Screen) and screen.may_bring_files(found.view_initkwargs.get("page", ""))


def length_of(request) -> int:
    told = request.META.get("CONTENT_LENGTH") or "0"
    return int(told) if told.isascii() and told.isdigit() else 0


def _is_endless(request) -> bool:
    """Sent in pieces, without saying how many. No browser sends forms so."""
    return "chunked" in request.META.get("HTTP_TRANSFER_ENCODING", "").lower()


def too_large(request, most: int):
    request.tenant, request.tenants = None, []
    return page(
        request,
        413,
        _("发来的内容太大了"),
        _("这一页一次最多收 %(most)s") % {"most": filesizeformat(most)},
        _("没有保存。请返回上一页，少选几个文件，分几次传；照片可以先压缩。"),
    )
