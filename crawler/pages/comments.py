"""Where a page stops telling news and speaks of its readers' comments."""

from __future__ import annotations

import re

_HEADS = (
    # English
    r"(?:leave|post|write|add|submit|make) (?:a|an?other|your) (?:comment|reply|response)\b.*",
    r"leave (?:comments|replies)\b.*",
    r"no (?:comments?|replies)(?:$| (?:available|yet|found|so far|here|to show|posted|on this|have been|for this)\b.*)",
    r"(?:there are|this \w+ has) (?:currently )?no comments\b.*",
    r"be the first to (?:comment|reply|respond)\b.*",
    r"join the (?:conversation|discussion|debate)",
    r"(?:reader'?s?'? |all |show |view |\d+ |recent |latest |user )*(?:comments?|replies)(?: ?\(\d+\))?",
    r"(?:have )?your say|(?:your|readers['’]?) comments",
    r"(?:you must |please |you need to )?(?:be )?(?:log|sign)(?:g?ed)?[ -]?in (?:to|and) .{0,20}(?:comment|reply)\b.*",
    r"your e-?mail address will not be published\b.*",
    r"comments (?:are|have been) (?:now )?(?:closed|disabled|off|moderated)\b.*",
    # Ukrainian, Russian
    r"(?:залишити|залиште|додати|написати) (?:ваш |свій )?(?:коментар|відповідь).*",
    r"(?:\d+ )?коментар(?:і|ів)?(?: ?\(?\d+\)?)?",
    r"(?:поки (?:що )?)?(?:немає|нема|без) (?:жодного )?коментар.*|коментарів (?:ще |поки )?(?:немає|нема)\b.*",
    r".{0,40}(?:увійдіть|увійти|авторизу|зареєструй).{0,40}комент.{0,40}|щоб (?:залишити|додати) комент.*",
    r"(?:оставить|оставьте|добавить|написать) (?:ваш |свой )?(?:комментарий|ответ|отзыв).*",
    r"(?:\d+ )?комментари(?:и|й|ев)(?: ?\(?\d+\)?)?",
    r"(?:пока )?(?:нет|без) комментари.*|комментариев (?:ещё |еще |пока )?нет\b.*",
    r".{0,40}(?:войдите|войти|авторизу|зарегистрируй).{0,40}коммент.{0,40}|чтобы (?:оставить|добавить) коммент.*",
    # Korean, Japanese, Chinese
    r"(?:전체 ?)?댓글(?: ?(?:쓰기|남기기|달기|보기|\(?\d+\)?개?))?|첫 ?댓글.{0,30}",
    r".{0,40}댓글.{0,16}(?:수 있습니다|주세요|주십시오|작성|등록|남겨|없습니다|달아).{0,20}",
    r".{0,30}コメント(?:を|する|は|に).{0,16}(?:残|書|投稿|ログイン|ありません|送信|ください|できます).{0,20}|コメント(?:一覧|欄)?",
    r".{0,20}(?:登[录錄陆陸入]|注[册冊]).{0,16}(?:评论|評論|留言|发言|發言).{0,20}|(?:发表|發表|我要|暂无|暫無|查看|全部|网友|網友)?(?:评论|評論|留言).{0,6}",
)
_COMMENT_LINE = re.compile(rf"\W*(?:{'|'.join(_HEADS)})\W*", re.IGNORECASE)
_LONGEST = 200


def is_comment_line(line: str) -> bool:
    """Whether a line heads a section of comments, asks for one, or says that there are none."""
    return len(line) <= _LONGEST and _COMMENT_LINE.fullmatch(line) is not None
