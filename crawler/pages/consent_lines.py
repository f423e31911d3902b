"""Lines of a consent dialog that stand on the article's page, and not of an article on consent."""

from __future__ import annotations

import re

# one expression for each thing such a text speaks of, in the languages that it is met in most
_SUBJECTS = tuple(
    re.compile(words, re.IGNORECASE)
    for words in (
        r"cookies?\b|\bкуки|クッキー|쿠키|\btraceurs\b",
        r"\bconsent|einwillig|zustimm|consentement|consentimiento|consenso|соглас|\bзгод|同意|동의",
        r"personali[sz]|personnalis|パーソナライズ|맞춤|персонал[иі]з|个性化|個人化",
        r"\btracking\b|\bgdpr\b|legitimate interest|berechtigte\w? interesse|intérêt légitime|interés legítimo",
        r"\bpartners?\b|\bvendors?\b|drittanbieter|partenaires|socios|парт[нё]\w+|合作伙伴|パートナー|파트너",
        r"\bprivacy|datenschutz|confidentialité|privacidad|конф[иі]денц|隐私|隱私|プライバシー|개인 ?정보",
        r"advertis|\bads\b|werbung|anzeigen|publicit|реклам|广告|廣告|広告|광고",
        r"store and/or access|(?:on|auf) (?:a|your|einem|ihrem) (?:device|gerät)|ip[ -]address|ip-adress|адрес\w* ip",
        r"(?:your|our|ihre|deine?) (?:choices|preferences|settings|data|einstellungen|daten)\b|withdraw|widerruf",
    )
)
_FEWEST = 3
_LONGEST = 4000


def is_consent(line: str) -> bool:
    """Whether a line speaks of three things or more that consent dialogs speak of."""
    if len(line) > _LONGEST:
        return False
    found = 0
    for subject in _SUBJECTS:
        found += subject.search(line) is not None
        if found == _FEWEST:
            return True
    return False
