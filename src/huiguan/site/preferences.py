"""Small choices that a person makes anywhere: tenant, language, light or dark."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from huiguan.kernel.middleware import TENANT

THEMES = ("", "light", "dark")


def back(request):
    url = request.POST.get("next", "/")
    return redirect(url if url_has_allowed_host_and_scheme(url, allowed_hosts=None) else "/")


@require_POST
def choose_tenant(request):
    chosen = next((tenant for tenant in request.tenants if str(tenant.pk) == request.POST.get("tenant")), None)
    if chosen is None:
        raise Http404
    request.session[TENANT] = chosen.pk
    return redirect("/")


@login_not_required
@require_POST
def choose_language(request):
    code = request.POST.get("language")
    if code not in dict(settings.LANGUAGES):
        raise Http404
    if request.user.is_authenticated:
        request.user.language = code
        request.user.save(update_fields=["language"])
    response = back(request)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, code, max_age=31_536_000, samesite="Lax", secure=settings.BEHIND_TLS
    )
    return response


@login_not_required
@require_POST
def choose_theme(request):
    """Kept by the browser, because the same person may like another on the phone."""
    theme = request.POST.get("theme", "")
    if theme not in THEMES:
        raise Http404
    response = back(request)
    response.set_cookie("theme", theme, max_age=31_536_000, samesite="Lax", secure=settings.BEHIND_TLS)
    return response
