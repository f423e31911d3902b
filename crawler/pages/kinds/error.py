"""Pages that say that there is no page, or that the server failed, whatever status they were served with."""

from __future__ import annotations

import re

from crawler.pages.kinds.evidence import Evidence
from crawler.pages.kinds.phrases import found_in, part_of, searched, whole

_PHRASES = searched(
    r"(?:server|site|website)s? (?:is|are) (?:currently |temporarily )?(?:overloaded|too busy)\b",
    r"(?:connection|request|origin|host|gateway) timed[- ]out|web server is down|origin is unreachable",
    r"접속자가 ?많아|접속이 ?(?:지연되고|원활하지)",
    r"アクセスが(?:大変)?集中して|(?:サーバーが|サイトが)?(?:大変)?(?:混み合って|混雑して)(?:おり|い)",
    r"(?:访问|訪問|浏览)(?:人数|量|用户)(?:过多|過多|过大|過大)|服务器(?:过载|超时)",
    r"(?:сервер|сайт) (?:временно )?перегружен|(?:сервер|сайт) (?:тимчасово )?перевантажен",
    r"(?:server|seite) (?:ist|sind) (?:zurzeit |derzeit |momentan )?überlastet|serveur (?:est )?surchargé",
    r"servidor (?:est[áa] )?(?:saturado|sobrecargado)",
    r"(?:page|article|story|content|url|resource|document|file|address|link)\b.{0,60}?(?:not (?:be "
    r")?found|n['’]t (?:be )?found|does(?: not|n['’]t) exist|no longer (?:available|exists?)|n['’]t "
    r"(?:exist|available)|unavailable|has (?:been )?(?:removed|deleted|expired|moved)|was "
    r"(?:removed|deleted))",
    r"\b404\b.{0,20}(?:not found|error|page)|error(?: code)?.{0,3}(?:40[0-9]|410|451|5[0-3][0-9])\b",
    r"(?:http|status).{0,6}\b(?:40\d|410|451|5[0-3]\d)\b",
    r"(?:can(?:no|['’])t|could(?:n['’]t| not)|unable to) find (?:the |this |that )?(?:page|article|"
    r"story|what)",
    r"(?:internal server|application|database|gateway|server) error|bad gateway|gateway time-?out",
    r"service (?:is )?(?:temporarily )?unavailable|establishing a database connection",
    r"too many connections|(?:something|things?) (?:went|has gone) wrong",
    r"an? (?:unexpected )?error (?:has )?occurred|(?:under|down for|scheduled) maintenance",
    r"(?:down|closed|offline) for [^.\n]{0,30}(?:maintenance|while|upgrade)",
    r"be back (?:soon|shortly|online)|temporarily (?:down|offline|unavailable)",
    r"not available in your (?:region|country|location)|unavailable (?:for|due to) legal reasons",
    r"nothing (?:was )?found (?:here|at this)",
    r"찾을 수 없(?:습니다|는|어요)|존재하지 ?않(?:는|습니다)",
    r"(?:페이지|기사|게시물|글)[가이는은]? ?.{0,10}(?:삭제|없습니다|만료)",
    r"삭제(?:된|되었거나|되었습니다)|잘못된 ?(?:접근|경로|주소|요청)",
    r"(?:서비스|시스템|서버|사이트) ?(?:점검|오류|장애)|오류가 ?발생",
    r"일시적(?:인|으로).{0,10}(?:오류|장애|중단|이용)|요청하신 ?페이지",
    r"見つかりません|存在しません",
    r"(?:ページ|記事|コンテンツ)[はが].{0,14}(?:削除|ありません|移動|終了|表示でき)|エラーが発生",
    r"(?:サーバー?|内部|システム)(?:内部)?エラー|メンテナンス(?:中|の|を)",
    r"(?:掲載|公開|配信)(?:期間)?[がは]?.{0,6}終了",
    r"(?:页面|网页|文章|内容|頁面|網頁|新闻|新聞|稿件|链接).{0,10}?(?:未找到|不存在|不见|"
    r"已(?:被)?(?:删除|刪除|移除|下线|过期|失效)|找不到|走丢|无法(?:访问|显示|打开))",
    r"(?:找不到|未找到|没有找到)(?:页面|您|该|頁面|網頁|相关页面|你)|服务器(?:内部)?(?:错误|繁忙|出错)",
    r"伺服器(?:內部)?錯誤|(?:系统|网站|系統|網站)(?:维护|維護|错误|錯誤|繁忙|升级)|出错(?:了|啦)",
    r"发生错误|暂时无法",
    r"страниц\w{1,2} .{0,40}?(?:не (?:найден|существ|доступ)|удал|недоступ|нет)|не найдена",
    r"(?:материал|статья|публикация|новость|документ)\w{0,2} .{0,30}?(?:не существует|не найден|"
    r"удал[её]н|снят|недоступ)",
    r"ошибка (?:сервера|базы|приложения|\d{3})|внутренняя ошибка",
    r"(?:сервис|сервер|сайт) (?:временно )?недоступ|(?:технические|профилактические) работы",
    r"произошла ошибка|что-то пошло не так",
    r"сторінк\w{1,2} .{0,40}?(?:не (?:знайден|існу|доступ)|видален|вилучен|недоступ|немає)|не знайдено",
    r"(?:матеріал|стаття|публікація|новин|документ)\w{0,2} .{0,30}?(?:не існує|не знайден|видален|"
    r"вилучен|недоступ)",
    r"помилка (?:сервера|бази|\d{3})|внутрішня помилка|(?:сервіс|сервер|сайт) (?:тимчасово )?недоступ",
    r"(?:технічні|профілактичні) роботи|сталася помилка|щось пішло не так",
    r"(?:seite|artikel|inhalt|beitrag)\b.{0,40}?(?:nicht (?:mehr )?(?:gefunden|verfügbar|vorhanden|"
    r"existiert|auffindbar)|existiert nicht|gelöscht|entfernt)",
    r"wartungsarbeiten|(?:server|interner|ein) ?fehler(?: ist aufgetreten)?",
    r"(?:page|article|contenu)\b.{0,40}?(?:introuvable|non trouvée?|n['’]existe|n['’]est (?:plus|"
    r"pas) disponible|supprimée?)",
    r"erreur (?:interne|serveur|\d{3})|en (?:cours de )?maintenance",
    r"service (?:temporairement )?indisponible|une erreur (?:est survenue|s['’]est produite)",
    r"(?:página|artículo|contenido|noticia)\b.{0,40}?(?:no (?:se )?(?:ha sido |ha podido ser |pudo "
    r"ser )?(?:encontrad|encontr|existe|está disponible)|no disponible|eliminad)",
    r"error (?:interno|del servidor|\d{3})|en mantenimiento|servicio no disponible",
    r"se ha producido un error|algo salió mal",
)  # fmt: skip
_HEADINGS = whole(
    r"(?:error |http |status )?(?:40[0-9]|410|451|5[0-3][0-9])(?:\W{1,3}(?:error|not found|forbidden|"
    r"gone|page not found|bad request|internal server error|bad gateway|service unavailable|gateway "
    r"time-?out))?",
    r"(?:an )?error|not found|page not found|forbidden|gone|bad request|oops.{0,40}|whoops.{0,40}",
    r"sorry|(?:site |server |scheduled |planned )?maintenance(?: mode| break)?",
    r"(?:site )?(?:offline|unavailable)|we(?:['’]ll| will) be (?:right )?back.{0,20}",
    r"오류|에러|오류 ?(?:안내|페이지)|점검 ?중|서비스 ?점검|안내",
    r"エラー|メンテナンス(?:中|のお知らせ)?|お探しのページ.{0,30}|ページが.{0,30}",
    r"错误|錯誤|出错了|系统维护|错误提示|提示信息",
    r"ошибка|упс.{0,40}|нет такой страницы|такой страницы нет.{0,20}|помилка|ой.{0,40}",
    r"такої сторінки (?:немає|не існує)",
    r"fehler|wartung|seite nicht gefunden|nicht gefunden|erreur|introuvable|page introuvable|error",
    r"no encontrad[oa]|página no encontrada",
)  # fmt: skip
_STATUS = re.compile(r"(?:40\d|410|451|5[0-3]\d)")
_THIN = 700
_SMALL = 1500
_LITTLE = 350
_SHARE_OF_HEADLINE = 0.35
_LONGEST_HEADING = 110


def reason(evidence: Evidence) -> str | None:
    """Why the page is an error; None where it is none. An article that tells of an error is none."""
    if "error404" in evidence.body_classes:
        return "class of the page: error404"
    status = evidence.page.meta.get("prerender-status-code", "")
    if _STATUS.fullmatch(status):
        return f"meta prerender-status-code: {status}"
    if evidence.own >= _THIN or (evidence.is_described_as_article and evidence.own):
        return None
    if heading := part_of(evidence.headings, _HEADINGS):
        return f"heading: {heading}"
    share = _SHARE_OF_HEADLINE if evidence.own >= _LITTLE else 0.0
    if phrase := found_in(evidence.headings, _PHRASES, longest=_LONGEST_HEADING, share=share):
        return f"heading: {phrase}"
    if (
        evidence.own < _LITTLE
        and len(evidence.shown) <= _SMALL
        and (match := _PHRASES.search(evidence.shown))
    ):
        return f"text: {match[0]}"
    return None
