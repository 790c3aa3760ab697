"""The bench fills any number of books with different names, and says what it found in ratios."""

from tools.bench import books, report


def found(cost: float) -> dict:
    return {
        "filling": 1.0,
        "pages": {"list": {"cpu": cost, "wall": cost, "queries": 7, "slowest": [("0.1", "SELECT")]}},
    }


RESULTS = {("sqlite", 10): found(0.02), ("sqlite", 100): found(0.05), ("postgres", 100): found(0.1)}


def test_no_two_organizations_have_the_same_name():
    assert len({books.name(number) for number in range(100_000)}) == 100_000


def test_the_table_says_what_each_page_costs():
    text = report.table(RESULTS)

    assert "sqlite, 100 organizations" in text
    assert "SELECT" not in text
    assert "SELECT" in report.table(RESULTS, slowest=True)


def test_the_document_holds_queries_and_ratios_and_no_seconds():
    text = report.markdown(RESULTS)

    assert "| list | 7 | 7 | 7 |" in text
    assert "| list | 2.5 | " in text
    assert "| list | 2.0 |" in text


def test_one_size_alone_has_no_ratios():
    assert "multiple" not in report.markdown({("sqlite", 10): found(0.02)})
