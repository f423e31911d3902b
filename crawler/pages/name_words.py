"""The words that tell a name from a post, a degree, a desk, or the furniture of a page.

Each list is one pattern's alternatives, parted by white space; case does not count.
"""

from __future__ import annotations

import re

_PARTICLES = """
    de del della der den di da dos das do du des e el al la le les van von vom zu zum zur af av bin ibn bint y ten
    ter het 't und of the st san
"""
_DESKS = r"""
    team staff desk newsdesk newsroom editors editorial\sboard bureau agency agencies correspondents reporters
    journalists redaktion redaction rédaction redacción redazione redacția redactie redaksjonen редакция редакція
"""
_ROLES = r"""
    correspondents? editors? reporters? writers? contributors? columnists? producers? analysts? journalists? chief
    bureau fellow professor director senior managing freelance\w* specialists? photographers? founders? co-founders?
    ceo cto coo president manager strategists? consultants? advis[oe]rs? experts? nutritionists? dietitians?
    engineers? authors? host blogger lecturer researcher attorney partner head lead vp staff marketing certified
    registered autorin? redakteurin? korrespondentin? journaliste? rédact\w+ redactor\w* periodista корреспондент
    журналист обозреватель кореспондент оглядач
"""
_TAIL_ROLES = """
    writer editor editor-in-chief reporter correspondent contributor columnist founder co-founder author journalist
    blogger photographer ceo
"""
_RANKS = "senior staff contributing guest chief deputy associate managing freelance head lead executive"
_DEGREES = r"""
    ph\.?\s?d m\.?d m\.?b\.?a m\.?p\.?h m\.?sc? b\.?sc? m\.?a b\.?a j\.?d r\.?n r\.?d\.?n? l\.?d\.?n? d\.?d\.?s d\.?o
    dvm vmd cfp cfa cpa cepf cpt cssd lcsw lmft dacv\w+ esq frcp facc faap pharm\.?d psy\.?d ed\.?d obe mbe cbe
"""
_PLACEHOLDERS = r"""
    follow share subscribe (?:\w+[\s_])?admin administrator author by unknown none null undefined guest read\smore
    view\sall see\smore more\sby contact updated published posted reviewed about email twitter facebook instagram
    linkedin staff editorial editor anonymous n/a user root webmaster home comments? sponsored advertisement
"""
_LABELS = """
    follow share news read more story stories article articles post posts posted published updated update view all
    comments? newsletter sign subscribe latest watch live video photos? image credit topics? tags? about contact home
    review reviews reviewed guide best how what why last minutes? mins? today january february march april june july
    august september october november december jan feb mar apr jun jul aug sept? oct nov dec monday tuesday wednesday
    thursday friday saturday sunday health business politics sports? opinion world finance insurance technology
    science culture entertainment travel lifestyle content table menu search login click here disclosure advertiser
    policy terms privacy cookies? blog website profile expert resources? press media social links? copy print save
    listen download free new your our this that with from and for you get in on at times tribune herald magazine inc
    ltd llc gmbh university institute group network channel guidelines process editorial daily weekly company
    services? intelligence categories category edition national international development
"""
_EASTERN_LABELS = """
    공유 구독 뉴스 입력 수정 댓글 스크랩 인쇄 복사 정치 경제 사회 국제 스포츠 문화 연예 기사 제보 편집 사진
    分享 评论 評論 编辑 編輯 来源 來源 时间 時間 新闻 新聞 报道 報道 責任 记者 記者 作者 記事 写真 更新 公開 会員
    社会 社會 政治 経済 经济 經濟 国際 国际 國際 体育 文化 娱乐 广告 廣告 広告 共有 保存 印刷
"""


def _any(words: str) -> str:
    return "|".join(words.split())


#: What stands in small letters inside a name.
PARTICLES = frozenset(_PARTICLES.split())
DESK = re.compile(rf"\b(?:{_any(_DESKS)})\b|編集部|编辑部|取材班|취재팀|편집부|뉴스팀", re.IGNORECASE)
ROLE = re.compile(rf"\b(?:{_any(_ROLES)})\b", re.IGNORECASE)
#: A post behind a name, with nothing but a space between: "Ada Lind Senior Writer".
ROLE_TAIL = re.compile(
    rf"(?<=\w)[\s,]+(?:(?:{_any(_RANKS)})\s+){{0,3}}(?:{_any(_TAIL_ROLES)})$", re.IGNORECASE
)
DEGREES = re.compile(rf"(?:[\s,]+(?:{_any(_DEGREES)})\.?[®™]?)+$", re.IGNORECASE)
SUFFIX = re.compile(r"(?:jr|sr|ii|iii|iv)\.?", re.IGNORECASE)
#: What stands in a description where a name should stand.
NO_NAME = re.compile(
    rf"https?:|www\.|^(?:{_any(_PLACEHOLDERS)})\b[^a-z]*$|\b\d{{1,2}}:\d{{2}}\b|\b\d+ min\b|^\W*\d[\d\W]*$"
    r"|^(?:\w+ ){0,2}by$|^(?:von|par|por|door|written|text|words|foto)$",
    re.IGNORECASE,
)
#: The same in the scripts of East Asia, where words are not parted.
EASTERN_LABEL = re.compile(_any(_EASTERN_LABELS))
#: Words of headings, prompts and dates, which stand on pages where a person's name might stand.
LABEL = re.compile(rf"\b(?:{_any(_LABELS)})\b", re.IGNORECASE)
