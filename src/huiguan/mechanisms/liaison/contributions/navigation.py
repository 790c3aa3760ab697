"""Where places of the navigation stand for one person."""

from django.urls import reverse

from huiguan.mechanisms.liaison.queries import linkers_of


def own_card(by) -> str:
    """The one card that they have; of several the page with the way to each."""
    found = list(linkers_of(by).values_list("pk", flat=True)[:2])
    return reverse("linkers.detail", args=found) if len(found) == 1 else reverse("liaison.mine")


def received(by) -> str:
    return reverse("receipts.list")
