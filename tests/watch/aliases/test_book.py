"""Books of aliases: packs, what includes and extends what, and what is wrong with a pack."""

from __future__ import annotations

import pytest

import watch
from watch.aliases import AliasBook, AliasError

KOREAS = """
[[aliases]]
name = "dprk"
about = "North Korea"
forms.en = ["North Korea*", "=NK"]
forms.ko = ["북한"]

[[aliases]]
name = "koreas"
about = "Both"
includes = ["dprk"]
forms.en = ["South Korea*"]
"""


def book(*packs: str) -> AliasBook:
    made = AliasBook.of()
    for number, pack in enumerate(packs):
        made = made.with_pack(pack, f"pack{number}.toml")
    return made


def forms(made: AliasBook, name: str) -> list[str]:
    return [form.written for form in made[name].forms]


def test_a_set_holds_its_forms_and_those_it_includes() -> None:
    assert forms(book(KOREAS), "dprk") == ["North Korea*", "=NK", "북한"]
    assert set(forms(book(KOREAS), "koreas")) == {"South Korea*", "North Korea*", "=NK", "북한"}


def test_a_later_set_takes_the_place_of_an_earlier_one() -> None:
    own = '[[aliases]]\nname = "dprk"\nabout = "Mine"\nforms.en = ["Chosun"]\n'
    made = book(KOREAS, own)
    assert forms(made, "dprk") == ["Chosun"]
    assert set(forms(made, "koreas")) == {"South Korea*", "Chosun"}


def test_a_set_that_includes_itself_extends_the_earlier_one() -> None:
    own = '[[aliases]]\nname = "dprk"\nabout = "More"\nincludes = ["dprk"]\nforms.en = ["Chosun"]\n'
    assert set(forms(book(KOREAS, own), "dprk")) == {"North Korea*", "=NK", "북한", "Chosun"}


@pytest.mark.parametrize(
    ("pack", "told"),
    [
        ("[[aliases]\n", "pack0.toml"),
        ('[[aliases]]\nname = "A b"\nabout = "x"\nforms.en = ["x"]\n', "name"),
        ('[[aliases]]\nname = "empty"\nabout = "x"\n', "no forms"),
        ('[[aliases]]\nname = "a"\nabout = "x"\nincludes = ["b"]\nforms.en = ["x"]\n', "b"),
        ('[[aliases]]\nname = "a"\nabout = "x"\nforms.en = ["' + "x" * 201 + '"]\n', "200"),
        ('[[aliases]]\nname = "a"\nabout = "x"\nforms.en = [1]\n', "forms.en"),
        (
            (
                '[[aliases]]\nname = "a"\nabout = "x"\nincludes = ["b"]\n'
                '[[aliases]]\nname = "b"\nabout = "x"\nincludes = ["a"]\n'
            ),
            "a",
        ),
    ],
)
def test_what_is_wrong_with_a_pack_is_said_in_one_line(pack: str, told: str) -> None:
    with pytest.raises(AliasError) as caught:
        book(pack)
    assert told.lower() in str(caught.value).lower()
    assert "pack0.toml" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_query_shows_which_alias_a_form_belongs_to() -> None:
    found = watch.match(watch.parse("@dprk", book(KOREAS)), watch.Document.of("", "북한군이 왔다"))
    assert found is not None
    assert [(span.form, span.alias) for span in found.spans] == [("북한", "dprk")]


def test_the_same_name_with_other_forms_is_another_query() -> None:
    one = watch.parse("@dprk", book(KOREAS))
    other = watch.parse("@dprk", book(KOREAS.replace("북한", "조선")))
    assert str(one) == str(other)
    assert one.alias_digest != other.alias_digest
    assert one.alias_digest == watch.parse("@dprk", book(KOREAS)).alias_digest
