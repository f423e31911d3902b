"""The words around the names of a byline, in the languages of the press."""

from __future__ import annotations

import re

_WRITTEN = (
    "written|reported|reporting|posted|published|authored|created|contributed|"
    "words|story|text|analysis|opinion|article"
)
_BY = rf"(?:this (?:post|article|story|piece) (?:was|is) )?(?:(?:{_WRITTEN})\s+)?by\b"
_LABEL = (
    r"(?:authors?|reporters?|writer|byline|autor(?:in|en|es|a)?|auteurs?|autore|autori|schrijver|författare|skribent|"
    r"text[eo]?|von|par|por|door|av|af|di|автори?|автора|текст|журналист|корреспондент|кореспондент|"
    r"作者|記者|记者|著者|執筆者?|ライター|撰文|文|글|취재|기자)"
)
# before a name of two words, as "von" begins some people's
_PREPOSITION = r"(?:von|par|por|door|av|di)\s+(?=(?-i:[^\W\d_a-zß-ÿ])\S*\s+(?-i:[^\W\d_a-z]))"
_OTHER_WORK = (
    r"edited|photos?|photographs?|photography|illustrations?|illustrated|medically reviewed|reviewed|fact[- ]checked|"
    r"translated|styled|contributions?|images?|design|code|produced|updated|last updated|redigiert|foto|фото|редактор"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"

#: What leads a byline: "By", "Von", "Автор:".
LEADING = re.compile(rf"^\W*(?:{_BY}\s*[:\-–—|]?\s*|{_LABEL}\s*[:：/／]\s*|{_PREPOSITION})", re.IGNORECASE)
#: A date, or a section, before it.
LATE_BY = re.compile(
    r"^.{0,60}?\b(?:written|posted|published|reported)\b(?:\s+on\b.{0,40}?)?\s+by\b\s*:?\s+", re.IGNORECASE
)
MORE_BY = re.compile(
    r"^(?:view |see |read )?(?:all |more )(?:posts|articles|stories|from|by)(?: (?:by|from))?\s+",
    re.IGNORECASE,
)
#: What parts the names of several.
PARTING = re.compile(
    r"\s*(?:[;|•⋅·；、]|\s/\s|,?\s+(?:and|und|et|y|e|og|och|en|и|та|і)\s+|,?\s*&\s*|\n)\s*", re.IGNORECASE
)
SLASH = re.compile(r"(?<=\w{2})/(?=[^\W\d_]{2,}\s)")
COMMA = re.compile(r"\s*[,，]\s*")
CONNECTIVE = re.compile(r"\W*(?:and|und|et|y|e|og|och|en|i|и|та|і|with|)\W*", re.IGNORECASE)
GOES_ON = re.compile(r"(?:,|&|(?:and|und|et|y|og|och|и|та|і)\b)\s*\S", re.IGNORECASE)
#: Where the names end and something else is told.
REST = re.compile(
    r"[,;.]?\s+(?:with (?:additional |contributions?|reporting|inputs?)|additional reporting|edited by|editing by|"
    r"photos? by|photographs? by|illustrations? by|reviewed by|medically reviewed|fact[- ]checked|translated by|"
    r"for the |on behalf of|updated|published|posted|last (?:updated|modified)|read(?:ing)? time|on\s+\w+\s+\d)\b.*$",
    re.IGNORECASE,
)
#: Who did other work on the page.
NOT_AUTHORS = re.compile(rf"^\W*(?:{_OTHER_WORK})\b\s*(?:by|from|:)", re.IGNORECASE)
OTHERS_NEXT = re.compile(
    r"\W*(?:medically |expert |fact[- ]?|last )?(?:edited|reviewed|checked|updated|translated|photographed|"
    r"illustrated|styled|contributions?|photography|editor|produced)(?: by| from)?\W*",
    re.IGNORECASE,
)
ADDRESS = re.compile(r"\(?\S*(?:://|www\.)\S*\)?|\(?[^\s@]+@[^\s@]+\.\w+\)?|(?<!\S)@\w+")
#: What may follow a name without being of it: a place, a date, the time that reading takes, a prompt.
TAIL = re.compile(
    r"\s+(?:in|at|for|reporting from|from|aus|à|en)\s+(?-i:[^\W\d_a-z])[\w.' -]*$"
    r"|\s*\([^)]{0,80}\)\s*$|\s*\[[^\]]{0,80}\]\s*$"
    rf"|[\s,]+(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?{_MONTH}\s+\d{{1,2}}(?:\D.*)?$"
    r"|[\s,]+\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*$|[\s,]+\d+\s+min(?:ute)?s?\b.*$"
    r"|\s+(?:view (?:profile|bio|all posts)|more from|see (?:bio|full bio)|full bio|bio|profile)$",
    re.IGNORECASE,
)
#: "Reporter": in Korean after the name, in Chinese and Japanese on either side.
ASIAN_ROLE = re.compile(
    r"(?<=[가-힣])\s?(?:선임|수습|전문|인턴|객원|정치|경제|사회|국제|스포츠|문화)?\s?(?:기자|특파원|논설위원|앵커|에디터)$"
    r"|^(?:本报|本報|新华社|新華社|中新社)?\s?(?:特约|特約|实习|實習)?(?:记者|記者|通讯员|编辑|編輯|作者)[:：\s]"
    r"|[\s/／]?(?:记者|記者|特派員|編集委員|論説委員|撰文|报道)$|^(?:文|글)[|/／:：]\s?"
)
#: Behind a bar stands whom somebody writes for.
OUTLET = re.compile(r"(?-i:[A-Z]{2,6})|sponsored|partner content|promoted", re.IGNORECASE)
KOREAN_LINE = re.compile(r"^\W*(?:\S{1,12}\s?[=·]\s?)?([가-힣]{2,4})\s?(?:\S{0,4}\s?)기자\b.{0,60}$")
CHINESE_END = re.compile(r"[（(【]\S{0,12}?(?:记者|記者)[:：\s]?\s*([\u4e00-\u9fff\s、]{2,20})[)）】]\s*$")
