"""Japanese."""

from tests.archive_texts.language import Language, entries, lines, outlets

_WORDS = {
    "actor": "北朝鮮 | ロシア | 中国 | 米国 | ウクライナ | 韓国 | 台湾 | ロシア軍 | イラン | 平壌 | "
    "フィリピン",
    "ally": "日本 | ソウル | 北大西洋条約機構(NATO) | ワシントン | キーウ | 東京 | オーストラリア | "
    "クアッド(Quad)",
    "place": "クルスク | 台湾海峡 | 日本海 | 黒海 | 沖縄 | 尖閣諸島 | ウラジオストク | 宮古島 | 南シナ海 | "
    "佐世保",
    "weapon": "ミサイル | 無人機 | 砲弾 | {designator} | 弾道ミサイル | 巡航ミサイル | 戦車 | りゅう弾砲 | "
    "魚雷 | ドローン | 極超音速滑空弾",
    "unit": "部隊 | 兵士 | 工兵 | 特殊部隊 | 海兵隊 | 第{count}師団 | 予備役",
    "ship": "護衛艦 | 駆逐艦 | 潜水艦 | 空母 | 揚陸艦 | フリゲート | 掃海艇",
    "office": "防衛省 | 外務省 | 合同参謀本部 | 国家情報院 | クレムリン | 海上保安庁 | ペンタゴン",
    "topic": "制裁 | 停戦 | 合同演習 | 軍備管理 | 海上封鎖 | 防衛費 | 輸出規制",
    "deployed": "派遣した~派遣していない~派遣する | 配備した~配備していない~配備する | "
    "送った~送っていない~送る | 発射した~発射していない~発射する | "
    "撤収させた~撤収させていない~撤収させる | 試験した~試験していない~試験する",
    "said": "発表した | 述べた | 確認した | 否定した | 警告した | 語った",
    "quality": "新型 | 大規模な | 秘密の | 原子力 | 長距離 | 年次 | いわゆる",
    "when": "月曜日 | {day} | 先週 | 未明の{clock} | {year}年 | 前日 | 今春",
    "rank": "将軍 | 大佐 | 教授 | 氏 | 報道官 | さん",
    "given": "太郎 | 花子 | 健一 | さくら | ジョン | 結衣 | 龍之介",
    "family": "佐藤 | 鈴木 | 高橋 | 渡邉 | 齋藤 | 佐々木 | 五十嵐 | マクドナルド",
}

JAPANESE = Language(
    tags=("ja",),
    outlets=outlets(
        """
        みなと防衛新報 | JP
        海峡タイムズ(Kaikyo Times) | JP
        北の見張り | JP
        """
    ),
    sections=("国際", "防衛", "社説", "政治"),
    titles=lines(
        """
        {actor}、{place}に{unit}を{deployed}
        {office}「{actor}が{weapon}を{deployed}」
        {ally}と{actor}、{topic}を協議
        {designator}、{place}で確認
        社説 {topic}で{actor}は止まらない
        """
    ),
    sentences=lines(
        """
        {actor}は{when}、{place}に{large}人の{unit}を{deployed}と、{office}が{said}。
        {office}は、{actor}が{weapon}を{deployed:2}可能性があると{said}。
        「{actor}は{quality}{weapon}を{deployed}。われわれは知っている」と{person}{rank}は{said}。
        {actor}は{place}に{unit}を{deployed:1}。
        {quality}{ship}が{when}、{weapon}{count}発を積んで{place}を出た。
        {person}{rank}は{topic}に触れなかった。
        {ally}と{actor}は{year}年から{topic}について話し合っている。
        約{large}人の{unit}が{when}、{place}の近くで目撃された。
        {designator}は{large}キロ飛んで海に落ちた。
        {actor}が{weapon}を{deployed}のは{count}回目だ。
        {actor}が{weapon}を撤収しなければ、{ally}も{unit}を{deployed:2}かもしれない。
        {office}も{person}{rank}も確認していない。
        {day}の衛星画像には{ship}{count}隻と{weapon}が写っている。
        {pact}の会合は{when}に開かれ、{topic}が議題となる。
        {quality}{weapon}は重さ{decimal}トン、値段は{decimal}億円。
        {actor}軍と{ally}の部隊が{place}で{quality}訓練を行った。
        専門家は{topic}を疑っている。
        """
    ),
    words={name: entries(text) for name, text in _WORDS.items()},
    full_name="{family}{given}",
    short_name="{family}",
    syllables=(("山", "川", "小", "大", "中", "黒", "白"), ("田", "野", "島", "崎", "沢", "ヶ原")),
    months=tuple(f"{month}月" for month in range(1, 13)),
    day="{year}年{month}{day}日",
    thousands="",
    between_sentences="",
    capitals=False,
)
