"""What opens without signing in: these addresses and no others, and none of them to whoever only guesses."""

from urllib.parse import quote

import pytest
from django.urls import get_resolver, reverse

from huiguan.activities import doors
from huiguan.activities.calendars import feeds
from huiguan.activities.models import Activity, Invitation
from huiguan.activities.models.invitations import signup_token
from huiguan.kernel.models import User
from huiguan.kernel.outbox import mute_token
from tests.story.test_sweeps_input import NASTY, PAGES

KEYED = {"mute", "calendar.feed", "invitation", "sign-up-to", "door"}  # whose address is itself the key
PUBLIC = {"healthz", "sign-in", "language", "theme", "cases", "case", *KEYED}


def key(name: str, story) -> str:
    """An address that opens."""
    user = User.objects.get(username="clerk")
    return {
        "mute": lambda: mute_token(user, "register.due"),
        "calendar.feed": lambda: feeds.make(user, story.tenants["tancheng"]),
        "sign-up-to": lambda: signup_token(Activity.everywhere.filter(is_open=True).order_by("pk").first()),
        "invitation": lambda: Invitation.everywhere.filter(state="sent").order_by("pk").first().token,
        "door": lambda: doors.token_of(Activity.everywhere.order_by("pk").first()),
    }[name]()


def test_these_addresses_and_no_others_open_without_signing_in():
    patterns = get_resolver().url_patterns

    assert {pattern.name for pattern in patterns if not getattr(pattern.callback, "login_required", True)} == PUBLIC
    assert {pattern.name for pattern in patterns if "token" in pattern.pattern.converters} - set(PAGES) == KEYED


@pytest.mark.parametrize("name", sorted(KEYED))
def test_an_address_that_is_a_key_opens_to_nobody_who_guesses(client, story, name):
    token = key(name, story)
    guesses = [*NASTY, token[:-1], f"{token}A", token.swapcase(), f"{token}\x00", f" {token}", f"{token}\n", "A" * 43]
    right = reverse(name, args=["TOKEN"]).replace("TOKEN", quote(token, safe=""))

    codes = {client.get(right.replace(quote(token, safe=""), quote(guess, safe=""))).status_code for guess in guesses}

    assert client.get(right).status_code == 200
    assert codes == {404}


@pytest.mark.parametrize("name", sorted(KEYED))
def test_an_address_that_is_a_key_is_kept_by_nobody_on_the_way(client, story, name):
    answer = client.get(reverse(name, args=[key(name, story)]))

    assert answer["Cache-Control"] in ("private, no-store", "private, no-cache")
    assert answer["Referrer-Policy"] in ("same-origin", "no-referrer")
