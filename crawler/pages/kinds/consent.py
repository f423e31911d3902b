"""Pages that show nothing before their reader agrees to cookies."""

from __future__ import annotations

from crawler.pages.kinds.evidence import Evidence, weight
from crawler.pages.kinds.phrases import found_in, searched, whole

_HEADINGS = searched(
    r"before you (?:continue|proceed)|(?:we|and) (?:value|care about|respect)\b.{0,20} privacy",
    r"\bcookies?\b|\bconsent\b|your privacy",
    r"privacy (?:choices|settings|preferences|notice|cent(?:er|re))|data protection choices",
    r"쿠키|개인정보 ?(?:수집|처리|보호|이용|설정)|계속하기 ?전에|이용 ?동의",
    r"クッキー|続行する前に|続ける前に|プライバシー|個人情報.{0,10}(?:同意|取り扱い)",
    r"同意|隐私|隱私|(?:继续|繼續)(?:之)?前|征求.{0,6}同意|個人資料|个人(?:数据|信息)",
    r"\bкуки|прежде чем (?:вы )?продолж",
    r"(?:обработк\w{1,3}|защит\w{1,3}) (?:персональных |ваших )?данных|конфиденциальност|приватност",
    r"соглаш?с|перш ніж (?:ви )?продовж|(?:обробк\w{1,3}|захист\w{0,3}) (?:персональних |ваших )?даних",
    r"конфіденційн|приватн|\bзгод",
    r"datenschutz|einwilligung|zustimm|bevor sie (?:fortfahren|weiter)|privatsphäre",
    r"avant de (?:continuer|poursuivre)|vie privée|consentement|confidentialité|données personnelles",
    r"antes de (?:continuar|seguir)|privacidad|consentimiento",
)  # fmt: skip
_VOCABULARY = searched(
    r"персонализирован\w{2,3} реклам|персоналізован\w{1,3} реклам",
    r"パーソナライズ",
    r"맞춤형",
    r"个性化广告|個人化廣告",
    r"personali[sz]ed|legitimate interest|\bvendors?\b|advertis|\btracking\b|werbung|tracking",
    r"publicité",
    r"реклам",
    r"\bcookies?\b|\bconsent|\bprivacy\b|personal (?:data|information)|(?:our|\d+) partners|\bgdpr\b",
    r"쿠키|개인 ?정보|동의|맞춤(?:형)? ?광고|파트너",
    r"クッキー|プライバシー|個人(?:情報|データ)",
    r"同意|広告.{0,10}(?:表示|配信)",
    r"パートナー",
    r"隐私|隱私|个人(?:数据|信息)|個人(?:資料|資訊)|同意|合作伙伴|合作夥伴|个性化|個人化",
    r"\bкуки|персональн\w{2,3} данн|соглас|конфиденциальност|партн[её]р|обработк\w{1,3} данных",
    r"обработку|персональн\w{2,3} дан|\bзгод|погодж|конфіденційн|партнер|обробк",
    r"einwillig|zustimm|datenschutz|personenbezogen|partner\b|einverstanden|consent|vie privée|données",
    r"partenaires|traceurs|acceptez|consentimiento|privacidad|datos (?:personales)?|socios",
    r"aceptar?s?\b",
)  # fmt: skip
_ACCEPT = whole(
    r"ok(?:ay)?|acept\w{1,4}(?: \S{1,16}){0,4}|rechaz\w{1,3}(?: \S{1,16}){0,4}",
    r"accetta\w?(?: \S{1,16}){0,4}|rifiuta(?: \S{1,16}){0,4}",
    r"(?:akkoord|accepteren|alles accepteren|weigeren)(?: \S{1,16}){0,3}",
    r"(?:zgadzam|akceptuj\w{0,2}|przejdź)(?: \S{1,16}){0,3}|godkänn(?: \S{1,16}){0,3}",
    r"kabul et(?: \S{1,16}){0,3}",
    r"我知道了|确定|確定",
    r"承諾する|了承する",
    r"확인",
    r"понятно|зрозуміло",
    r"(?:yes,? )?(?:i |we )?(?:accept|agree|allow|consent|reject|decline|refuse|deny)(?: "
    r"\S{1,16}){0,4}",
    r"do not (?:accept|consent|agree)|got it",
    r"(?:manage|more|cookie|privacy)(?: your| my| cookie| privacy)? (?:options|preferences|settings|"
    r"choices|cookies)",
    r"(?:모두 |전체 |필수 ?항목 ?)?(?:동의|수락|허용|거부)(?:하기|합니다|함|하고 ?\S{1,8}(?: "
    r"?\S{1,6})?|하지 않음)?",
    r"모두 ?(?:동의|수락|허용|거부)(?:하고 ?\S{1,8})?",
    r"(?:すべて|全て|全部)?(?:の|を|に)?(?:クッキー|cookie)?(?:を|に)?(?:同意|許可|受け入れ|承諾|"
    r"承認|拒否)(?:する|る|します|しない|して.{1,8})?",
    r"(?:全部|我|不)?(?:接受|同意|允许|允許|拒绝|拒絕)(?:全部|所有|并继续|並繼續)?(?:的)?(?:cookies?)?",
    r"(?:я )?(?:принять|принимаю|соглас\w{2,5}|разрешить|отклонить|отказаться)(?: \S{1,16}){0,4}",
    r"(?:я )?(?:прийняти|приймаю|погод\w{3,9}|дозволити|відхилити|відмовитися|згоден|згодна)(?: "
    r"\S{1,16}){0,4}",
    r"(?:alle(?:s)? )?(?:cookies )?(?:akzeptieren|zustimmen|annehmen|ablehnen|einverstanden|"
    r"erlauben)(?: \S{1,16}){0,3}",
    r"(?:tout |j['’])?(?:accepte|accepter|refuser|autoriser)(?: \S{1,16}){0,4}|continuer sans accepter",
    r"personnaliser|(?:aceptar|acepto|rechazar|permitir)(?: \S{1,16}){0,4}",
)  # fmt: skip
_UNMISTAKABLE = searched(
    r"before you (?:continue|proceed)|(?:we|and) (?:value|care about|respect)\b.{0,20} privacy",
    r"계속하기 ?전에",
    r"続行する前に|続ける前に",
    r"(?:继续|繼續)(?:之)?前",
    r"прежде чем (?:вы )?продолж|перш ніж (?:ви )?продовж",
    r"bevor sie (?:fortfahren|weiter)|avant de (?:continuer|poursuivre)|antes de (?:continuar|seguir)",
)  # fmt: skip
_LEAST_SHARE = 0.4
_LEAST_SHARE_UNMISTAKABLE = 0.2
_MOSTLY = 0.6
_LEAST_LINE = 24
_ARTICLE = 2500
_FEW_HEADLINES = 6


def reason(evidence: Evidence) -> str | None:
    """Why the page is a consent wall; None where it is none. A banner above an article is none."""
    if evidence.headlines >= _FEW_HEADLINES or (
        evidence.is_described_as_article and evidence.own >= _ARTICLE
    ):
        return None
    if evidence.own and evidence.is_described_as_article and _VOCABULARY.search(evidence.headline):
        # news about consent, on a page with a banner of its own
        return None
    offers = {label for label in evidence.controls if _ACCEPT.fullmatch(label)}
    if not offers:
        return None
    heading = found_in(evidence.headings, _UNMISTAKABLE)
    least = _LEAST_SHARE_UNMISTAKABLE if heading else _LEAST_SHARE
    shown = _share(evidence.shown.split("\n"))
    share = min(shown, _share(evidence.text.split("\n\n"))) if evidence.text else shown
    is_named = heading or len(offers) > 1 or found_in(evidence.headings, _HEADINGS)
    if share < least or not (is_named or share >= _MOSTLY):
        return None
    return f"{share:.0%} of the text about consent, a control: {min(offers)}"


def _share(lines: list[str]) -> float:
    """How much of `lines` is about consent, by weight; none of nothing."""
    sizes = [(weight(line), _VOCABULARY.search(line) is not None) for line in lines if line]
    total = sum(size for size, _ in sizes if size >= _LEAST_LINE)
    return sum(size for size, about in sizes if about and size >= _LEAST_LINE) / total if total else 0.0
