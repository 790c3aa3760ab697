"""What the web server refuses before it is anybody's request: said in a page of ours, not in the server's English.

Nothing of the request was read, so nothing is known of who asks: the page is in the language of the source.
"""

import logging

from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from gunicorn.http.errors import LimitRequestHeaders, LimitRequestLine
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

LONGEST_ADDRESS = 8190  # bytes, with the method before it: the most that gunicorn takes with a limit at all
REFUSALS: dict[type[Exception], tuple[str, Promise, Promise]] = {
    LimitRequestLine: (
        "414 URI Too Long",
        _("网址太长了"),
        _("多半是贴了一大段文字去查找。请返回上一页，只留几个关键的字再找；列表选得太多的，分几次办理。"),
    ),
    LimitRequestHeaders: (
        "431 Request Header Fields Too Large",
        _("浏览器带来的内容太多"),
        _("多半是这个网址下存的 Cookie 太多。请清除本站的 Cookie，重新登录再试。"),
    ),
}
log = logging.getLogger(__name__)


class Worker(ThreadWorker):
    """A worker of gunicorn that refuses in our words."""

    def handle_error(self, req, client, addr, exc) -> None:
        answer = next((answer_to(kind) for kind in REFUSALS if isinstance(exc, kind)), None)
        if answer is None:
            super().handle_error(req, client, addr, exc)
            return
        log.warning("refused: %s", type(exc).__name__)
        try:
            write_nonblock(client, answer)
        except OSError:
            log.debug("who asked has gone")


def answer_to(kind: type[Exception]) -> bytes:
    """The whole answer, since no application makes it."""
    status, title, advice = REFUSALS[kind]
    with override("zh-hans"):
        page = render_to_string("site/refused.html", {"code": status[:3], "title": title, "advice": advice}).encode()
    head = [
        f"HTTP/1.1 {status}",
        "Connection: close",
        "Content-Type: text/html; charset=utf-8",
        f"Content-Length: {len(page)}",
        "Cache-Control: private, no-store",
        "X-Content-Type-Options: nosniff",
    ]
    return "\r\n".join([*head, "", ""]).encode("ascii") + page
