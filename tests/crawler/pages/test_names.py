"""Names of people and desks, told from what else stands on a page."""

import pytest

from crawler.pages import names


@pytest.mark.parametrize(
    "name",
    [
        "Ada Lind", "Ada M. Lind", "Ada van der Lind", "ADA LIND", "Ángel Ñandú", "Иван Иванов", "Олена Коваль",
        "홍길동", "张三", "山田太郎", "O'Neil Lind", "Jean-Luc Lind",
    ],
)  # fmt: skip
def test_people(name: str) -> None:
    assert names.is_person(name)


@pytest.mark.parametrize(
    "text",
    [
        "Ada", "Ada lind", "Follow Us", "Personal Finance", "Insights from", "Read More", "March 9",
        "The River Courier", "River Times", "Head Writer", "Ada Lind: a life", "Associated Press",
        "Editorial Guidelines", "DC", "", "会員限定です",
        "정치 뉴스", "스포츠", "来源", "スクラップ",
    ],
)  # fmt: skip
def test_no_people(text: str) -> None:
    assert not names.is_person(text)


@pytest.mark.parametrize(
    "name", ["Reuters", "reuters", "dpa", "연합뉴스", "ТАСС", "共同通信", "Associated Press"]
)
def test_wires_are_desks(name: str) -> None:
    assert names.is_wire(name)
    assert names.is_desk(name)


@pytest.mark.parametrize(
    "name", ["Courier Staff", "The Courier Team", "World Desk", "Редакция Курьера", "정치뉴스팀"]
)
def test_desks(name: str) -> None:
    assert names.is_desk(name)
    assert not names.is_wire(name)


def test_a_post_goes_and_a_desk_keeps_its_name() -> None:
    assert names.without_titles("Ada Lind Contributing Editor") == "Ada Lind"
    assert names.without_titles("Travel Editor") == "Travel Editor"
