"""Articles of which only the beginning is shown."""

from __future__ import annotations

import re

from crawler.pages import access
from crawler.pages.kinds.evidence import Evidence, weight
from crawler.pages.kinds.phrases import searched

#: What the wall under a cut article says.
WALL = searched(
    r"(?:subscribe|subscription|become a (?:subscriber|member)|join (?:now|us|today)|start (?:a |"
    r"your )?(?:free )?trial|upgrade|log ?in or subscribe)\b[^.\n]{0,80}\b(?:to|and) (?:continue|"
    r"keep|read|unlock|access|finish|view|see|enjoy)",
    r"(?:to (?:continue|keep|finish) reading|continue reading|keep reading|read (?:on|more|the "
    r"(?:full|rest))|(?:rest|remainder) of (?:this|the))\b[^.\n]{0,80}\b(?:subscri|member|trial|"
    r"unlock|premium)",
    r"(?:article|story|content|page|report|analysis|section|post)\b[^.\n]{0,20} (?:is|are) (?:only |"
    r"exclusively |reserved |locked |available |free )*(?:for|to) (?:our |paying |paid |premium |"
    r"digital )*(?:subscribers|members)",
    r"(?:only|exclusive(?:ly)?) (?:for|to) (?:our |paying |paid |premium |digital )*(?:subscribers|"
    r"members)",
    r"for (?:\w{1,12} )?subscribers only",
    r"you(?:['’]ve| have) (?:reached|read|used|hit|viewed)[^.\n]{0,50}(?:free|limit|article)",
    r"unlock (?:this|the full|the rest)|유료 ?(?:회원|구독|기사|콘텐츠|서비스|멤버십)",
    r"(?:구독|가입)(?:하시면|하면|하고|하신 ?후| ?후)[^.\n]{0,30}(?:읽|보실|볼|이용|열람|계속)",
    r"(?:회원|구독자|멤버십|프리미엄|유료) ?(?:전용|회원만|만 ?볼|만 ?읽)",
    r"프리미엄 ?(?:회원|기사|콘텐츠|구독)",
    r"(?:나머지|이후|전체|전문|뒷)[^.\n]{0,20}(?:구독|유료|회원|멤버십)|계속 ?읽으(?:시려면|려면)",
    r"有料(?:会員|記事|プラン|登録|購読|版)",
    r"(?:会員|購読者|プレミアム|読者会員|電子版)(?:限定|専用|向け)",
    r"残り[\s:：]{0,2}[\d,]+\s?(?:文字|字)|続き(?:を|は)[^。\n]{0,24}(?:会員|登録|購読|ログイン|有料)",
    r"この記事は[^。\n]{0,24}(?:会員|有料|限定|購読)",
    r"(?:購読|登録|会員登録)(?:すると|いただくと|のお申し?込み)",
    r"全文[をは][^。\n]{0,20}(?:会員|購読|登録|有料)",
    r"付[费費](?:阅读|內容|内容|订阅|訂閱|会员|會員|文章|閱讀|解锁)",
    r"(?:会员|會員|订阅者|訂閱者|订户|訂戶|订阅用户|付费用户)(?:专享|專享|专属|專屬|专用|限定|可读|"
    r"可讀|方可|才能|独享|獨享)",
    r"(?:订阅|訂閱|开通会员|成为会员|成為會員|购买|購買)[^。\n]{0,14}(?:阅读|閱讀|继续|繼續|查看|"
    r"解锁|解鎖|全文|畅读)",
    r"(?:阅读|閱讀|解锁|查看)(?:全文|完整|剩余|余下|更多)[^。\n]{0,16}(?:订阅|訂閱|付费|付費|会员|"
    r"會員|购买)",
    r"(?:剩余|余下|剩餘|其余)[^。\n]{0,12}(?:付费|订阅|会员|訂閱|會員|字)",
    r"(?:доступ\w{0,5}|только|лишь|исключительно|открыт\w?)[^.\n]{0,40}(?:по подписке|подписчик|"
    r"подписавш)",
    r"(?:оформите|купите|оформить|приобретите|активируйте) (?:платную )?подписк",
    r"(?:подпишитесь|подписаться)[^.\n]{0,30}(?:чтобы|для)[^.\n]{0,20}(?:продолж|прочит|чита|дочит|"
    r"доступ)",
    r"(?:чтобы|для)[^.\n]{0,30}(?:читать|дочитать|продолж\w{1,5}|прочитать|чтения|"
    r"доступа)[^.\n]{0,50}подпис",
    r"платн\w{2,3} (?:подписк|доступ|материал|контент)",
    r"(?:материал|статья|текст)[^.\n]{0,30}(?:для|по) (?:платн\w{2,3} )?подпис",
    r"(?:доступн\w{0,4}|доступ|лише|тільки|виключно|відкрит\w{0,2})[^.\n]{0,40}(?:передплатник|"
    r"підписник|за передплатою|за підпискою)",
    r"(?:оформіть|придбайте|оформити|купіть) (?:платну )?(?:передплат|підписк)",
    r"(?:передплатіть|підпишіться|передплатити)[^.\n]{0,30}(?:щоб|для)[^.\n]{0,20}(?:продовж|прочит|"
    r"чита|дочит|доступ)",
    r"(?:щоб|для)[^.\n]{0,30}(?:читати|дочитати|продовж\w{1,6}|прочитати|читання|"
    r"доступу)[^.\n]{0,50}(?:передпла|підпис)",
    r"платн\w{1,3} (?:підписк|передплат|доступ|матеріал|контент)",
    r"(?:матеріал|стаття|текст)[^.\n]{0,30}(?:для|за) (?:передпла|підпис)",
    r"(?:nur|exklusiv) für (?:\w{0,12}-?)?abonnent",
    r"(?:abo|abonnement|digital-?abo) (?:abschließen|erforderlich|testen)",
    r"(?:weiterlesen|weiterzulesen)[^.\n]{0,60}(?:abo|plus|premium|testen|anmelden)",
    r"(?:abo|abonn|plus|testen)[^.\n]{0,60}(?:weiterlesen|weiterzulesen|lesen)|bereits abonnent",
    r"(?:plus|premium)-?(?:artikel|inhalt)|réservée?s? aux? (?:\w{0,12} )?abonn",
    r"abonnez-vous[^.\n]{0,30}(?:pour|et|afin)|il vous reste[^.\n]{0,20}à (?:lire|découvrir)",
    r"déjà abonné|pour lire la suite|(?:lire|poursuivre)[^.\n]{0,40}abonn",
    r"(?:exclusiv\w{1,2}|solo|sólo|reservad[oa])\s?(?:para )?(?:nuestros )?(?:suscriptores|socios|"
    r"abonados)",
    r"suscr[ií]b(?:ete|ase|irse|irte)[^.\n]{0,40}(?:para|y) (?:seguir|continuar|leer|acceder)",
    r"para (?:seguir|continuar) leyendo|ya (?:eres|es) suscriptor",
)  # fmt: skip
# what pages with the whole text say as well
_LABEL = searched(
    r"(?:subscribers?|members?|premium)[- ](?:only|exclusive)\b",
    r"already (?:a |have a )?(?:subscri|member)|구독 ?(?:하기|신청|문의)|購読(?:する|申し?込み)",
    r"立即订阅|立即訂閱|оформить подписку|оформити (?:передплату|підписку)|jetzt abonnieren",
    r"bereits abonnent|s['’]abonner|déjà abonné|suscr[ií]bete|ya (?:eres|es) suscriptor",
)  # fmt: skip
_CUT = re.compile(r"(?:\.{3}|…|[^.!?。！？\"'”’»)\]:])$")
_STUB = 1100
_SHORT = 520
_LONGEST_WALL = 320
_ENOUGH = 4
_NEAR = 5
_SELECTOR = re.compile(r"[.#]([\w-]{2,80})")


def reason(evidence: Evidence) -> str | None:
    """Why the page is a stub; None where it is none.

    No single sign is enough: publishers mark whole texts as not free, and ask readers of free ones to subscribe.
    """
    if evidence.own >= _STUB:
        return None
    signs: list[tuple[int, str]] = []
    wall = _wall(evidence)
    if wall is not None:
        signs.append((3, f"text: {wall}"))
        if _follows_text(evidence, wall):
            signs.append((1, "right under the text"))
    elif label := _LABEL.search(evidence.shown):
        signs.append((1, f"text: {label[0]}"))
    if access.is_closed_by_json_ld(evidence.page):
        signs.append((1, "json-ld: not free"))
    lacks = _lacks_closed_part(evidence)
    if lacks:
        signs.append((2, "the part that is not free is not there"))
    if access.is_closed_by_tier(evidence.page):
        signs.append((1, "meta article:content_tier"))
    if evidence.own < _SHORT:
        signs.append((1, "a short text"))
    if evidence.text and _CUT.search(evidence.text[-1:]):
        signs.append((1, "the text breaks off"))
    if not (wall or lacks) or sum(points for points, _ in signs) < _ENOUGH:
        return None
    return ", ".join(name for _, name in signs)


def _wall(evidence: Evidence) -> str | None:
    """What the page says to those who may not read on, in a line of its own."""
    for line in evidence.shown.split("\n"):
        if weight(line) <= _LONGEST_WALL and (match := WALL.search(line)):
            return match[0]
    return next((match[0] for label in evidence.controls if (match := WALL.search(label))), None)


def _follows_text(evidence: Evidence, wall: str) -> bool:
    """Whether the wall stands among the first lines after the text's last paragraph."""
    last = evidence.text.rpartition("\n\n")[2]
    shown = evidence.shown.split("\n")
    if not last or last not in shown:
        return False
    at = shown.index(last)
    return any(wall in line for line in shown[at : at + _NEAR])


def _lacks_closed_part(evidence: Evidence) -> bool:
    """Whether the element that JSON-LD names as not free is missing from the page, or holds next to nothing."""
    for node in evidence.page.data_nodes:
        parts = node.get("hasPart")
        for part in parts[:10] if isinstance(parts, list) else [parts]:
            named = _SELECTOR.search(str(part.get("cssSelector"))[:200]) if isinstance(part, dict) else None
            if named:
                held = [
                    element
                    for element in evidence.page.tree.iter("div", "section", "article", "p", "main", "span")
                    if named[1] in (element.get("class") or "").split() or element.get("id") == named[1]
                ]
                return all(len("".join(element.itertext()).strip()) < 200 for element in held)
    return False
