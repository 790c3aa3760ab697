"""What followed some of the gatherings: things agreed, done, open and late, and what guests said."""

import struct
import zlib
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huiguan.activities.actions import feedback, follow_ups, photos
from huiguan.activities.attending import invitation_of, is_asked
from huiguan.activities.models import Activity, ActivityState, FollowUp, Invitation, Participation
from huiguan.kernel import clock
from huiguan.kernel.flow import perform
from huiguan.kernel.story import Story


def follow(story: Story, told: dict) -> None:
    for facts in told["follow_ups"]:
        _agree(story, facts)
    for facts in told["feedback"]:
        _say(facts)
    _show(story, told["photos"])


def _agree(story: Story, facts: dict) -> None:
    held = Activity.objects.filter(series=story[facts["series"]], state=ActivityState.HELD)
    activity, by = held.order_by("-starts").first(), story["user:clerk"]
    if activity is None:
        return
    by.forget_reach()
    own = facts.get("organization") == "firm:own"
    row = FollowUp(
        activity=activity,
        text=facts["text"],
        organization=story["p-zhang-shou-ye"].organization if own else story.get(facts.get("organization")),
        owner=story.get(facts.get("owner")),
        due=story.today + timedelta(days=facts["due"]),
        is_decision=facts.get("decision", False),
    )
    day = timezone.localdate(activity.starts)
    with story.on(day, 19):
        follow_ups.agree(row, by=by)
    with story.on(max(day, min(row.due, story.today) - timedelta(days=3)), 19):
        if "result" in facts:
            perform(row, "finish", by=by, result=facts["result"])
        if "dropped" in facts:
            perform(row, "drop", by=by, why=facts["dropped"])


def _say(facts: dict) -> None:
    """Whoever came, the day after: first those who were invited, by their invitations."""
    activity = Activity.objects.get(title=facts["title"], state=ActivityState.HELD)
    invited = Invitation.objects.filter(activity=activity).order_by("pk")
    asked = [guest for guest in invited if is_asked(guest)]
    came = Participation.objects.filter(activity=activity).order_by("pk")
    asked += [row for row in came if invitation_of(row) is None]
    with clock.standing_at(activity.starts + timedelta(days=1)):
        for number, gain, words, is_unnamed in facts["said"]:
            feedback.give(asked[number], gain=gain, words=words, is_unnamed=is_unnamed)


def _show(story: Story, told: dict) -> None:
    """Plain squares stand for photos: the story has no faces to show."""
    activity, by = Activity.objects.get(title=told["title"], state=ActivityState.HELD), story["user:clerk"]
    with clock.standing_at(activity.starts + timedelta(days=1)):
        for number, facts in enumerate(told["photos"]):
            file = SimpleUploadedFile(f"示例{number + 1}.png", _square(90 + 60 * number))
            photos.add_photos(activity, [file], [], by=by, **facts)


def _square(grey: int, side: int = 48) -> bytes:
    """A PNG of one grey (ISO/IEC 15948: signature, then chunks of length, type, data, CRC)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([grey]) * side) * side)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
