from django.urls import path

from huiguan.kernel.rooms import rooms
from huiguan.site import errors
from huiguan.site.health import healthz
from huiguan.site.mute import mute
from huiguan.site.new_password import ChangePassword, FirstPassword
from huiguan.site.preferences import choose_language, choose_tenant, choose_theme
from huiguan.site.sign_in import SignIn, SignOut

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("sign-in/", SignIn.as_view(), name="sign-in"),
    path("sign-out/", SignOut.as_view(), name="sign-out"),
    path("mute/<str:token>/", mute, name="mute"),
    path("me/tenant/", choose_tenant, name="tenant"),
    path("me/language/", choose_language, name="language"),
    path("me/theme/", choose_theme, name="theme"),
    path("me/password/", ChangePassword.as_view(), name="password"),
    path("me/password/first/", FirstPassword.as_view(), name="first-password"),
    *(url for room in rooms() for url in room.public),
    *(url for room in rooms() for desk in room.desks for url in desk.urls()),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
