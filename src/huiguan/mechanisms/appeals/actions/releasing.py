"""What is told in public of a solved appeal, and that it no longer is."""

from huiguan.kernel import clock
from huiguan.mechanisms.appeals.models import Appeal, Release


def release(appeal: Appeal, *, by, title: str, asked: str, done: str, consent: str) -> None:
    Release(appeal=appeal, title=title, asked=asked, done=done, consent=consent, on=clock.happened()).save()


def rewrite(appeal: Appeal, *, by, title: str, asked: str, done: str, consent: str) -> None:
    release = Release.objects.get(appeal=appeal)
    release.title, release.asked, release.done, release.consent = title, asked, done, consent
    release.save()


def take_down(appeal: Appeal, *, by=None) -> None:
    for release in Release.objects.filter(appeal=appeal):
        release.delete()
