"""The news agencies whose copy others print, with the names that credits give them."""

from __future__ import annotations

import re

#: Each agency's name as we give it, and the forms in which it is credited. Short ones count in these cases only.
AGENCIES: dict[str, tuple[str, ...]] = {
    "Reuters": ("Reuters", "REUTERS", "Thomson Reuters", "로이터통신", "로이터", "ロイター通信",
                "ロイター", "路透社", "路透", "Рейтер", "Рейтерс", "Reuters Staff"),
    "AP": ("AP", "A.P.", "Associated Press", "The Associated Press", "ASSOCIATED PRESS", "AP News",
           "AP통신", "AP通信", "美联社", "美聯社", "Ассошиэйтед Пресс"),
    "AFP": ("AFP", "Agence France-Presse", "Agence France Presse", "AFP통신", "AFP通信", "AFP時事",
            "AFP=時事", "法新社"),
    "Yonhap": ("Yonhap", "Yonhap News Agency", "Yonhap News", "연합뉴스", "聯合ニュース", "韩联社",
               "韓聯社", "Ёнхап", "Йонхап"),
    "Newsis": ("Newsis", "NEWSIS", "뉴시스"),
    "News1": ("News1", "뉴스1"),
    "Kyodo": ("Kyodo", "Kyodo News", "KYODO", "KYODO NEWS", "共同通信社", "共同通信", "共同社", "共同",
              "교도통신", "교도", "Киодо"),
    "Jiji": ("Jiji", "Jiji Press", "JIJI", "JIJI PRESS", "時事通信社", "時事通信", "時事", "时事社",
             "지지통신"),
    "Xinhua": ("Xinhua", "XINHUA", "Xinhua News Agency", "新华社", "新華社", "新华网", "신화통신",
               "신화사", "新華社通信", "Синьхуа", "Сіньхуа"),
    "China News Service": ("China News Service", "中新社", "中新网", "中国新闻社"),
    "CNA": ("Central News Agency", "中央社", "中央通訊社"),
    "TASS": ("TASS", "ITAR-TASS", "ТАСС", "ИТАР-ТАСС", "타스통신", "타스", "タス通信", "塔斯社"),
    "RIA Novosti": ("RIA Novosti", "RIA", "РИА Новости", "РИА", "RIA Новости", "РІА Новості",
                    "리아노보스티", "俄新社", "RIAノーボスチ"),
    "Interfax": ("Interfax", "INTERFAX", "INTERFAX.RU", "Интерфакс", "ИНТЕРФАКС", "인테르팍스",
                 "インタファクス通信", "国际文传电讯社"),
    "Interfax-Ukraine": ("Interfax-Ukraine", "Интерфакс-Украина", "Інтерфакс-Україна"),
    "Ukrinform": ("Ukrinform", "UKRINFORM", "Укрінформ", "Укринформ", "УКРІНФОРМ", "ウクルインフォルム"),
    "UNIAN": ("UNIAN", "УНІАН", "УНИАН"),
    "dpa": ("dpa", "DPA", "Deutsche Presse-Agentur"),
    "APA": ("APA", "Austria Presse Agentur"),
    "SDA": ("Keystone-SDA", "Keystone-ATS", "sda", "SDA"),
    "ANSA": ("ANSA", "Agenzia ANSA"),
    "EFE": ("EFE", "Agencia EFE"),
    "Europa Press": ("Europa Press", "EUROPA PRESS"),
    "Lusa": ("Lusa", "LUSA", "Agência Lusa"),
    "Belga": ("Belga", "BELGA"),
    "ANP": ("ANP",),
    "PAP": ("PAP", "Polska Agencja Prasowa"),
    "CTK": ("ČTK", "CTK"),
    "MTI": ("MTI",),
    "Agerpres": ("Agerpres", "AGERPRES"),
    "Tanjug": ("Tanjug", "TANJUG"),
    "TT": ("TT Nyhetsbyrån",),
    "NTB": ("NTB",),
    "Ritzau": ("Ritzau", "/ritzau/"),
    "STT": ("STT",),
    "BNS": ("BNS",),
    "Anadolu": ("Anadolu Agency", "Anadolu Ajansı", "Anadolu", "AA", "아나돌루", "アナドル通信", "Анадолу"),
    "PTI": ("PTI", "Press Trust of India"),
    "ANI": ("ANI", "Asian News International"),
    "IANS": ("IANS",),
    "UNI": ("United News of India",),
    "APP": ("Associated Press of Pakistan",),
    "KCNA": ("KCNA", "Korean Central News Agency", "조선중앙통신", "朝鮮中央通信", "朝中社", "ЦТАК"),
    "Bernama": ("Bernama", "BERNAMA"),
    "Antara": ("Antara", "ANTARA"),
    "VNA": ("VNA", "Vietnam News Agency", "TTXVN"),
    "IRNA": ("IRNA",),
    "Tasnim": ("Tasnim",),
    "SPA": ("Saudi Press Agency",),
    "WAM": ("WAM", "Emirates News Agency"),
    "AAP": ("AAP", "Australian Associated Press"),
    "The Canadian Press": ("The Canadian Press", "Canadian Press"),
    "PA": ("PA Media", "Press Association"),
    "UPI": ("UPI", "United Press International"),
    "Bloomberg": ("Bloomberg News",),
}  # fmt: skip

_OF = {form: name for name, forms in AGENCIES.items() for form in forms}
# where a longer form stands, so does one of these
_SHORTEST = tuple(form for form in _OF if not any(other in form for other in _OF if other != form))


def _alternative(form: str) -> str:
    # a script without spaces has no word boundaries
    return (
        rf"(?<!\w){re.escape(form)}(?!\w)"
        if form[0].isalpha() and ord(form[-1]) < 0x1100
        else re.escape(form)
    )


#: Any form of any agency, the longest first; of a pattern's own that holds it, the group is `agency`.
ANY = "|".join(_alternative(form) for form in sorted(_OF, key=len, reverse=True))


def is_named_in(text: str) -> bool:
    """Whether any form of any agency stands in `text`, if only as a part of a word: cheap, to be asked first."""
    return any(form in text for form in _SHORTEST)


def named(form: str) -> str | None:
    """The agency that `form` is exactly a name of."""
    return _OF.get(form.strip())
