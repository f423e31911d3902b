"""Which lines are none of an article: bylines and dates at its head, credits, prompts and imprints at its end."""

import pytest

from crawler.pages.comments import is_comment_line
from crawler.pages.credit_lines import is_unmistakable, team_in
from crawler.pages.endings import is_ending, without
from crawler.pages.stamps import author_of, is_stamp


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Ada Lind", "Ada Lind"),
        ("By ADA LIND and BO KIM | 3 March 2024", "ADA LIND and BO KIM"),
        ("Published 03.03.2024 at 18:20 by Ada Lind in Rivers and roads", "Ada Lind"),
        ("Ada Lind, March 3, 2024", None),
        ("Rivers · 3 March 2024 · 4 min read", None),
        ("입력 2024.03.03 08:30", None),
    ],
)
def test_stamps_and_whom_they_name(line: str, author: str | None) -> None:
    assert is_stamp(line)
    assert author_of(line) == author


@pytest.mark.parametrize(
    "line",
    [
        "By noon the bridge was gone.",
        "By 2027 the army will have nine of them.",
        "On 3 March 2024 the bridge was gone.",
        "The treaty of 3 March 2024 binds both sides.",
        "Ada Lind",
    ],
)
def test_sentences_are_no_stamps(line: str) -> None:
    assert not is_stamp(line)
    assert author_of(line) is None


@pytest.mark.parametrize(
    ("line", "team", "anywhere"),
    [
        ("This piece was produced by the team at Vell Observer.", "Vell Observer", True),
        ("Compiled by the staff of Vell Observer, with help from readers", "Vell Observer", False),
        ("✎ Reported by Vell Observer staff", "Vell Observer", False),
        ("Edited by the Tarn Post news desk.", "the Tarn Post", False),
        ("The report was compiled by the staff of the general.", None, False),
        ("It was written by the ministry's staff.", None, False),
        ("Written by our team", None, False),
    ],
)
def test_credits_of_a_team(line: str, team: str | None, anywhere: bool) -> None:
    assert team_in(line) == team
    assert is_unmistakable(line) is anywhere


@pytest.mark.parametrize(
    "line",
    [
        "Leave a reply",
        "Post your comment: be polite",
        "12 comments",
        "No replies yet. Start one!",
        "You must be logged in to post a comment.",
        "Поки що немає коментарів",
        "Увійдіть, щоб залишити коментар",
        "Комментариев пока нет",
        "Чтобы оставить комментарий, войдите",
        "댓글을 남기려면 로그인해 주세요.",
        "댓글 12",
        "コメントを投稿するにはログインしてください",
        "请登录后发表评论",
        "暂无评论",
    ],
)
def test_prompts_for_comments(line: str) -> None:
    assert is_comment_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "No comment came from the palace.",
        "The minister left no comments on the draft that he returned.",
        "His comments drew anger in Vell.",
        "Comments by the general drew anger in Vell.",
        "그는 댓글 조작 의혹을 부인했다.",
    ],
)
def test_news_of_comments_is_no_prompt(line: str) -> None:
    assert not is_comment_line(line)


AUTHORS = ("Ada Lind",)
SITES = ("Vell Observer",)


@pytest.mark.parametrize(
    "line",
    [
        "* * *",
        "Ada Lind covers rivers from Vell.",
        "Ada Lind can be reached at ada@vell.example.",
        "The Vell Observer is published six days a week by a trust.",
        "Know something about this? Write to the desk in confidence.",
        "Send your tips to the night desk",
        "More from Vell: Ferries stop at dusk",
        "Reported by Vell Observer staff",
        "No comments yet",
    ],
)
def test_endings(line: str) -> None:
    assert is_ending(line, authors=AUTHORS, site_names=SITES)


@pytest.mark.parametrize(
    "line",
    [
        "A deal may be reached by Friday, an official said.",
        "Earlier on Tuesday, the mayor said: “We stay.”",
        "Ada, the ferry, sailed at dusk.",
        "The Observer corps is disbanded.",
        "“Do you know what that means?” she asked. Nobody did.",
    ],
)
def test_closing_paragraphs_stay(line: str) -> None:
    assert not is_ending(line, authors=AUTHORS, site_names=SITES)


def test_endings_are_taken_from_the_end_alone_and_one_line_always_stays() -> None:
    lines = ["* * *", "News.", "* * *", "The rest of it.", "* * *", "Ada Lind covers rivers."]
    assert without(lines, authors=AUTHORS, site_names=()) == lines[:4]
    assert without(["* * *"], authors=(), site_names=()) == ["* * *"]
