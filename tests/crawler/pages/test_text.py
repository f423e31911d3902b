"""Which reader's answer is taken for the article's text."""

from crawler.pages import read
from crawler.pages.candidate import Candidate
from crawler.pages.text import DESCRIPTION, choose

STORY = [
    f"Paragraph {number} tells what the {number} brigades did on the river that day." for number in range(8)
]
OTHER = [
    f"Elsewhere the {number} ministers spoke of fish, of rain and of the price of bread."
    for number in range(8)
]


def test_the_answer_nearest_to_the_others_is_taken() -> None:
    answers = [
        Candidate("one", [*STORY, *OTHER]),
        Candidate("two", STORY),
        Candidate("three", STORY[:-1]),
    ]
    chosen = choose(answers)
    assert chosen is not None
    assert chosen.origin == "two"


def test_a_description_that_no_reader_saw_is_the_text_of_a_page_built_by_script() -> None:
    answers = [Candidate("one", OTHER[:2]), Candidate(DESCRIPTION, STORY)]
    chosen = choose(answers)
    assert chosen is not None
    assert chosen.origin == DESCRIPTION


def test_a_short_description_of_something_else_is_not_believed() -> None:
    answers = [Candidate("one", STORY), Candidate(DESCRIPTION, OTHER[:1])]
    chosen = choose(answers)
    assert chosen is not None
    assert chosen.origin == "one"


def test_no_answer_gives_no_text() -> None:
    assert choose([]) is None


def page(lines: list[str]) -> bytes:
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><body><article><h1>What the brigades did</h1>{body}</article></body></html>".encode()


def test_lines_of_the_host_are_left_out_and_named() -> None:
    furniture = "Our desk has covered the river since the first day, and will go on to do so."
    lines = [*STORY, furniture]
    bare = read(page(lines), "https://news.example/a")
    mended = read(page(lines), "https://news.example/a", host_lines=frozenset({furniture}))
    assert furniture in bare.text
    assert furniture not in mended.text
    assert mended.left_out == (furniture,)
    assert mended.agreement is not None


def test_a_text_that_is_mostly_lines_of_the_host_keeps_them() -> None:
    known = frozenset(STORY[:6])
    article = read(page(STORY), "https://news.example/a", host_lines=known)
    assert article.text.split("\n\n") == STORY
    assert article.left_out == ()


def test_the_links_below_a_prompt_are_not_the_text_of_a_page_without_names() -> None:
    links = "".join(f"<li><a href=/{n}>Harbour guard buys boat number {n}</a></li>" for n in range(4))
    body = "".join(f"<p>{line}</p>" for line in STORY[:2])
    markup = f"<body><h1>On the river</h1>{body}<hr><h2>More from the Courier</h2><ul>{links}</ul></body>"
    assert read(markup.encode(), "https://news.example/a").text.split("\n\n") == STORY[:2]


def test_a_box_with_another_story_is_not_the_text_though_a_paragraph_of_it_reads_like_one() -> None:
    also = (
        '<div class="read-also"><span>Read also</span> <a href="/fish">Fish in the river</a>'
        "<p>Umpires counted six boats, four nets and a trawler that came home on the third day.</p></div>"
    )
    body = "".join(f"<p>{line}</p>{also if number == 3 else ''}" for number, line in enumerate(STORY))
    markup = f"<body><article><h1>What the brigades did</h1>{body}</article></body>"
    assert read(markup.encode(), "https://news.example/a").text.split("\n\n") == STORY


def test_a_prompt_does_not_take_the_text_that_stands_around_it() -> None:
    body = "".join(f"<p>{line}</p>" for line in STORY)
    prompt = 'Read also <a href="/fish">Fish in the river</a>'
    markup = f"<body><h1>What the brigades did</h1><div>{prompt}{body}</div></body>"
    assert read(markup.encode(), "https://news.example/a").text.split("\n\n") == STORY


def test_a_line_that_holds_a_space_alone_parts_paragraphs() -> None:
    body = "<br><br>".join([*STORY[:-2], "<br>\n&nbsp;<br>\n".join(STORY[-2:])])
    markup = f"<body><article><h1>What the brigades did</h1><div>{body}</div></article></body>"
    assert read(markup.encode(), "https://news.example/a").text.split("\n\n") == STORY


def test_the_team_that_wrote_it_does_not_close_the_text() -> None:
    lines = [*STORY, "✍️ Written by the team of The Harbour Courier, with notes from the border."]
    assert read(page(lines), "https://news.example/a").text.split("\n\n") == STORY
