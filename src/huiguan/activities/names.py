"""A name as people write it: with a firm, or whether it is a man or a woman, in brackets; with a post behind it."""

import re

NAME = r"(?:\w{2,4}|\w+·\w+|[A-Za-z]+(?: [A-Za-z]+)*)"
NOTE = r"[(（][^()（）]*[)）]"
BRACKETED = re.compile(rf"^({NAME}(?:{NOTE})?)[(（]((?:[^()（）]|{NOTE})+)[)）]$")  # 王某（金穗食品）
WITH_POST = re.compile(r"^([\u3400-\u9fff]{2,4})\s+\S")  # 李代 科长
SEX = re.compile(r"[(（]\s*[男女]\s*[)）]")


def apart(text: str) -> tuple[str, str]:
    """A name, and the firm in brackets behind it if there is one. What is longer than a name is taken as it is."""
    found = BRACKETED.match(SEX.sub("", text).strip())
    return (found[1], found[2]) if found else (SEX.sub("", text).strip() or text, "")


def without_post(text: str) -> str:
    """The name of somebody who is written with their post behind a space."""
    found = WITH_POST.match(text)
    return found[1] if found else text
