"""Chinese in traditional characters."""

from tests.archive_texts.language import Language, entries, lines, outlets

_WORDS = {
    "actor": "北韓 | 俄羅斯 | 中國 | 美國 | 烏克蘭 | 台灣 | 共軍 | 日本 | 南韓 | 平壤 | 菲律賓",
    "ally": "首爾 | 北約 | 華府 | 基輔 | 東京 | 台北 | 莫斯科 | 四方安全對話(Quad)",
    "place": "庫斯克 | 台灣海峽 | 南海 | 黑海 | 金門 | 釣魚臺 | 東沙 | 海參崴 | 沖繩 | 巴士海峽",
    "weapon": "飛彈 | 無人機 | 砲彈 | {designator} | 彈道飛彈 | 巡弋飛彈 | 戰車 | 榴彈砲 | 魚雷 | 水雷",
    "unit": "部隊 | 士兵 | 工兵 | 特種部隊 | 海軍陸戰隊 | 傘兵 | 後備軍人",
    "ship": "巡防艦 | 驅逐艦 | 潛艦 | 航空母艦 | 登陸艦 | 海警船 | 獵雷艦",
    "office": "國防部 | 外交部 | 參謀本部 | 國安局 | 克里姆林宮 | 五角大廈 | 海巡署",
    "topic": "制裁 | 停火 | 聯合演習 | 軍備管制 | 封鎖 | 國防預算 | 兵役",
    "deployed": "派遣 | 部署 | 運送 | 撤回 | 試射 | 調動 | 交付",
    "doubt": "可能 | 據稱 | 從未 | 沒有 | 不會 | 已經 | 再度",
    "said": "表示 | 說 | 證實 | 否認 | 警告 | 指出",
    "quality": "新型 | 重型 | 大規模 | 秘密 | 核動力 | 遠程 | 年度",
    "when": "週一 | {day} | 上週 | 凌晨{clock} | {year}年 | 前一天 | 今春",
    "rank": "將軍 | 上校 | 教授 | 先生 | 發言人",
    "given": "志偉 | 淑芬 | 家豪 | 雅婷 | 俊傑 | 怡君",
    "family": "陳 | 林 | 黃 | 歐陽 | 張簡 | 蔡",
}

CHINESE_TRADITIONAL = Language(
    tags=("zh-Hant", "zh-TW", "zh"),
    outlets=outlets(
        """
        海峽瞭望報 | TW
        金門前哨 | TW
        維港軍情 | HK
        """
    ),
    sections=("國際", "軍事", "評論", "兩岸"),
    titles=lines(
        """
        {actor}向{place}{deployed}{unit}
        {office}：{actor}{doubt}{deployed}{weapon}
        {ally}與{actor}討論{topic}
        {designator}現蹤{place}
        社論：{topic}擋不住{actor}
        """
    ),
    sentences=lines(
        """
        {actor}{when}向{place}{deployed}了{large}名{unit}，{office}{said}。
        {office}{said}，{actor}{doubt}{deployed}{weapon}。
        「{actor}正在{deployed}{quality}{weapon}，我們知道，」{person}{rank}{said}。
        一艘{quality}{ship}{when}載著{count}枚{weapon}離開{place}。
        {person}{rank}沒有提到{topic}。
        自{year}年以來，{ally}與{actor}一直就{topic}談判。
        約{large}名{unit}{when}出現在{place}附近。
        {designator}飛行{large}公里後落海。
        這是{actor}第{count}次{deployed}{weapon}。
        如果{actor}不撤走{weapon}，{ally}可能{deployed}{unit}。
        {office}與{person}均未證實。
        {day}的衛星影像顯示{count}艘{ship}與{weapon}。
        {pact}會議將於{when}舉行，議題包括{topic}。
        {quality}{weapon}重{decimal}公噸，造價{decimal}億元。
        {actor}部隊與{ally}在{place}舉行{quality}演習。
        學者對{topic}表示懷疑。
        """
    ),
    words={name: entries(text) for name, text in _WORDS.items()},
    full_name="{family}{given}",
    short_name="{family}",
    syllables=(("趙", "錢", "孫", "鄭", "諸葛", "顏"), ("", "之", "子")),
    months=tuple(f"{month}月" for month in range(1, 13)),
    day="{year}年{month}{day}日",
    thousands=",",
    between_sentences="",
    capitals=False,
)
