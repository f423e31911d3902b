"""Pages that ask who their reader is before they show anything."""

from __future__ import annotations

import re

from crawler.pages.kinds.evidence import Evidence
from crawler.pages.kinds.phrases import part_of, searched, whole

_HEADINGS = whole(
    r"(?:please |user |member |members |subscriber |account |reader )?(?:log ?-?in|sign ?-?in|log "
    r"on)(?: required| page| (?:to|with|or|and|into)\b.{0,60})?",
    r"authentication required|members only|you (?:must|need to) (?:be logged in|log in|sign in).{0,60}",
    r"welcome back.{0,30}|create (?:a |your )?(?:free )?account.{0,40}",
    r"(?:회원 ?|통합 ?)?로그인(?: ?페이지| ?안내|이 ?필요.{0,20}| ?후 ?이용.{0,20}| ?하기)?|회원 ?전용",
    r"(?:会員)?(?:ログイン|サインイン)(?:ページ|画面|が必要.{0,20}|してください.{0,10}|する)?",
    r"会員(?:登録|専用)(?:ページ)?",
    r"(?:请|請)?(?:先)?(?:用户|用戶|会员|會員|账号|帳號)?(?:登录|登入|登陆|登錄)(?:/?(?:注册|"
    r"註冊))?(?:页面|頁面|账号|帳號|后.{0,20}|以.{0,20})?",
    r"вход(?: на сайт| в .{0,40}| для .{0,40})?|войти|войдите.{0,60}|авторизация|авторизуйтесь.{0,60}",
    r"требуется (?:вход|авторизация).{0,40}|необходим\w? (?:вход|авторизация).{0,40}",
    r"вхід(?: на сайт| до .{0,40}| для .{0,40})?|увійти|увійдіть.{0,60}|авторизація",
    r"авторизуйтеся.{0,60}|(?:потрібн\w{1,2}|необхідн\w{1,2}) (?:вхід|авторизація).{0,40}",
    r"(?:bitte )?(?:anmelden|einloggen|anmeldung|login)(?: erforderlich|, um.{0,60})?",
    r"melden sie sich.{0,60}|connexion|se connecter|connectez-vous.{0,60}|identifiez-vous.{0,40}",
    r"identification|(?:iniciar|inicia|inicie) sesi[oó]n.{0,60}|acceder",
    r"identif[ií](?:cate|quese).{0,40}|acceso (?:de )?(?:usuarios|suscriptores)",
)  # fmt: skip
_PHRASES = searched(
    r"sign up (?:for free |now )?to (?:continue|read|view|access|see)",
    r"회원 ?가입 ?후",
    r"(?:会員|無料)登録(?:が必要|して(?:ください|続き))",
    r"(?:log|sign|logged|signed) ?in(?: or (?:register|sign up|create an account))? to (?:continue|"
    r"keep|read|view|access|see|proceed)",
    r"(?:you )?(?:must|need to|have to|please) (?:be logged in|log ?in|sign ?in)\b",
    r"(?:register|create (?:a |an |your )?(?:free )?account)(?: for free)? to (?:continue|read|keep|"
    r"view|access)",
    r"(?:лише|тільки|виключно)[^.\n]{0,20} (?:зареєстрован|авторизован)",
    r"(?:только|лишь)[^.\n]{0,20} (?:зарегистрирован|авторизован)",
    r"(?:увійдіть|війдіть)[^.\n]{0,50}зареєструйтес|войдите[^.\n]{0,50}зарегистрируйтес",
    r"(?:注册|註冊)(?:后|後)(?:即可|才能|可)",
    r"(?:registered|logged[- ]in) (?:users|readers|members) only",
    r"only (?:for|to) (?:registered|logged[- ]in)",
    r"로그인(?:이 ?필요|을? ?해|을? ?하[셔시]|하신 ?후| ?후(?:에)? ?(?:이용|볼|읽|확인|열람))",
    r"회원(?:만|에게만) ?(?:이용|열람|볼)",
    r"(?:ログイン|サインイン)(?:して(?:ください|続き|お読み|閲覧)|が必要|すると|後に)",
    r"会員の(?:方|み).{0,10}(?:閲覧|ログイン)",
    r"(?:请|請)(?:先|您)?(?:登录|登入|登錄|登陆)",
    r"(?:登录|登入|登錄)(?:后|後)(?:即可|才能|可|方可|查看|阅读|閱讀|继续|繼續)",
    r"(?:需要|必须|必須)(?:先)?(?:登录|登入)",
    r"(?:требуется|необходим\w|нужн\w) (?:авторизация|вход|авторизоваться|войти)",
    r"(?:войдите|авторизуйтесь|зарегистрируйтесь)[^.\n]{0,40}(?:чтобы|для)",
    r"(?:чтобы|для) [^.\n]{0,60}(?:войдите|авторизуйтесь|зарегистрируйтесь)",
    r"(?:потрібн\w{1,2}|необхідн\w{1,2}) (?:авторизація|вхід|авторизуватися|увійти)",
    r"(?:увійдіть|авторизуйтеся|зареєструйтеся)[^.\n]{0,40}(?:щоб|для)",
    r"(?:щоб|для) [^.\n]{0,60}(?:увійдіть|авторизуйтеся|зареєструйтеся)",
    r"(?:melden sie sich|loggen sie sich|anmelden)[^.\n]{0,30}(?:um |an\b|ein\b)|connectez-vous pour",
    r"vous devez (?:être connecté|vous connecter)|(?:inicia|inicie|iniciar) sesión para",
    r"debe[sn]? iniciar sesión",
)  # fmt: skip
#: That what is asked for costs nothing but a registration.
_FREE_ACCOUNT = searched(
    r"(?:free account|register (?:now )?(?:for )?free|free registration)\b[^.\n]{0,60}\b(?:read|continue|"
    r"keep|access|view)",
    r"무료 ?(?:회원 ?)?(?:가입|등록)[^.\n]{0,30}(?:읽|보실|볼 수|계속|열람)",
    r"無料(?:会員)?登録[^。\n]{0,30}(?:読|続き|閲覧)",
    r"免[费費](?:注册|註冊)[^。\n]{0,20}(?:阅读|閱讀|继续|繼續|查看)",
    r"зарегистрируйтесь[^.\n]{0,20}бесплатн|бесплатн\w{1,4} (?:регистрац|аккаунт)",
    r"зареєструйтес[яь][^.\n]{0,20}безкоштовн|безкоштовн\w{1,4} (?:реєстрац|акаунт)",
    r"kostenlos\w{0,2}[^.\n]{0,30}(?:registrieren|konto|anmelden)[^.\n]{0,40}(?:lesen|weiter)",
    r"compte gratuit[^.\n]{0,40}(?:lire|accéder|continuer|poursuivre)",
    r"(?:cuenta gratuita|reg[ií]str\w{1,4} gratis)[^.\n]{0,40}(?:leer|leyendo|seguir|acceder)",
)  # fmt: skip
_COMMENTING = searched(
    r"\bcomment|\breply|\bvote\b|\bsave\b",
    r"댓글|추천",
    r"コメント",
    r"评论|評論|留言",
    r"коммент|комент",
    r"kommentar|comentar|commentaire",
)  # fmt: skip
_THIN = 600
_FEW_HEADLINES = 8


def by_heading(evidence: Evidence) -> str | None:
    """Why a page that calls itself a log-in is one; None where it is none."""
    if evidence.own >= _THIN or evidence.headlines >= _FEW_HEADLINES:
        return None
    heading = part_of(evidence.headings, _HEADINGS)
    if heading and (evidence.has_password or not evidence.own or _phrase(evidence)):
        return f"heading: {heading}"
    return None


def reason(evidence: Evidence) -> str | None:
    """Why the page is a login wall; None where it is none. A login form above an article is none."""
    if evidence.own >= _THIN or evidence.headlines >= _FEW_HEADLINES:
        return None
    if phrase := _phrase(evidence) or asks_for_free_account(evidence):
        return f"text: {phrase}"
    is_form_alone = evidence.has_password and not evidence.own and not evidence.is_described_as_article
    return "a form with a password, and no text" if is_form_alone else None


def asks_for_free_account(evidence: Evidence) -> str | None:
    """What offers the rest of the page for a registration without a price."""
    return _asked_by(evidence, _FREE_ACCOUNT)


def offers_free_account(line: str) -> bool:
    """Whether a line offers more to read for a registration without a price."""
    return _FREE_ACCOUNT.search(line) is not None


def _phrase(evidence: Evidence) -> str | None:
    return _asked_by(evidence, _PHRASES)


def _asked_by(evidence: Evidence, pattern: re.Pattern[str]) -> str | None:
    """What asks to be known to read, not to comment."""
    for line in evidence.shown.split("\n"):
        if (match := pattern.search(line)) and not _COMMENTING.search(line):
            return match[0]
    return None
