"""From an activity to the demands that were raised there, and back."""

from django.urls import reverse

from huiguan.activities.models import Activity, ActivityKind
from huiguan.kernel import clock
from tests.cast import browser


def gathering(cast) -> Activity:
    kind = ActivityKind.objects.create(code="talk", name="座谈")
    return Activity.objects.create(node=cast.root, kind=kind, title="座谈会", starts=clock.now())


def page_of(user, activity):
    return browser(user).get(reverse("activities.detail", args=[activity.pk]))


def ways(page) -> list[str]:
    return [one.url for one in page.context["onward"]]


def test_what_was_raised_there_stands_on_its_page_but_who_hides_was_not_there(cast, raised):
    activity = gathering(cast)
    shown, hidden = raised(occasion=activity), raised(occasion=activity, is_hidden=True)

    said = page_of(cast.clerk, activity).content.decode()

    assert (shown.number in said, hidden.number in said) == (True, False)


def test_what_is_given_along_stands_in_the_form(cast, tables):
    activity = gathering(cast)
    asked = {
        "occasion": activity.pk,
        "title": "路坏了",
        "text": "x",
        "organization": cast.tea_firm.pk,
        "channel": "link",
    }

    form = browser(cast.clerk).get(reverse("appeals.create"), asked).context["form"]
    odd = browser(cast.clerk).get(
        reverse("appeals.create"), {"occasion": "x", "organization": "9" * 30, "channel": "?"}
    )

    assert {name: str(form[name].value()) for name in asked} == {name: str(value) for name, value in asked.items()}
    assert odd.status_code == 200


def test_the_office_begins_a_demand_from_it(cast, within):
    activity = gathering(cast)
    begun = f"{reverse('appeals.create')}?occasion={activity.pk}"

    assert (ways(page_of(cast.clerk, activity)), ways(page_of(cast.auditor, activity))) == ([begun], [])
