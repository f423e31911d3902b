"""What a page is: each kind of non-article by its own signs, and articles that carry the same signs."""

import json

import pytest

from crawler.pages import PageKind, read
from tests.crawler.pages import forms

HOST = "https://courier.example"
ARTICLE_URL = f"{HOST}/land/2025/08/04/pontoon-battalions-rehearse-a-crossing"
BODY = "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)
HEADLINES = (
    "Harbour guard buys eleven fast boats from a yard in the north",
    "Radar on the cape is back after a year of repairs",
    "Reserve officers meet their new commander in the drill hall",
    "Minister names three sites for the coastal battery",
    "Mountain troops test sledges that drive themselves",
    "Old depot at Vell to be cleared before the winter",
)
CARDS = "".join(
    f"<article><h3><a href='/n/{n}'>{line}</a></h3>"
    "<p>Two officials spoke of it on Monday, and a third did on Tuesday.</p></article>"
    for n, line in enumerate(HEADLINES)
)


def page(title: str, body: str, head: str = "", classes: str = "", lang: str = "en") -> bytes:
    return (
        f"<html lang={lang}><head><title>{title}</title>{head}</head><body class='{classes}'>{body}</body></html>"
    ).encode()


def described(**node: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


CONSENT = page(
    "Before you continue",
    "<h1>We value your privacy</h1><p>We and our 214 partners store cookies and process personal data.</p>"
    "<p>You can change your consent at any time.</p><button>Accept all</button><button>Reject all</button>",
)
CONSENT_KOREAN = page(
    "쿠키 사용 안내",
    "<h1>개인정보 처리 동의</h1><p>이 사이트는 맞춤형 광고를 위해 쿠키와 개인정보를 이용합니다.</p>"
    "<button>모두 동의</button>",
)
CONSENT_UKRAINIAN = page(
    "Перш ніж продовжити",
    "<h1>Ваша конфіденційність</h1><p>Ми та наші партнери обробляємо персональні дані й файли cookie.</p>"
    "<button>Прийняти все</button><a href='/settings'>Налаштування</a>",
)
CHALLENGE = page(
    "Just a moment...",
    "<noscript>Enable JavaScript and cookies to continue</noscript>"
    "<script src='/cdn-cgi/challenge-platform/x.js'></script>",
)
CHALLENGE_JAPANESE = page("アクセス確認", "<p>ロボットではありませんか。画像認証を完了してください。</p>")
CHALLENGE_RUSSIAN = page(
    "Проверка браузера", "<h1>Подтвердите, что вы не робот</h1><p>Это займёт секунду.</p>"
)
LOGIN = page("Sign in | Courier", "<h1>Sign in</h1><form><input type=email><input type=password></form>")
LOGIN_CHINESE = page("用户登录", "<p>请先登录后查看全文。</p><form><input type=password></form>", lang="zh")
STUB = page(
    f"{forms.TITLE} | Courier",
    f"<h1>{forms.TITLE}</h1><p>{forms.PARAGRAPHS[0]}</p><div>Subscribe to continue reading</div>",
    described(**{"@type": "NewsArticle", "headline": forms.TITLE, "isAccessibleForFree": False}),
)
STUB_JAPANESE = page(
    "工兵隊が夜に橋をかける | 川の新聞",
    "<h1>工兵隊が夜に橋をかける</h1><p>二個大隊が三夜に四度、川に橋をかけたと、両岸の住民が本紙に語った。"
    "送られた写真にも車列が写っている。</p>"
    "<p>この記事は有料会員限定です。残り 812文字</p>",
    described(**{"@type": "NewsArticle", "headline": "工兵隊が夜に橋をかける"}),
)
ERROR = page("404 - Courier", f"<h1>Page not found</h1><p>Try one of these.</p>{CARDS}")
ERROR_KOREAN = page("오류 안내", "<p>요청하신 페이지를 찾을 수 없습니다.</p><a href='/'>홈으로</a>")
ERROR_RUSSIAN = page("Страница не найдена", "<h1>404</h1><p>Такой страницы нет.</p>")
FRONT = page("Courier", CARDS, "<meta property=og:type content=website>")
SECTION = page("Defence - Courier", f"<h1>Defence</h1>{CARDS}", described(**{"@type": "CollectionPage"}))
TAG = page("Articles tagged radar", f"<h1>Radar</h1>{CARDS}", classes="archive tag")
AUTHOR = page("Marit Oyelaran", f"<h1>Marit Oyelaran</h1>{CARDS}", described(**{"@type": "ProfilePage"}))
SEARCH = page("Search results for radar", f"<h1>Search results for “radar”</h1>{CARDS}")
NOTHING_FOUND = page("Результаты поиска", "<h1>Результаты поиска</h1><p>Ничего не найдено.</p>")
VIDEO = page(
    "Watch: night crossing", "<h1>Night crossing</h1><video src='/v.mp4'></video><p>Filmed on Monday.</p>",
    "<meta property=og:type content=video.other>" + described(**{"@type": "VideoObject"}),
)  # fmt: skip
GIFT_LEFT_OPEN = page(
    "川の新聞",
    f"<p class=label>有料記事</p><h1>{forms.TITLE}</h1>{BODY}<p>有料会員になると、すべての記事を読めます。</p>",
    described(**{"@type": "NewsArticle", "headline": forms.TITLE, "isAccessibleForFree": False}),
)  # fmt: skip
ABOUT_CONSENT = page(
    "Court rules on cookie consent",
    "<h1>Court rules on cookie consent</h1>"
    + "<p>The court said that consent to cookies must be given freely, and that a banner is no consent.</p>"
    * 4
    + "<div>We use cookies.<button>Accept all</button><button>Reject all</button></div>",
    "<meta property=og:type content=article>",
)
LOGIN_TO_COMMENT = page(
    forms.TITLE, f"<h1>{forms.TITLE}</h1><p>{forms.PARAGRAPHS[0]}</p><p>You must be logged in to post a comment.</p>"
)  # fmt: skip
LOGIN_WITH_OFFER = page(
    "로그인 | 새벽신문",
    "<h1>로그인</h1><form><input type=password><button>로그인</button></form><p>유료 회원 전용 서비스입니다.</p>",
)
TEASERS_WITHOUT_LINKED_HEADLINES = page(
    "Nachrichten",
    "".join(
        f"<h3>{line}</h3><p>Two officials spoke of it on Monday, and a third one did so on Tuesday.</p>"
        f"<a href='/n/{n}'>Weiterlesen</a>"
        for n, line in enumerate(HEADLINES)
    ),
)
WALL_OVER_AN_ARTICLES_HEAD = page(
    forms.TITLE,
    f"<h1>{forms.TITLE}</h1><p>Wir und unsere 187 Partner verarbeiten personenbezogene Daten und nutzen Cookies.</p>"
    "<p>Ihre Zustimmung zu Tracking und Werbung ist jederzeit widerrufbar.</p><button>Akzeptieren und weiter</button>",
    described(**{"@type": "NewsArticle", "headline": forms.TITLE}),
)
TIMED_OUT = page(
    "courier.example | 524: A timeout occurred",
    "<h1><span>A timeout occurred</span><span>Error code 524</span></h1><p>The origin web server did not answer.</p>",
)
FREE_ACCOUNT = page(
    forms.TITLE,
    f"<h1>{forms.TITLE}</h1><div><h2>Create your free account to keep reading</h2><input type=email></div>",
    described(**{"@type": "NewsArticle", "headline": forms.TITLE, "isAccessibleForFree": False, "hasPart": {
        "@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".body"}}),
)  # fmt: skip
JAPANESE_HEADLINES_WITH_TIMES = page(
    "港湾の記事一覧",
    "<h1>港湾</h1><ul>"
    + "".join(
        f"<li><a href='/a/{n}'>第{n}岸壁の補修工事が始まる</a><span>2026/11/{n} 18:20</span></li>"
        for n in range(11, 17)
    )
    + "</ul>",
)  # fmt: skip
TWO_LINES_AROUND_A_FILM = page(
    "Night crossing. VIDEO",
    f"<h1>Night crossing. VIDEO</h1><p>{forms.PARAGRAPHS[0][:150]}.</p><iframe src='https://v.example/embed/1'></iframe>"
    f"<p>{forms.PARAGRAPHS[1][:150]}.</p>",
    "<meta property=og:type content=article>",
)
PDF_VIEWER = page("Report", "<h1>Report</h1><embed type='application/pdf' src='/r.pdf'>")
SHELL = page("", "<div id=root></div><noscript>You need to enable JavaScript to run this app.</noscript>")
FEED = b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>A</title></item></channel></rss>"


@pytest.mark.parametrize(
    ("body", "path", "kind"),
    [
        (CONSENT, "/land/bridges", PageKind.CONSENT),
        (CONSENT_KOREAN, "/n/7", PageKind.CONSENT),
        (CONSENT_UKRAINIAN, "/n/7", PageKind.CONSENT),
        (CHALLENGE, "/land/bridges", PageKind.CHALLENGE),
        (CHALLENGE_JAPANESE, "/n/7", PageKind.CHALLENGE),
        (CHALLENGE_RUSSIAN, "/n/7", PageKind.CHALLENGE),
        (LOGIN, "/account/login", PageKind.LOGIN),
        (LOGIN_CHINESE, "/n/7", PageKind.LOGIN),
        (STUB, "/land/bridges", PageKind.PAYWALL),
        (STUB_JAPANESE, "/articles/20250804-81", PageKind.PAYWALL),
        (ERROR, "/land/bridges", PageKind.ERROR),
        (ERROR_KOREAN, "/n/7", PageKind.ERROR),
        (ERROR_RUSSIAN, "/n/7", PageKind.ERROR),
        (FRONT, "/", PageKind.FRONT),
        (SECTION, "/defence", PageKind.FRONT),
        (TAG, "/tag/radar", PageKind.TAG),
        (AUTHOR, "/author/marit-oyelaran", PageKind.TAG),
        (SEARCH, "/search?q=radar", PageKind.SEARCH),
        (NOTHING_FOUND, "/search?q=radar", PageKind.SEARCH),
        (TEASERS_WITHOUT_LINKED_HEADLINES, "/politik/", PageKind.FRONT),
        (WALL_OVER_AN_ARTICLES_HEAD, "/land/bridges", PageKind.CONSENT),
        (LOGIN_WITH_OFFER, "/n/7", PageKind.LOGIN),
        (VIDEO, "/video/night-crossing", PageKind.VIDEO),
        (TIMED_OUT, "/land/bridges", PageKind.ERROR),
        (FREE_ACCOUNT, "/land/bridges", PageKind.LOGIN),
        (JAPANESE_HEADLINES_WITH_TIMES, "/keyword/port", PageKind.TAG),
        (PDF_VIEWER, "/reports/view", PageKind.PDF),
        (SHELL, "/land/bridges", PageKind.EMPTY),
        (FEED, "/feed", PageKind.NOT_HTML),
        (b'{"html": "<p>' + b"x" * 90 + b'</p>"}', "/api", PageKind.NOT_HTML),
    ],
)
def test_each_kind_is_named_with_a_reason(body: bytes, path: str, kind: PageKind) -> None:
    found = read(body, HOST + path)
    assert found.kind is kind, found.kind_reason
    assert found.kind_reason


BANNER = "<div><p>We use cookies and share personal data with partners.</p><button>Accept all</button></div>"


@pytest.mark.parametrize(
    ("title", "extra", "head"),
    [
        (forms.TITLE, BANNER, ""),
        ("Page not found: how the ministry lost its archive", "", ""),
        ("Ministry adds a captcha after unusual traffic", "<script src='/recaptcha/api.js'></script>", ""),
        (forms.TITLE, "<form><input type=email><input type=password><button>Sign in</button></form>", ""),
        (forms.TITLE, "<iframe src='https://www.youtube.com/embed/x'></iframe>", described(**{"@type": "VideoObject"})),
        (forms.TITLE, CARDS, "<meta property=og:type content=website>"),
        (forms.TITLE, "<a href='/r.pdf'>The report (PDF)</a><p>Already a subscriber? Log in</p>", ""),
        (forms.TITLE, "", described(**{"@type": "NewsArticle", "headline": forms.TITLE, "isAccessibleForFree": False})),
    ],
)  # fmt: skip
def test_an_article_with_the_signs_of_something_else_is_an_article(title: str, extra: str, head: str) -> None:
    body = page(title, f"<main><h1>{title}</h1>{BODY}</main>{extra}", head)
    found = read(body, ARTICLE_URL)
    assert found.kind is PageKind.ARTICLE, found.kind_reason


@pytest.mark.parametrize("body", [GIFT_LEFT_OPEN, ABOUT_CONSENT, LOGIN_TO_COMMENT])
def test_an_article_that_speaks_of_walls_or_was_opened_is_an_article(body: bytes) -> None:
    found = read(body, ARTICLE_URL)
    assert found.kind is PageKind.ARTICLE, found.kind_reason


def test_two_paragraphs_around_a_film_are_an_article() -> None:
    found = read(TWO_LINES_AROUND_A_FILM, f"{HOST}/video/night-crossing")
    assert found.kind is PageKind.ARTICLE, found.kind_reason


def test_an_article_after_the_end_of_its_document_is_read() -> None:
    header = "<header><a href='/'>Courier</a></header></body></html>"
    body = page(forms.TITLE, f"{header}<div><h1>{forms.TITLE}</h1>{BODY}</div>")
    found = read(body, ARTICLE_URL)
    assert (found.kind, found.text) == (PageKind.ARTICLE, "\n\n".join(forms.PARAGRAPHS))


def test_a_stub_keeps_its_fields() -> None:
    found = read(STUB, ARTICLE_URL)
    assert (found.kind, found.title) == (PageKind.PAYWALL, forms.TITLE)


@pytest.mark.parametrize(
    ("body", "content_type", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", None, PageKind.PDF),
        (b"\n\n%PDF-1.4 ...", "text/html", PageKind.PDF),
        (b"%PDF-1.4 (<html> is a tag)", None, PageKind.PDF),
        (b"startxref", "application/pdf", PageKind.PDF),
        (page(forms.TITLE, BODY), "application/pdf", PageKind.ARTICLE),
    ],
)
def test_a_pdf_is_known_by_its_bytes_or_its_content_type(
    body: bytes, content_type: str | None, kind: PageKind
) -> None:
    assert read(body, ARTICLE_URL, content_type=content_type).kind is kind
