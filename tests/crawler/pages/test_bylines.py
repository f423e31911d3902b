"""Bylines of many desks and languages, taken apart into names."""

import pytest

from crawler.pages import bylines


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ada Lind, Bo Kim and Cy Noor in Seoul", ("Ada Lind", "Bo Kim", "Cy Noor")),
        ("By Ada Lind & Bo Kim", ("Ada Lind", "Bo Kim")),
        ("Ada Lind; Bo Kim", ("Ada Lind", "Bo Kim")),
        ("Ada Lind/Bo Kim", ("Ada Lind", "Bo Kim")),
        ("Words by Ada Lind", ("Ada Lind",)),
        ("3 March 2024 | Written by Ada Lind", ("Ada Lind",)),
        ("Posted on 2024-03-03 18:20 by Ada Lind", ("Ada Lind",)),
        ("By Ada Lind, Defense Correspondent", ("Ada Lind",)),
        ("Ada Lind Senior Staff Writer", ("Ada Lind",)),
        ("Ada Lind, PhD, RN", ("Ada Lind",)),
        ("Ada Lind MPH", ("Ada Lind",)),
        ("Bo Kim, Jr. and Ada Lind", ("Bo Kim Jr.", "Ada Lind")),
        ("Ada Lind, Reuters", ("Ada Lind", "Reuters")),
        ("Ada Lind | VRC", ("Ada Lind",)),
        ("Ada Lind with additional reporting by Bo Kim", ("Ada Lind",)),
        ("By Ada Lind. Edited by Bo Kim", ("Ada Lind",)),
        ("By Ada Lind (ada@courier.example)", ("Ada Lind",)),
        ("Ada Lind, 3 min read", ("Ada Lind",)),
        ("View all posts by Ada Lind", ("Ada Lind",)),
        ("Ada O&#039;Lind", ("Ada O'Lind",)),
        ("Ada O&amp;#039;Lind", ("Ada O'Lind",)),
        ("Reuters Staff", ("Reuters Staff",)),
        ("Courier Editorial Board", ("Courier Editorial Board",)),
        ("Travel Editor", ("Travel Editor",)),
        ("Von Ada Lind und Bo Kim", ("Ada Lind", "Bo Kim")),
        ("Von Ada Lind, dpa", ("Ada Lind", "dpa")),
        ("Ursula von Lind", ("Ursula von Lind",)),
        ("Von Lind", ("Von Lind",)),
        ("Par Ada Lind et Bo Kim", ("Ada Lind", "Bo Kim")),
        ("Por Ada Lind y Bo Kim", ("Ada Lind", "Bo Kim")),
        ("Автор: Иван Иванов", ("Иван Иванов",)),
        ("Иван Иванов и Пётр Петров", ("Иван Иванов", "Пётр Петров")),
        ("Автори: Олена Коваль та Іван Бондар", ("Олена Коваль", "Іван Бондар")),
        ("홍길동 기자", ("홍길동",)),
        ("홍길동 특파원", ("홍길동",)),
        ("홍길동·김철수 기자", ("홍길동", "김철수")),
        ("记者 张三", ("张三",)),
        ("本报记者 张三、李四", ("张三", "李四")),
        ("作者：张三", ("张三",)),
        ("山田太郎記者", ("山田太郎",)),
        ("執筆：山田太郎", ("山田太郎",)),
    ],
)
def test_the_names_in_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert bylines.split(byline) == names


@pytest.mark.parametrize(
    "text",
    [
        "", "By", "Von", "Follow", "Share", "Admin", "site_admin", "https://courier.example/ada", "@ada", "12:30",
        "3 min read", "Photo by Ada Lind", "Edited by Ada Lind", "Reviewed by: Ada Lind", "Фото: Иван Иванов", "2024",
    ],
)  # fmt: skip
def test_what_is_no_author(text: str) -> None:
    assert bylines.split(text) == ()


def test_several_bylines_name_everybody_once_and_never_the_site() -> None:
    assert bylines.join(
        ["By Ada Lind", "ada lind and Bo Kim", "The Courier"], site_names=["the courier"]
    ) == (
        "Ada Lind",
        "Bo Kim",
    )


def test_the_name_of_an_organisation_is_not_taken_apart() -> None:
    assert bylines.whole("Centre for Rivers and Bridges, Vell") == ("Centre for Rivers and Bridges, Vell",)
    assert bylines.whole("Follow") == ()


@pytest.mark.parametrize(
    ("given", "name"),
    [("Lind, Ada", "Ada Lind"), ("Ada Lind", "Ada Lind"), ("Ada Lind, Bo Kim", "Ada Lind, Bo Kim")],
)
def test_libraries_name_the_family_first(given: str, name: str) -> None:
    assert bylines.righted(given) == name


@pytest.mark.parametrize("line", ["By", "By Ada Lind", "Von Ada Lind", "Автор: Иван Иванов", "作者：张三"])
def test_words_that_lead_to_an_author(line: str) -> None:
    assert bylines.is_led(line)


@pytest.mark.parametrize(
    "line", ["Ada Lind", "Photography by Ada Lind", "Reviewed by", "Byron Lind", "Von Lind"]
)
def test_words_that_do_not(line: str) -> None:
    assert not bylines.is_led(line)
