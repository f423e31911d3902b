"""The fields beside text, title, byline and date: where each stands, and what is not taken for it."""

import json

import pytest

from crawler.pages import RawArticle, read
from tests.crawler.pages import forms

URL = "https://courier.example/land/2025/08/04/pontoon-battalions-rehearse-a-crossing"
BODY = "".join(f"<p>{line}</p>" for line in forms.PARAGRAPHS)


def article(head: str = "", before: str = "", after: str = "", top: str = "", lang: str = "en") -> RawArticle:
    body = f"{top}<main><h1>{forms.TITLE}</h1>{before}{BODY}{after}</main>"
    return read(f"<html lang='{lang}'><head>{head}</head><body>{body}</body></html>".encode(), URL)


def described(**node: object) -> str:
    node = {"@type": "NewsArticle", "headline": forms.TITLE} | node
    return f"<script type='application/ld+json'>{json.dumps(node)}</script>"


def meta(name: str, content: str) -> str:
    return f"<meta property='{name}' content='{content}'>"


@pytest.mark.parametrize(
    ("head", "paywalled"),
    [
        (described(isAccessibleForFree=False), True),
        (described(isAccessibleForFree="http://schema.org/False"), True),
        (described(isAccessibleForFree="True"), False),
        (meta("article:content_tier", "locked"), True),
        (meta("article:content_tier", "free"), False),
        ("", False),
    ],
)
def test_paywall_flag(head: str, paywalled: bool) -> None:
    assert article(head).is_paywalled is paywalled


def test_a_doubted_paywall_flag_names_the_doubt() -> None:
    flag = article(described(isAccessibleForFree=False) + meta("article:content_tier", "free"))
    assert flag.is_paywalled
    assert [other.origin for other in flag.provenance["is_paywalled"].others] == ["meta article:content_tier"]


def wire(first: str) -> RawArticle:
    paragraphs = "".join(
        f"<p>{line}</p>" for line in (f"{first} {forms.PARAGRAPHS[0]}", *forms.PARAGRAPHS[1:])
    )
    return read(f"<html><body><main><h1>{forms.TITLE}</h1>{paragraphs}</main></body></html>".encode(), URL)


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("VELL, Aug 4 (Reuters) -", "Reuters"),
        ("VELL (AP) —", "AP"),
        ("Vell (dpa/tmn) -", "dpa"),
        ("Paris (AFP) –", "AFP"),
        ("(서울=연합뉴스) 김한별 기자 =", "Yonhap"),
        ("[서울=뉴시스]", "Newsis"),
        ("【ソウル共同】", "Kyodo"),
        ("新华社北京8月4日电", "Xinhua"),
        ("中新网8月4日电", "China News Service"),
        ("МОСКВА, 4 августа. /ТАСС/.", "TASS"),
        ("МОСКВА, 4 авг — РИА Новости.", "RIA Novosti"),
        ("Москва. 4 августа. INTERFAX.RU -", "Interfax"),
        ("(ANSA) - ROMA, 04 AGO -", "ANSA"),
        ("Madrid, 4 ago (EFE).-", "EFE"),
        ("ANKARA (AA) -", "Anadolu"),
        ("Officials told Reuters on Monday that", None),
        ("VELL, Aug 4 -", None),
    ],
)
def test_agency_in_a_dateline(dateline: str, agency: str | None) -> None:
    assert wire(dateline).agency == agency


@pytest.mark.parametrize(
    ("head", "before", "after", "agency"),
    [
        (described(author={"@type": "Organization", "name": "Reuters"}), "", "", "Reuters"),
        (described(sourceOrganization={"name": "Press Trust of India"}), "", "", "PTI"),
        (described(publisher={"name": "The River Courier"}), "", "", None),
        ("", "<p class=byline>By Ada Lind, Associated Press</p>", "", "AP"),
        ("", "<p class=byline>By Ada Lind</p>", "", None),
        ("", "", "<p>Джерело: Укрінформ</p>", "Ukrinform"),
        ("", "", "<p>With inputs from PTI</p>", "PTI"),
        ("", "", "<p>출처: 연합뉴스</p>", "Yonhap"),
        ("", "", "<p>The bridges, it told AFP, were a drill like every other one of that summer.</p>", None),
    ],
)
def test_agency_beside_the_text(head: str, before: str, after: str, agency: str | None) -> None:
    assert article(head, before, after).agency == agency


@pytest.mark.parametrize(
    ("head", "after", "tags"),
    [
        (described(keywords="Bridges, Engineers,  bridges"), "", ("Bridges", "Engineers")),
        (described(keywords=["type:story", "부교", "훈련"]), "", ("부교", "훈련")),
        (described(keywords=[{"@type": "DefinedTerm", "name": "Tarn"}]), "", ("Tarn",)),
        (meta("article:tag", "Bridges") + meta("article:tag", "Rivers"), "", ("Bridges", "Rivers")),
        ("", "<a rel=tag href='/t/1'>#Bridges</a><a rel='tag nofollow' href='/t/2'>Rivers</a>", ("Bridges", "Rivers")),
        (meta("news_keywords", "橋、川，訓練"), "", ("橋", "川", "訓練")),
        (described(keywords=[f"tag {number}" for number in range(90)]), "", tuple(f"tag {n}" for n in range(30))),
        (described(keywords="x" * 90), "", ()),
    ],
)  # fmt: skip
def test_tags(head: str, after: str, tags: tuple[str, ...]) -> None:
    assert article(head, after=after).tags == tags


TRAIL = {
    "@type": "BreadcrumbList",
    "itemListElement": [
        {"position": 1, "name": "Home"},
        {"position": 2, "item": {"name": "Land Forces"}},
        {"position": 3, "name": forms.TITLE},
    ],
}


@pytest.mark.parametrize(
    ("head", "top", "section", "origin"),
    [
        (described(articleSection="Land"), "", "Land", "json-ld"),
        (meta("article:section", "Land"), "", "Land", "meta article:section"),
        (f"<script type='application/ld+json'>{json.dumps(TRAIL)}</script>", "", "Land Forces", "json-ld breadcrumbs"),
        (
            "", "<nav aria-label=Breadcrumb><a href='/'>홈</a> &gt; <a href='/l'>국방</a></nav>",
            "국방", "breadcrumbs",
        ),
        ("", "<nav><a href='/s'>Sea</a><a href='/l' aria-current=page>Land</a></nav>", "Land", "marked menu item"),
    ],
)  # fmt: skip
def test_section(head: str, top: str, section: str, origin: str) -> None:
    found = article(head, top=top)
    assert (found.section, found.provenance["section"].origin) == (section, origin)


@pytest.mark.parametrize(
    ("lang", "head", "language"),
    [
        ("en-GB", "", "en"),
        ("", meta("og:locale", "uk_UA"), None),
        ("", meta("og:locale", "de_DE"), "de"),
        ("", described(inLanguage="eng"), "en"),
        ("ko", "", None),
        ("x-default", described(inLanguage={"name": "English", "alternateName": "en"}), "en"),
    ],
)
def test_language_is_the_pages_word_unless_its_script_belies_it(
    lang: str, head: str, language: str | None
) -> None:
    assert article(head, lang=lang).language == language


@pytest.mark.parametrize(("lang", "language"), [("ua", "uk"), ("en", None), ("ru", "ru")])
def test_language_of_a_page_in_cyrillic(lang: str, language: str | None) -> None:
    line = "<p>Два батальйони тричі за ніч наводили міст через річку, кажуть мешканці обох берегів.</p>"
    page = f"<html lang={lang}><body><h1>Батальйони навели міст</h1>{line * 3}</body></html>"
    assert read(page.encode(), URL).language == language


@pytest.mark.parametrize(
    ("head", "image"),
    [
        (meta("og:image", "/p/bridge.jpg"), "https://courier.example/p/bridge.jpg"),
        (described(image={"@type": "ImageObject", "url": "https://i.example/b.jpg"}), "https://i.example/b.jpg"),
        (meta("og:image", "/p/logo.png") + described(image=["https://i.example/b.jpg"]), "https://i.example/b.jpg"),
        (meta("og:image", "https://i.example/sites/default/files/b.jpg"), "https://i.example/sites/default/files/b.jpg"),
        (meta("og:image", "data:image/png;base64,AAAA"), None),
        (meta("og:image", "/p/site-logo.svg"), None),
        ("", None),
    ],
)  # fmt: skip
def test_image(head: str, image: str | None) -> None:
    assert article(head).image_url == image


def test_addresses_of_the_page_and_what_contradicts_them() -> None:
    links = "<link rel='canonical' href='/a'><link rel=amphtml href='/amp/a'>"
    found = article(links + meta("og:url", "https://courier.example/b"))
    assert (found.canonical_url, found.amp_url) == (
        "https://courier.example/a",
        "https://courier.example/amp/a",
    )
    assert [claim.value for claim in found.provenance["canonical_url"].others] == [
        "https://courier.example/b"
    ]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "<p>Editor's note: this report was changed on Monday to name the river as the residents do.</p>",
        "<p>Photo by Ada Lind / The River Courier, taken from the east bank of the river.</p>",
        "<p>VELL</p>",
    ],
)
def test_opening_is_the_first_paragraph_that_tells_news(before: str) -> None:
    assert article(before=before).opening == forms.PARAGRAPHS[0]
