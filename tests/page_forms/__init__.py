"""One story in four page forms, written from the promise alone and before any reader had seen them.

What a reader owes for every form: the title exactly as given, and `StoryText.text`: the paragraphs joined by
a blank line, with nothing of the team line, the comment form, related stories, newsletter prompts,
navigation, captions, advertisements or share buttons. If a reader fails a form, the reader is mended,
not the form.
"""

from collections.abc import Callable
from typing import Final, Literal

from tests.page_forms.defense_news import defense_news
from tests.page_forms.div_br import div_br
from tests.page_forms.json_ld import json_ld
from tests.page_forms.plain import plain
from tests.page_forms.story import StoryText, folded, parse_seed

__all__ = ["DATE_STATED", "FORMS", "StoryText", "folded", "parse_seed"]

FORMS: Final[dict[str, Callable[[StoryText], bytes]]] = {
    "defense-news": defense_news,
    "plain": plain,
    "div-br": div_br,
    "json-ld": json_ld,
}

DATE_STATED: Final[dict[str, Literal["day", "minute", "second"]]] = {
    "defense-news": "day",  # visible text, "Jul 03, 2025", in the site's own day
    "plain": "second",  # time element, with the offset
    "div-br": "minute",  # visible text, in GMT
    "json-ld": "second",  # datePublished, with the offset
}
"""How finely each form says when the story was published: a reader can know no more than this."""
