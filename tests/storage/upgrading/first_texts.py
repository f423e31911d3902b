"""Words as an archive of the first release holds them: many scripts, short and very long, hard to keep."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

ENGLISH = (
    "troops brigade the moved rail by to border convoy ministry said on spokesman of artillery exercise a from",
    "north south frigate launched missile KN-23 denied reports that officers crossed river at dawn with drones",
    "and armour under treaty AUKUS/Quad talks delayed U.S. forces 12,500 soldiers base near port it was not",
)
OTHERS = {
    "ru": (
        "Войска бригада двинулись ночью к границе по железной дороге министерство",
        "заявило учения ёлка",
    ),
    "ko": ("북한군이 러시아에 파병 국방부는 밝혔다 미사일 발사 훈련 국경으로 이동했다 대변인은",),
    "zh": ("朝鲜半岛局势 部队向边境移动 国防部发言人表示 导弹 演习 军舰 驶离港口 昨夜",),
    "ar": ("تحركت القوات إلى الحدود ليلا وقالت الوزارة إن المناورات بدأت في الشمال",),
    "th": ("ทหารเคลื่อนพลไปยังชายแดน กระทรวงกลาโหมแถลงว่า การซ้อมรบเริ่มขึ้น เรือรบ",),
    "el": ("Τα στρατεύματα κινήθηκαν προς τα σύνορα ο υπουργός δήλωσε ΣΟΦΟΣ άσκηση",),
}
#: What an escape, a fold or an encoding would change.
HARD = (
    "He said: \"no\", \\ and 'never'; 100 % -- /* */ $1 :name ?",
    "cafe\u0301 and caf\u00e9, ﬁne ﬂeet, Straße, İstanbul, naïve",
    "zero\u200bwidth soft\u00adhyphen \u202eoverride\u202c \ufeffmark",
    "tabs\tand\r\nlines\n\n\nand   spaces   ",
    "🚢🪖 𝔉rigate \U0010ffff end",
    '[["title",0,6]] {"a":null} <script>alert(1)</script> NULL \'null\'',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A title and a text, and the language that the first release knew of them."""

    title: str
    text: str
    language: str | None


class Writer:
    """Writes articles by chance, the same ones from the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._sentences = {
            language: [self._sentence(" ".join(words).split(), numbered=language == "en") for _ in range(600)]
            for language, words in {"en": ENGLISH, **OTHERS}.items()
        }

    def words(self, number: int) -> Words:
        """Those of an article; its number makes each one's own. A few are empty, a few of 100 kB and more."""
        chance = self._random
        language = "en" if chance.random() < 0.7 else chance.choice(sorted(OTHERS))
        title = f"{chance.choice(self._sentences[language])[:90]} {number}"
        known = language if chance.random() < 0.8 else None
        if number % 97 == 0:
            return Words(title=title, text="", language=known)
        count = max(1, int(chance.lognormvariate(2.9, 0.6)))
        if number % 1009 == 0:
            count = 1500
        sentences = chance.choices(self._sentences[language], k=count)
        sentences.insert(chance.randrange(count + 1), f"Report {number} of serial{number % 977}.")
        if number % 13 == 0:
            sentences.insert(0, chance.choice(HARD))
        return Words(title=title, text="\n\n".join(sentences), language=known)

    def edited(self, words: Words, edition: int) -> Words:
        """The same article in its next words."""
        return Words(
            title=words.title if edition % 2 else f"UPDATED: {words.title}",
            text=f"{words.text}\n\nCorrection {edition}: {self._random.choice(self._sentences['en'])}",
            language=words.language,
        )

    def _sentence(self, words: list[str], *, numbered: bool) -> str:
        chosen = self._random.choices(words, k=self._random.randint(6, 26))
        if numbered:
            chosen.append(f"unit{self._random.randrange(3000)}")
        return f"{' '.join(chosen)}."
