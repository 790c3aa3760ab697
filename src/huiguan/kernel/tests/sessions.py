"""Somebody at a form whose session ends."""

from datetime import timedelta

from django.utils import timezone

NEW = "/sectors/new/"


def idle(client, minutes):
    session = client.session
    session["seen_at"] = (timezone.now() - timedelta(minutes=minutes)).isoformat()
    session.save()
