"""Small clear cases of each language, none of them from the exam: one line for each way to say it."""

from __future__ import annotations

import pytest

import watch

ACTIONS = {
    "en": "shell OR shelled OR shelling OR attack*",
    "ko": "공격 OR 포격",
    "ja": "攻撃 OR 砲撃",
    "zh": "袭击 OR 轰炸",
    "ru": "обстрел* OR обстрел OR атаков*",
    "uk": "обстріл* OR атак* OR атац*",
}
ASSERTED = {
    "en": [
        "The army shelled the market.",
        "The minister condemned the shelling of the market.",
        "Nobody was hurt in the attack on the port.",
        "Rebels attacked the port, which may reopen in May.",
        "The envoy said on Friday that the army had shelled the market.",
        "Why did the army attack the port?",
    ],
    "ko": ["군이 시장을 포격했다.", "군은 경고도 없이 항구를 공격했다고 주민들이 말했다."],
    "ja": [
        "軍は未明に市場を砲撃した。",
        "首相は病院への攻撃を非難した。",
        "軍が港を攻撃したと住民が話した。",
    ],
    "zh": ["叛军凌晨袭击了港口。", "总统谴责袭击医院的行为。", "会议召开之际，港口遭到袭击。"],
    "ru": [
        "Армия обстреляла рынок.",
        "Без предупреждения армия обстреляла рынок.",
        "Никто не пострадал при обстреле рынка.",
        "Зачем армия обстреляла рынок?",
        "Боевики атаковали порт, который пока не работает.",
    ],
    "uk": [
        "Армія обстріляла ринок.",
        "Ніхто не постраждав під час обстрілу.",
        "Військові, які атакували порт, відступили.",
        "Чому армія обстріляла ринок?",
    ],
}
HEDGED = {
    "en": [
        "The army may have shelled the market.",
        "Rebels are preparing to attack the port.",
        "If rebels attack the port, the talks will end.",
        "Did the army shell the market?",
        "The minister did not deny that the army shelled the market.",
    ],
    "ko": ["군이 시장을 포격할 가능성이 있다.", "군이 시장을 포격한 것으로 알려졌다."],
    "ja": ["軍が市場を砲撃する可能性がある。", "軍が市場を砲撃したとみられる。", "軍は市場を砲撃したのか。"],
    "zh": ["军方可能袭击港口。", "军方被指控袭击港口。", "叛军袭击港口了吗？"],
    "ru": [
        "Армия, вероятно, обстреляла рынок ночью.",
        "Армию обвинили в обстреле рынка.",
        "Боевики угрожают атаковать порт.",
        "Армия обстреляла рынок?",
        "Министр не исключил обстрел рынка.",
    ],
    "uk": [
        "Армія, ймовірно, обстріляла ринок.",
        "Бойовики погрожують атакувати порт.",
        "Чи обстріляла армія ринок?",
        "Міністр не заперечив обстріл ринку.",
    ],
}
DENIED = {
    "en": [
        "The army did not shell the market.",
        "The army denied shelling the market.",
        "Reports of an attack on the port are false.",
        "No rebel attacked the port.",
        "Rebels have no plans to attack the port.",
    ],
    "ko": ["군은 시장을 포격하지 않았다.", "군은 시장을 포격했다는 보도를 부인했다."],
    "ja": [
        "軍は市場を砲撃していない。",
        "軍は市場への砲撃を否定した。",
        "軍が市場を攻撃したとの報道は事実ではない。",
    ],
    "zh": ["叛军没有袭击港口。", "军方否认袭击了港口。", "有关军方袭击港口的报道是假消息。"],
    "ru": [
        "Армия не обстреливала рынок.",
        "Министр отверг обвинения в обстреле рынка.",
        "Сообщение об обстреле рынка оказалось ложным.",
        "Армия не собирается атаковать порт.",
    ],
    "uk": [
        "Армія не обстрілювала ринок.",
        "Міністр відкинув звинувачення в обстрілі.",
        "Повідомлення про атаку виявилося фейком.",
        "Поліція запобігла атаці на порт.",
    ],
}


def listed(sentences: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(lang, sentence) for lang, written in sentences.items() for sentence in written]


def said(lang: str, sentence: str) -> watch.Match:
    found = watch.match(watch.parse(f"EVENT(action=({ACTIONS[lang]}))"), watch.Document.of("", sentence))
    assert found is not None
    return found


@pytest.mark.parametrize(("lang", "sentence"), listed(ASSERTED))
def test_it_happened(lang: str, sentence: str) -> None:
    found = said(lang, sentence)
    assert found.polarity == "asserted", found.cue
    assert found.cue is None


@pytest.mark.parametrize(("lang", "sentence"), listed(HEDGED))
def test_it_may_have_happened_or_is_to_happen(lang: str, sentence: str) -> None:
    found = said(lang, sentence)
    assert found.polarity == "hedged", found.cue
    assert found.cue is not None


@pytest.mark.parametrize(("lang", "sentence"), listed(DENIED))
def test_it_did_not_happen(lang: str, sentence: str) -> None:
    found = said(lang, sentence)
    assert found.polarity == "denied", found.cue
    assert found.cue is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "将軍は港への攻撃を命じたと認めた。",
        "大使館の会合は攻撃の前に終わった。",
        "軍は未明に港を攻撃した。",
    ],
)
def test_characters_that_are_cues_in_chinese_are_none_in_japanese(sentence: str) -> None:
    found = said("ja", sentence)
    assert found.cue is None or found.cue.form not in {"将", "会", "未", "不", "若"}
