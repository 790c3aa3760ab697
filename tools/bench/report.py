"""The figures as a table for the screen and as ratios for the documents."""

Results = dict[tuple[str, int], dict]

HEAD = """# How the house carries many records

Written by `make bench` (`python -m tools.bench`), which fills the books of one county with that many organizations,
their search entries, members of 30 chambers, people, offices and a rotation, and reads each page in-process as its
clerk (the last rows as a chamber's secretary). No test compares seconds: they depend on the machine. What must hold:

- the number of queries does not grow with the rows;
- whatever shows one page of a list costs about the same with ten times the rows, except for what must be counted;
- PostgreSQL and SQLite differ by a factor, not by an order.
"""


def table(results: Results, *, slowest: bool = False) -> str:
    lines = []
    for (database, rows), found in results.items():
        lines.append(f"\n{database}, {rows:,} organizations: filled in {found['filling']:.0f} s")
        lines.append(f"  {'':44}{'CPU ms':>9}{'wall ms':>9}{'queries':>9}")
        for name, one in found["pages"].items():
            lines.append(f"  {name:44}{1000 * one['cpu']:9.0f}{1000 * one['wall']:9.0f}{one['queries']:9}")
            lines += [f"      {seconds} s  {sql}" for seconds, sql in one["slowest"] if slowest]
    return "\n".join(lines)


def markdown(results: Results) -> str:
    return "\n".join([HEAD, *_queries(results), *_growth(results), *_databases(results), ""])


def _pages(results: Results) -> list[str]:
    return list(next(iter(results.values()))["pages"])


def _grid(heads: list[str], rows: list[list[str]]) -> list[str]:
    marks = ["---", *["--:"] * (len(heads) - 1)]
    return ["| " + " | ".join(cells) + " |" for cells in [heads, marks, *rows]]


def _queries(results: Results) -> list[str]:
    heads = ["page", *(f"{database} {rows:,}" for database, rows in results)]
    rows = [[name, *(str(found["pages"][name]["queries"]) for found in results.values())] for name in _pages(results)]
    return ["## Queries", "", *_grid(heads, rows)]


def _growth(results: Results) -> list[str]:
    """The largest against the smallest of each database."""
    sizes = sorted({rows for _database, rows in results})
    databases = [name for name in dict.fromkeys(name for name, _rows in results) if (name, sizes[-1]) in results]
    if len(sizes) < 2:
        return []
    rows = [
        [name, *(_ratio(results[one, sizes[-1]], results.get((one, sizes[0])), name) for one in databases)]
        for name in _pages(results)
    ]
    return ["", f"## Time with {sizes[-1]:,} organizations, as a multiple of that with {sizes[0]:,}", "",
            *_grid(["page", *databases], rows)]  # fmt: skip


def _databases(results: Results) -> list[str]:
    sizes = [rows for database, rows in results if database == "postgres" and ("sqlite", rows) in results]
    if not sizes:
        return []
    rows = [
        [name, *(_ratio(results["postgres", size], results["sqlite", size], name) for size in sizes)]
        for name in _pages(results)
    ]
    heads = ["page", *(f"{size:,}" for size in sizes)]
    return ["", "## Time on PostgreSQL, as a multiple of that on SQLite", "", *_grid(heads, rows)]


def _ratio(one: dict, other: dict | None, page: str) -> str:
    if other is None:
        return "—"
    return f"{one['pages'][page]['wall'] / max(other['pages'][page]['wall'], 0.001):.1f}"
