"""Everyday words of six languages: a form that is one of them, or is found inside one, finds too much.

A word is here because it is common, or because a name that people put into an alias is part of it: 조선 (Korea) of
조선소 (a shipyard), イラン (Iran) of アイランド (an island).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from watch.fold import fold
from watch.letters import is_glyph
from watch.terms import Unit

_WORDS = {
    "en": """
    the and for that with from this have has had were was are been will would can could may might must shall
    should not but his her him she they them their its our your you who whom which what when where why how
    all any some each both more most less few many much other another such only same than then there here
    also very just even still yet again once now us it is in on at by to of or an as be he we me my so no up
    out off over under into about after before between through during without within against among per via
    one two three four five six seven eight nine ten first second third last next new old big small long
    short high low good bad great best own early late young important public able say says said tell told
    make makes made take takes took get gets got give gives gave come comes came see saw seen know knew
    think thought look want use used using find found work works worked call called try tried ask asked need
    needs feel become leave left put keep kept let begin show shown hear play run move live believe hold
    bring happen write provide sit stand lose pay meet include continue set learn change lead led understand
    watch follow stop create speak read allow add spend grow open walk win offer remember love consider
    appear buy wait serve die expect stay fall cut reach remain suggest pass time times year years day days
    week weeks month months hour people man men woman women child children way thing things world life hand
    part place case point government company number group problem fact state states country countries city
    area home house money story lot study book eye job word business issue side kind head power war game
    line end member law car community name president team minute idea body information back parent face
    others level office door health person art history party result morning reason research girl guy moment
    air teacher force forces education market price plan general major private captain order report reports
    media press news post posts mine arms march august polish turkey trump patriot grad chile chad jordan
    georgia guinea shed bill mark grant rose
    """,
    "ru": """
    и в во не что он на я с со как а то все она так его но да ты к у же вы за бы по только ее мне было вот
    от меня еще нет о из ему теперь когда даже ну вдруг ли если уже или ни быть был него до вас нибудь опять
    уж вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их чем была сам чтоб
    без будто чего раз тоже себе под будет ж тогда кто этот того потому этого какой совсем ним здесь этом
    один почти мой тем чтобы нее сейчас были куда зачем всех никогда можно при наконец два об другой хоть
    после над больше тот через эти нас про всего них какая много разве три эту моя впрочем хорошо свою этой
    перед иногда лучше чуть том нельзя такой им более всегда конечно всю между год года лет день дня время
    человек люди людей дело жизнь рука город страна слово место вопрос сторона работа мир дом друг случай
    голова ребенок сила конец вид система часть война власть закон право деньги земля машина вода отец
    женщина народ час направление направления индивидуальный индивидуальные трамплин посол послание сирень
    грузить груз грузовик путь отправился отправилась отправились размещен разместил кита куб куба кубе
    китов
    """,
    "uk": """
    і в у на не що з та як він до це за а я ти ми ви вони вона його її їх але так то все був була було були
    бути є буде по від про для ж же чи якщо вже або ні ще тільки навіть коли де там тут тоді потім себе собі
    хто цей ця ці той те тих цього цьому який яка яке які якого свій своя своє свої свою при під над між
    через після перед без один одна два три рік року років день дня час часу людина люди людей справа життя
    рука місто країна слово місце питання робота світ дім друг голова сила кінець частина війна влада закон
    право гроші земля вода народ можна треба може можуть також більше дуже напрям напрямок моди моді
    індивідуальний сирий груз вантаж посол
    """,
    "ko": """
    그리고 그러나 하지만 그래서 그런데 때문에 이것 그것 저것 우리 그들 당신 사람 사람들 오늘 어제 내일 지금
    시간 하루 아침 저녁 문제 생각 세계 사회 정부 국가 나라 대통령 장관 회사 사업 경제 시장 가격 학교 학생
    선생님 친구 가족 아이 여자 남자 이름 이야기 말씀 영어 있다 없다 하다 되다 같다 많다 크다 작다 좋다
    나쁘다 있는 없는 하는 되는 한다 된다 했다 됐다 위해 통해 대한 대해 관련 따라 따르면 밝혔다 말했다 전했다
    이번 지난 최근 이후 이전 가운데 경우 정도 부분 관계 결과 내용 방법 이유 필요 가능 중요 조선소 조선업
    조선시대 조선왕조 조선일보 인도적 인도주의 인도네시아 인도양 인도태평양 무엇이란 것이란 기대만큼 기대만
    상대만 보호주의 수단 수단과 의미 집중 연구 개발 지역 태평양 심장병 싱크탱크 스파이더 소방공무원
    """,
    "ja": """
    これ それ あれ この その あの ここ そこ どこ だれ なに わたし あなた 彼女 私 彼 人々 今日 昨日 明日 時間
    毎日 問題 世界 社会 政府 国家 大統領 会社 事業 経済 市場 価格 学校 学生 先生 友達 家族 子供 女性 男性
    名前 ある ない する なる いる できる 思う 言う 見る 行く 来る ため こと もの とき ところ として について
    によって による において しかし そして また さらに など から まで より だけ でも です ます ました でした
    という している した された される 発表 発言 関係 結果 内容 方法 理由 必要 可能 重要 部分 場合 最近 以前
    以後 今回 前回 部署 朝鮮日報 アイランド アイルランド タイランド シリアル シリアス インドネシア インド洋
    インドア インド太平洋 トランプカード モディファイ スパイス スパイダー ラファエル
    """,
    "zh": """
    的 是 在 和 了 有 我 你 他 她 它 我们 你们 他们 我們 你們 他們 这个 那个 這個 那個 什么 什麼 怎么 怎麼
    因为 因為 所以 但是 如果 虽然 雖然 而且 或者 以及 可以 可能 应该 應該 需要 已经 已經 正在 现在 現在 今天
    昨天 明天 时间 時間 时候 時候 问题 問題 世界 社会 社會 政府 国家 國家 总统 總統 公司 企业 企業 经济 經濟
    市场 市場 价格 價格 学校 學校 学生 學生 老师 老師 朋友 家庭 孩子 女人 男人 名字 没有 沒有 不是 就是 还有
    還有 进行 進行 表示 认为 認為 指出 报道 報導 发展 發展 关系 關係 结果 結果 内容 內容 方法 原因 重要 部分
    情况 情況 方面 工作 生活 人民 地方 中心 通过 通過 关于 關於 对于 對於 根据 根據 其中 同时 同時 之后 之後
    以前 最近 目前 印度尼西亚 印度尼西亞 印度洋 印度教 司法方面 道德方面 罗先生 羅先生 俄亥俄
    """,
}


def everyday_word(units: Sequence[Unit]) -> str | None:
    """The first everyday word that a form is, that begins with it where it ends with a star, or that holds it.

    A form of several words is none.
    """
    words, beginnings, inside = _index()
    text = "".join(unit.text for unit in units)
    if all(is_glyph(unit.text) for unit in units):
        together = all(unit.glued for unit in units[1:])
        return inside.get(text) if together else None
    if len(units) > 1 or units[0].is_wild:
        return None
    return beginnings.get(text) if units[0].prefix else text if text in words else None


@cache
def _index() -> tuple[frozenset[str], dict[str, str], dict[str, str]]:
    """The words; the first word that begins so, and the first that holds this, the word itself before others."""
    words = dict.fromkeys(fold(" ".join(_WORDS.values())).text.split())
    beginnings: dict[str, str] = {}
    inside: dict[str, str] = {word: word for word in words}
    for word in words:
        if not is_glyph(word[0]):
            for end in range(2, len(word) + 1):
                beginnings.setdefault(word[:end], word)
            continue
        for start in range(len(word)):
            for end in range(start + 1, len(word) + 1):
                inside.setdefault(word[start:end], word)
    return frozenset(words), beginnings, inside
