"""How large a spreadsheet (ECMA-376) is once it is laid out, found without laying it out.

A reader of spreadsheets lays out every cell between the first and the last, writes a shared text out as often as it is
used, and makes room for as many as the book says there are. It is given no byte that was not measured: a copy of the
parts that are XML, without entities and in UTF-8.
"""

import re
from io import BytesIO
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

LONGEST, WIDEST = 5_000, 200  # rows and columns, with those that only have a border
MOST_CELLS = 200_000
MOST_UNPACKED = 10 * 2**20
MOST_ELEMENTS, DEEPEST = 1_000_000, 100
MOST_TEXT = 20_000_000  # characters, if every cell had the longest of the shared texts
PLACE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
NUMBER = re.compile(r"[1-9]\d{0,6}")
FEW = re.compile(r"\d{1,6}")  # for so many there is room, whether or not they come
BOOK = ("[content_types].xml", "xl/workbook.xml")
PARTS = ("[content_types].xml", "_rels/", "xl/")
TYPES = (".xml", ".rels")


class TooLarge(Exception):
    """Nobody keeps a list of that size."""


class NoBook(Exception):
    """It is another kind of file, whatever it is called."""


def fits(table: list[list[str]]) -> bool:
    return len(table) <= LONGEST and all(len(row) <= WIDEST for row in table)


def measured(content: bytes) -> bytes:
    """The same book without what no reader of its cells needs, if it is one and not too large."""
    parts = _parts(content)
    if not set(BOOK) <= {name.lower() for name in parts}:
        raise NoBook
    size = _Size()
    for part in parts.values():
        size.add(part)
    copy = BytesIO()
    with ZipFile(copy, "w", ZIP_STORED) as book:
        for name, part in parts.items():
            book.writestr(name, part)
    return copy.getvalue()


def _parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as book:
        found = [part for part in book.infolist() if _is_of_the_book(part.filename)]
        if sum(part.file_size for part in found) > MOST_UNPACKED:
            raise TooLarge
        if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in found):
            raise BadZipFile
        if len({part.filename.lower() for part in found}) < len(found):
            raise BadZipFile  # which of two parts of one name is read, every reader decides for itself
        return {part.filename: book.read(part) for part in found}


def _is_of_the_book(name: str) -> bool:
    return name.lower().startswith(PARTS) and name.lower().endswith(TYPES)


class _Size:
    """What the parts of one book come to: rows and cells are counted where they say no place."""

    def __init__(self) -> None:
        self.elements = self.shared_cells = self.longest_text = 0

    def add(self, part: bytes) -> None:
        self.depth = self.row = self.column = self.rows = self.height = self.width = 0
        self.inside = self.text = 0
        self.in_cell = False
        parser = expat.ParserCreate("UTF-8")  # whatever it says of itself: the reader goes by the bytes too
        parser.StartElementHandler, parser.EndElementHandler = self._begin, self._end
        parser.CharacterDataHandler = self._read
        parser.StartDoctypeDeclHandler = _refuse
        parser.Parse(part, True)

    def _begin(self, name: str, attributes: dict[str, str]) -> None:
        self.elements, self.depth = self.elements + 1, self.depth + 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise TooLarge
        if not all(FEW.fullmatch(text) for key, text in attributes.items() if key.lower().endswith("count")):
            raise TooLarge
        kind = _local(name)
        if self.in_cell and kind in ("row", "c"):
            _refuse()
        if kind == "row":
            self.rows += 1
            if "r" in attributes:
                self.row = _number(attributes["r"]) - 1
            self._reach(self.row, 0)
        elif kind == "c":
            row = self.row
            if "r" in attributes:
                row, self.column = _place(attributes["r"])
            self._reach(row, self.column)
            self.column, self.in_cell = self.column + 1, True
            self.shared_cells += attributes.get("t") == "s"
            self._weigh()
        elif kind == "si":
            self.inside += 1

    def _end(self, name: str) -> None:
        self.depth -= 1
        kind = _local(name)
        if kind == "row":
            self.row, self.column = self.row + 1, 0
        elif kind == "c":
            self.in_cell = False
        elif kind == "si":
            self.inside -= 1
            self.longest_text = max(self.longest_text, self.text)
            self.text = self.text if self.inside else 0
            self._weigh()

    def _read(self, text: str) -> None:
        if self.inside:
            self.text += len(text)

    def _reach(self, row: int, column: int) -> None:
        self.height, self.width = max(self.height, row + 1), max(self.width, column + 1)
        if max(self.height, self.rows) > LONGEST or self.width > WIDEST or self.height * self.width > MOST_CELLS:
            raise TooLarge

    def _weigh(self) -> None:
        if self.shared_cells * self.longest_text > MOST_TEXT:
            raise TooLarge


def _local(name: str) -> str:
    """Behind the first colon, as the reader has it."""
    return name.partition(":")[2] or name


def _number(text: str) -> int:
    if not NUMBER.fullmatch(text):
        raise TooLarge
    return int(text)


def _place(text: str) -> tuple[int, int]:
    """Row and column of B3, from nought."""
    if not (found := PLACE.fullmatch(text)):
        raise TooLarge
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _refuse(*_declared: object) -> None:
    """What no program writes: readers differ in what they make of it."""
    raise ValueError
