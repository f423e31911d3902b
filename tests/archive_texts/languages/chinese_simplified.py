"""Chinese in simplified characters."""

from tests.archive_texts.language import Language, entries, lines, outlets

_WORDS = {
    "actor": "朝鲜 | 俄罗斯 | 中国 | 美国 | 乌克兰 | 韩国 | 日本 | 平壤 | 俄军 | 伊朗 | 菲律宾 | 越南",
    "ally": "首尔 | 北约 | 华盛顿 | 基辅 | 东京 | 莫斯科 | 澳大利亚 | 东盟",
    "place": "库尔斯克 | 台湾海峡 | 南海 | 黑海 | 顿涅茨克 | 海参崴 | 开城 | 黄岩岛 | 仁爱礁 | 鄂霍次克海",
    "weapon": "导弹 | 无人机 | 炮弹 | {designator} | 弹道导弹 | 巡航导弹 | 坦克 | 榴弹炮 | 鱼雷 | "
    "高超音速滑翔弹头 | 水雷",
    "unit": "军队 | 士兵 | 工兵 | 特种部队 | 海军陆战队 | 空降兵 | 第{count}集团军 | 预备役人员",
    "ship": "护卫舰 | 驱逐舰 | 潜艇 | 航空母舰 | 登陆舰 | 扫雷舰 | 海警船",
    "office": "国防部 | 外交部 | 联合参谋本部 | 国家情报院 | 克里姆林宫 | 总参谋部 | 五角大楼",
    "topic": "制裁 | 停火 | 联合演习 | 军控 | 海上封锁 | 国防预算 | 黑海粮食协议",
    "deployed": "派遣 | 部署 | 运送 | 撤回 | 试射 | 调动 | 交付",
    "doubt": "可能 | 据称 | 从未 | 没有 | 不会 | 已经 | 再次",
    "said": "表示 | 称 | 证实 | 否认 | 警告 | 指出",
    "quality": "新型 | 重型 | 大规模 | 秘密 | 核动力 | 远程 | 年度 | 联合",
    "when": "周一 | {day} | 上周 | 凌晨{clock} | {year}年 | 前一天 | 今春",
    "rank": "将军 | 上校 | 海军上将 | 教授 | 先生 | 发言人",
    "given": "伟 | 芳 | 建国 | 晓明 | 丽娟 | 志强 | 䶮 | 文博",
    "family": "王 | 李 | 张 | 刘 | 欧阳 | 司马 | 陈 | 金",
}

CHINESE_SIMPLIFIED = Language(
    tags=("zh", "zh-Hans", "zh-CN"),
    outlets=outlets(
        """
        海岸瞭望 | CN
        北方防务周刊 | CN
        东盟军情(ASEAN Brief) | SG
        长城外电 |
        """
    ),
    sections=("国际", "军事", "评论", "时政"),
    titles=lines(
        """
        {actor}向{place}{deployed}{unit}
        {office}：{actor}{doubt}{deployed}{weapon}
        {ally}与{actor}讨论{topic}
        {designator}现身{place}
        {large}名{unit}去哪儿了？
        社评：{topic}挡不住{actor}
        """
    ),
    sentences=lines(
        """
        {actor}{when}向{place}{deployed}了{large}名{unit}，{office}{said}。
        {office}{said}，{actor}{doubt}{deployed}{weapon}。
        “{actor}正在{deployed}{quality}{weapon}，我们知道这一点，”{person}{rank}{said}。
        一艘{quality}{ship}{when}载着{count}枚{weapon}离开{place}。
        {person}{rank}没有提到{topic}。
        自{year}年以来，{ally}与{actor}一直就{topic}谈判。
        {actor}计划{deployed}{unit}以守卫边境，{person}写道。
        约{large}名{unit}{when}出现在{place}附近。
        {designator}飞行{large}公里后落入海中。
        这是{actor}第{count}次{deployed}{weapon}。
        如果{actor}不撤走{weapon}，{ally}可能{deployed}自己的{unit}。
        {office}和{person}均未证实。
        {day}的卫星图像显示{count}艘{ship}和{weapon}。
        {pact}会议将于{when}举行，议题包括{topic}。
        {quality}{weapon}重{decimal}吨，造价{decimal}亿元。
        {actor}军队与{ally}部队在{place}举行{quality}演习。
        分析人士对{topic}表示怀疑。
        {large}名{unit}中有{count}%受伤。
        """
    ),
    words={name: entries(text) for name, text in _WORDS.items()},
    full_name="{family}{given}",
    short_name="{family}",
    syllables=(("赵", "钱", "孙", "周", "吴", "郑", "诸葛", "尉迟"), ("", "之", "子")),
    months=tuple(f"{month}月" for month in range(1, 13)),
    day="{year}年{month}{day}日",
    thousands="",
    between_sentences="",
    capitals=False,
)
