"""Charts as SVG and HTML drawn on the server: no script, coloured by the page's own tokens, printable, testable.

Every chart says in words what it shows: `role="img"` with a label, a `<title>` on each mark. The numbers themselves
belong beside it (`<c-chart>` puts the table under 查看数据). Whatever comes from outside is escaped here.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import pi
from typing import Any

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from huiguan.kernel.words import listed

Number = int | float
Named = tuple[str, Number] | tuple[str, Number, str]  # name, value, and a hue where one is meant
Series = tuple[str, Sequence[Number], str]  # name, values, hue

LEFT, RIGHT, ABOVE, BELOW = 44, 14, 18, 28  # room for the axis words around a plot


def figure(value: Number) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def bars(values: Sequence[Number], top: Number = 0, height: int = 40) -> SafeString:
    """Small bars for the corner of a tile. Its own number carries the meaning, so ears skip them."""
    width, step = 6, 10
    top = top or max(values, default=0) or 1
    marks = []
    for i, value in enumerate(values):
        tall = height * min(value, top) / top
        marks.append(_el("rect", class_="rest", x=i * step, width=width, height=height, rx=2))
        marks.append(_el("rect", x=i * step, y=height - tall, width=width, height=tall, rx=2))
    span = max(0, len(values) * step - (step - width))
    return _el("svg", *marks, class_="viz", aria_hidden="true", width=span, height=height)


def ring(fraction: float, radius: int = 19, stroke: int = 7) -> SafeString:
    """One share of a whole, for the corner of a tile."""
    around, size = 2 * pi * radius, 2 * radius + stroke
    circle = {"cx": size / 2, "cy": size / 2, "r": radius}
    drawn = f"{around * min(1.0, max(0.0, fraction)):.1f} {around:.1f}"
    arcs = _el(
        "g",
        _el("circle", class_="track", **circle),
        _el("circle", stroke="currentColor", stroke_linecap="round", stroke_dasharray=drawn, **circle),
        fill="none",
        stroke_width=stroke,
        transform=f"rotate(-90 {size / 2} {size / 2})",
    )
    box = f"0 0 {size} {size}"
    return _el("svg", arcs, class_="viz", aria_hidden="true", width=size, height=size, viewBox=box)


def donut(shares: Sequence[Named], unit: str = "") -> SafeString:
    """Parts of one whole, with the whole in the middle."""
    radius, stroke = 62, 20
    size, around = 2 * radius + stroke, 2 * pi * radius
    total, offset, arcs = sum(share[1] for share in shares), 0.0, []
    for share in shares:
        length = around * share[1] / (total or 1)
        arcs.append(
            _el(
                "circle",
                _el("title", f"{share[0]} {figure(share[1])}"),
                class_=f"c-{_hue(share)}",
                cx=size / 2,
                cy=size / 2,
                r=radius,
                stroke_width=stroke,
                stroke_dasharray=f"{max(length - 3, 0):.1f} {around:.1f}",
                stroke_dashoffset=-offset,
            )
        )
        offset += length
    return _el(
        "svg",
        _el("g", *arcs, fill="none", transform=f"rotate(-90 {size / 2} {size / 2})"),
        _el("text", figure(total), x=size / 2, y=size / 2 + (7 if unit else 9)),
        _el("text", unit, class_="unit", x=size / 2, y=size / 2 + 26),
        class_="donut",
        viewBox=f"0 0 {size} {size}",
        role="img",
        aria_label=_spoken(shares),
    )


def hbars(rows: Sequence[Named], top: Number = 0) -> SafeString:
    """Named amounts. Plain HTML, so that a long name may wrap and a screen reader hears a list."""
    top = top or max((row[1] for row in rows), default=0) or 1
    items = format_html_join(
        "",
        '<li class="c-{}"><span>{}</span><i style="--w:{}%"></i><b>{}</b></li>',
        ((_hue(row), row[0], f"{min(row[1] / top, 1) * 100:.1f}", figure(row[1])) for row in rows),
    )
    return format_html('<ol class="hbars">{}</ol>', items)


def area(labels: Sequence[str], series: Sequence[Series], width: int = 560, height: int = 230) -> SafeString:
    """How amounts went over time: lines, the first one filled. The last point of each is the one that matters."""
    right, below = width - RIGHT, height - BELOW
    top = _round_top(max((max(values, default=0) for _, values, _ in series), default=0))
    places = [LEFT + (right - LEFT) * i / max(len(labels) - 1, 1) for i in range(len(labels))]
    marks = _axes(labels, places, top, width, height)
    for n, (name, values, hue) in enumerate(series):
        points = [(x, below - (below - ABOVE) * v / top) for x, v in zip(places, values, strict=False)]
        if not points:
            continue
        path = _smooth(points)
        if n == 0:
            floor = f"L{points[-1][0]:.1f},{below}L{points[0][0]:.1f},{below}Z"
            marks.append(_el("path", class_=f"fill c-{hue}", d=path + floor))
        marks.append(_el("path", _el("title", name), class_=f"line c-{hue}", d=path))
        for (x, y), label, value in zip(points, labels, values, strict=False):
            said = _el("title", f"{name} {label} {figure(value)}")
            radius = 4 if (x, y) == points[-1] else 2.5
            marks.append(_el("circle", said, class_=f"point c-{hue}", cx=x, cy=y, r=radius))
    return _plot(marks, listed(name for name, _, _ in series), width, height)


def columns(rows: Sequence[Named], width: int = 560, height: int = 230) -> SafeString:
    """Amounts side by side, such as months."""
    right, below = width - RIGHT, height - BELOW
    top = _round_top(max((row[1] for row in rows), default=0))
    step = (right - LEFT) / max(len(rows), 1)
    thick = min(36.0, step * 0.56)
    places = [LEFT + step * (i + 0.5) for i in range(len(rows))]
    marks = _axes([row[0] for row in rows], places, top, width, height)
    for x, row in zip(places, rows, strict=True):
        tall, shown = (below - ABOVE) * row[1] / top, figure(row[1])
        said = _el("title", f"{row[0]} {shown}")
        box = {"x": x - thick / 2, "y": below - tall, "width": thick, "height": tall, "rx": 3}
        marks.append(_el("rect", said, class_=f"column c-{_hue(row)}", **box))
        marks.append(_el("text", shown, class_="value", x=x, y=below - tall - 6, text_anchor="middle"))
    return _plot(marks, _spoken(rows), width, height)


def _hue(row: Named) -> str:
    return row[2] if len(row) > 2 else "sky"


def _spoken(rows: Iterable[Named]) -> str:
    return listed(f"{row[0]} {figure(row[1])}" for row in rows)


def _round_top(highest: Number) -> Number:
    """The first round number that holds everything: an axis ends at 60, not at 41.4."""
    power = 1
    while highest > 12 * power:
        power *= 10
    return next(power * step for step in (1.5, 3, 6, 9, 12) if power * step >= highest)


def _smooth(points: Sequence[tuple[float, float]]) -> str:
    path = f"M{points[0][0]:.1f},{points[0][1]:.1f}"
    for (x0, y0), (x1, y1) in pairwise(points):
        middle = (x0 + x1) / 2
        path += f"C{middle:.1f},{y0:.1f} {middle:.1f},{y1:.1f} {x1:.1f},{y1:.1f}"
    return path


def _axes(labels: Sequence[str], places: Sequence[float], top: Number, width: int, height: int) -> list[SafeString]:
    below, marks = height - BELOW, []
    for third in range(4):
        y = below - (below - ABOVE) * third / 3
        marks.append(_el("line", class_="grid", x1=LEFT, x2=width - RIGHT, y1=y, y2=y))
        marks.append(_el("text", figure(top * third / 3), class_="axis", x=LEFT - 8, y=y + 4, text_anchor="end"))
    for x, label in zip(places, labels, strict=True):
        marks.append(_el("text", label, class_="axis", x=x, y=height - 6, text_anchor="middle"))
    return marks


def _plot(marks: Sequence[SafeString], label: str, width: int, height: int) -> SafeString:
    return _el("svg", *marks, class_="chart-svg", viewBox=f"0 0 {width} {height}", role="img", aria_label=label)


def _el(name: str, *inside: str, **attributes: Any) -> SafeString:
    """One element. A Python name stands for an attribute: class_ for class, stroke_width for stroke-width."""
    said = format_html_join(
        "", ' {}="{}"', ((key.rstrip("_").replace("_", "-"), _short(value)) for key, value in attributes.items())
    )
    content = mark_safe("".join(conditional_escape(part) for part in inside))
    return format_html("<{0}{1}>{2}</{0}>", name, said, content)


def _short(value: Any) -> Any:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value
