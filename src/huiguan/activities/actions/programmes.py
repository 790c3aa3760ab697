"""A festival or a city week is opened with those who hold it."""

from collections.abc import Iterable
from typing import Any

from huiguan.activities.models import Part, Programme, ProgrammeHost
from huiguan.kernel.flow import entered
from huiguan.register.models import Organization


def open_programme(programme: Programme, *, by: Any, hosts: Iterable[tuple[Organization, str]] = ()) -> Programme:
    """``hosts`` are organizations with their part; the first that hosts or organizes leads."""
    with entered(programme, by=by):
        programme.save()
        leads = True
        for organization, part in hosts:
            is_lead = leads and part in (Part.HOST, Part.ORGANIZER)
            ProgrammeHost(programme=programme, organization=organization, part=part, is_lead=is_lead).save()
            leads = leads and not is_lead
    return programme
