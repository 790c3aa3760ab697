"""What happens around every request: who it is, for which tenant, how far it reaches, and nothing typed is lost."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime

from huiguan.kernel.acting import acting
from huiguan.kernel.held import FILES_LEFT, hold, with_names_of_files
from huiguan.kernel.models import Tenant
from huiguan.kernel.reach import reaching

SEEN = "seen_at"
SINCE = "since"
TENANT = "tenant"
CSRF = "csrfmiddlewaretoken"
NOT_HELD = {CSRF, "password", "old_password", "new_password1", "new_password2"}


def keep_pages_out_of_caches(get_response):
    """After somebody has signed out, the browser's way back must show nobody their pages. Files are not meant, nor
    is what a program fetches at an address of its own and says so by ``may_be_kept``."""

    def middleware(request):
        response = get_response(request)
        if not getattr(response, "may_be_kept", False):
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


def end_idle_sessions(get_response):
    """Sign out whoever has been away longer than ``IDLE_MINUTES``, and everybody after ``SESSION_COOKIE_AGE``.

    The moment of the last request is written at most once a minute. Each writing lengthens the session itself, so its
    beginning is kept too.
    """

    def middleware(request):
        if request.user.is_authenticated:
            now = timezone.now()
            seen, since = (parse_datetime(request.session.get(name, "")) or now for name in (SEEN, SINCE))
            lasted = now - since > timedelta(seconds=settings.SESSION_COOKIE_AGE)
            if lasted or now - seen > timedelta(minutes=settings.IDLE_MINUTES):
                logout(request)
            elif now - seen > timedelta(minutes=1) or SINCE not in request.session:
                request.session[SEEN] = now.isoformat()
                request.session[SINCE] = since.isoformat()
        return get_response(request)

    return middleware


def hold_what_was_typed(get_response):
    """A form posted after the session ended is not thrown away: it waits, sealed, for the person to sign in again."""

    def middleware(request):
        response = get_response(request)
        turned_away = response.status_code == 302 and response.url.startswith(settings.LOGIN_URL)
        if request.method != "POST" or not turned_away or request.user.is_authenticated or request.path == "/sign-out/":
            return response
        fields = [(key, value) for key, values in request.POST.lists() for value in values if key not in NOT_HELD]
        fields = with_names_of_files(fields, request)
        context = {
            "held": hold(request.get_full_path(), fields),
            "expired": True,
            "files": dict(fields).get(FILES_LEFT, ""),
            "form": AuthenticationForm(request),
            "action": settings.LOGIN_URL,
        }
        page = TemplateResponse(request, "kernel/sign_in.html", context, status=401)
        return page.render()

    return middleware


def reach_of_the_request(get_response):
    """Each request reaches as far as the grants of its person in the tenant of the session, and acts in their name."""

    def middleware(request):
        request.tenant = tenant_of(request)
        request.reach = request.user.reach(request.tenant) if request.tenant else None
        if request.user.is_authenticated and request.user.language:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = request.user.language
        with reaching(request.reach), acting(request.user if request.user.is_authenticated else None):
            return get_response(request)

    return middleware


def tenant_of(request) -> Tenant | None:
    """The tenant that the session works in, if its person still holds a word there; else the first that they do."""
    request.tenants = tenants = list(request.user.tenants()) if request.user.is_authenticated else []
    chosen = request.session.get(TENANT)
    return next((tenant for tenant in tenants if tenant.pk == chosen), tenants[0] if tenants else None)
