"""The paragraphs of a consent dialog are told from those of an article on consent."""

import pytest

from crawler.pages.consent_lines import is_consent
from crawler.pages.endings import without


@pytest.mark.parametrize(
    "line",
    [
        "We and our 214 partners use cookies to show you personalised ads. You may withdraw your consent at any time.",
        "Wir und unsere Partner setzen Cookies ein, um Werbung zu messen. Ihre Einwilligung können Sie widerrufen.",
        "Мы и наши партнёры используем куки, чтобы показывать рекламу, и просим вашего согласия.",
        "당사와 파트너는 쿠키를 사용하여 맞춤형 광고를 표시합니다. 동의하시겠습니까?",
        "当社とパートナーは、広告を表示するためにクッキーを使用します。同意しますか。",
    ],
)
def test_a_dialog_is_known_in_many_languages(line: str) -> None:
    assert is_consent(line)


@pytest.mark.parametrize(
    "line",
    [
        "The navy said its partners had agreed to send two more frigates to the strait by the end of the month.",
        "The court found that the cookies had been set before anyone could refuse them.",
        "",
    ],
)
def test_news_is_none(line: str) -> None:
    assert not is_consent(line)


def test_a_dialog_after_the_article_is_cut_off() -> None:
    news = ["The fleet left the port on Monday, the ministry said.", "It will be back in May."]
    dialog = [
        "We use cookies and share data with partners to personalise ads.",
        "Our partners need your consent to store and/or access cookies.",
    ]
    assert without([*news, *dialog], authors=(), site_names=()) == news
