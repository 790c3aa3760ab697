"""Why a link is there, and what a plan does not give. Data; the screen has the words."""

from .measures import got_of, loads_of, shared_sections, shares_township
from .problem import Links, Pair, Problem, Reason


def why(problem: Problem, pair: Pair) -> tuple[Reason, ...]:
    """The reasons of one link.

    ("pinned",), ("kept",) where links are to be kept, ("section", code) for each section shared, ("township", code),
    ("only_one",) where nobody else may be linked to the object; ("even",) where nothing else speaks for it.
    """
    one = problem.object[pair[1]]
    reasons: tuple[Reason, ...] = (
        *((("pinned",),) if pair in problem.pins else ()),
        *((("kept",),) if problem.keep and pair in problem.last else ()),
        *(("section", code) for code in shared_sections(problem, pair)),
        *((("township", one.township),) if shares_township(problem, pair) else ()),
        *((("only_one",),) if len(problem.allowed[one.id]) == 1 else ()),
    )
    return reasons or (("even",),)


def unmet(problem: Problem, links: Links) -> tuple[Reason, ...]:
    """What the plan does not give, by kind and in order.

    ("unlinked", object, got, least), ("over_most", leader, load, most), ("under_least", leader, load, least) and, where
    links are to be kept, ("not_kept", leader, object). A load counts what is carried.
    """
    loads, got = loads_of(problem, links), got_of(links)
    dropped = problem.in_order(problem.last - links) if problem.keep else ()
    return (
        *(("unlinked", one.id, got[one.id], one.least) for one in problem.objects if got[one.id] < one.least),
        *(
            ("over_most", one.id, loads[one.id], one.most)
            for one in problem.leaders
            if one.most is not None and loads[one.id] > one.most
        ),
        *(
            ("under_least", one.id, loads[one.id], one.least)
            for one in problem.leaders
            if one.least is not None and loads[one.id] < one.least
        ),
        *(("not_kept", *pair) for pair in dropped),
    )
