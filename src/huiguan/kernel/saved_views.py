"""The views of a list that a person has kept, as the list itself shows them."""

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from huiguan.kernel import narrowing
from huiguan.kernel.models import SavedView
from huiguan.kernel.words import listed

if TYPE_CHECKING:
    from huiguan.kernel.desks import Desk
    from huiguan.kernel.lists import Listing

MOST = 20  # of one list
LONGEST_QUERY = SavedView._meta.get_field("query").max_length


def views_kept(request, list_name: str) -> QuerySet:
    """This person's own, of this list, in the tenant that they work in."""
    return SavedView.objects.filter(tenant=request.tenant, user=request.user, list_name=list_name)


class KeptViews:
    """The views of one list: read once a page."""

    def __init__(self, desk: "Desk"):
        self.desk, self.request = desk, desk.request

    @cached_property
    def views(self) -> list[SavedView]:
        return list(views_kept(self.request, self.desk.name))

    @cached_property
    def default(self) -> SavedView | None:
        return next((view for view in self.views if view.is_default), None)

    def to_begin_with(self) -> str:
        """Where the bare address of the list leads; a list that is asked anything answers just that.

        What htmx asks comes from the filters on the page: without any, somebody has cleared them.
        """
        bare = not self.request.GET and not self.request.htmx
        return self.address(self.default) if bare and self.default else ""

    def address(self, view: SavedView) -> str:
        return f"{self.desk.url('list')}?{view.query}"

    def beside(self, listing: "Listing") -> dict[str, Any]:
        """What the first row of the list shows, with the way to keep what is in force now."""
        asked = narrowing.cleaned(listing.params).urlencode()
        in_force = next((view for view in self.views if view.query in (asked, listing.query)), None)
        if self.default:
            listing.list_url = f"{listing.list_url}?{narrowing.ALL}=1"
        save_url = reverse("saved_views.save", args=[self.desk.name])
        return {
            "chips": [{"view": view, "url": self.address(view), "in_force": view is in_force} for view in self.views],
            "default": self.default,
            "all_url": listing.list_url if self.views and listing.query else "",
            "save_url": f"{save_url}?{listing.query}" if listing.query and not in_force else "",
            "all_views_url": reverse("saved_views.all", args=[self.desk.name]) if self.views else "",
            "notes": _no_longer_asked(in_force, listing) if in_force else [],
        }


def _no_longer_asked(view: SavedView, listing: "Listing") -> list[str]:
    """A question that the list has given up since the view was kept narrows nothing any more."""
    lost = sorted(set(QueryDict(view.query)) - narrowing.known_to(listing))
    said = {"view": view.name, "names": listed(lost)}
    return [_("“%(view)s”里的这些条件，这张列表已经没有了，已忽略：%(names)s") % said] if lost else []
