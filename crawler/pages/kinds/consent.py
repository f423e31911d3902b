"""Pages that show nothing before their reader agrees to cookies."""

from __future__ import annotations

from crawler.pages.kinds.evidence import Evidence, weight
from crawler.pages.kinds.phrases import found_in, searched, whole

_HEADINGS = searched(
    r"before you (?:continue|proceed)|(?:we|and) (?:value|care about|respect)\b.{0,20} privacy",
    r"\bcookies?\b|\bconsent\b|your privacy",
    r"privacy (?:choices|settings|preferences|notice|cent(?:er|re))|data protection choices|쿠키",
    r"개인정보 ?(?:수집|처리|보호|이용|설정)|계속하기 ?전에|이용 ?동의|クッキー|続行する前に",
    r"続ける前に|プライバシー|個人情報.{0,10}(?:同意|取り扱い)|同意|隐私|隱私|(?:继续|繼續)(?:之)?前",
    r"征求.{0,6}同意|個人資料|个人(?:数据|信息)|\bкуки|прежде чем (?:вы )?продолж",
    r"(?:обработк\w{1,3}|защит\w{1,3}) (?:персональных |ваших )?данных|конфиденциальност|приватност",
    r"соглаш?с|перш ніж (?:ви )?продовж|(?:обробк\w{1,3}|захист\w{0,3}) (?:персональних |ваших )?даних",
    r"конфіденційн|приватн|\bзгод|datenschutz|einwilligung|zustimm|bevor sie (?:fortfahren|weiter)",
    r"privatsphäre|avant de (?:continuer|poursuivre)|vie privée|consentement|confidentialité",
    r"données personnelles|antes de (?:continuar|seguir)|privacidad|consentimiento",
)  # fmt: skip
_VOCABULARY = searched(
    r"\bcookies?\b|\bconsent|\bprivacy\b|personal (?:data|information)|(?:our|\d+) partners|\bgdpr\b",
    r"쿠키|개인 ?정보|동의|맞춤(?:형)? ?광고|파트너|クッキー|プライバシー|個人(?:情報|データ)|同意",
    r"広告.{0,10}(?:表示|配信)|パートナー|隐私|隱私|个人(?:数据|信息)|個人(?:資料|資訊)|同意|合作伙伴",
    r"合作夥伴|个性化|個人化|\bкуки|персональн\w{2,3} данн|соглас|конфиденциальност|партн[её]р",
    r"обработк\w{1,3} данных|обработку|персональн\w{2,3} дан|\bзгод|погодж|конфіденційн|партнер|обробк",
    r"einwillig|zustimm|datenschutz|personenbezogen|partner\b|einverstanden|consent|vie privée|données",
    r"partenaires|traceurs|acceptez|consentimiento|privacidad|datos (?:personales)?|socios",
    r"aceptar?s?\b",
)  # fmt: skip
_ACCEPT = whole(
    r"(?:yes,? )?(?:i |we )?(?:accept|agree|allow|consent)(?: (?:to )?(?:all|and|&|cookies|the|"
    r"continue|close|proceed|use|selected|everything)){0,4}",
    r"(?:reject|decline|refuse|deny)(?: (?:all|cookies|optional|non-essential)){0,2}",
    r"do not (?:accept|consent|agree)",
    r"(?:manage|more|cookie|privacy)(?: your| my| cookie| privacy)? (?:options|preferences|settings|"
    r"choices|cookies)",
    r"got it",
    r"(?:모두 |전체 |필수 ?항목 ?)?(?:동의|수락|허용|거부)(?:하기|합니다|함|하고 계속(?:하기)?|하지 "
    r"않음|하고 시작)?",
    r"모두 ?(?:동의|수락|허용|거부)",
    r"(?:すべて|全て|全部)?(?:を|の|に)?(?:クッキー|cookie)?(?:を|に)?(?:同意|許可|受け入れ|承諾|"
    r"承認|拒否)(?:する|る|します|しない|して(?:続ける|続行|閉じる|進む))?",
    r"(?:全部|我|不)?(?:接受|同意|允许|允許|拒绝|拒絕)(?:全部|所有|并继续|並繼續)?(?:的)?(?:cookies?)?",
    r"(?:я )?(?:принять|принимаю|соглас\w{2,5}|разрешить|отклонить|отказаться)(?: (?:все|всё|и|"
    r"cookie|файлы|продолжить|куки)){0,4}",
    r"(?:я )?(?:прийняти|приймаю|погод\w{3,9}|дозволити|відхилити|відмовитися|згоден|згодна)(?: "
    r"(?:все|всі|усі|та|і|й|cookie|файли|продовжити|куки)){0,4}",
    r"(?:alle(?:s)? )?(?:cookies )?(?:akzeptieren|zustimmen|annehmen|ablehnen|einverstanden|"
    r"erlauben)(?: (?:und|&|weiter\w{0,6}|alle|schließen)){0,3}",
    r"(?:tout |j['’])?(?:accepte|accepter|refuser|autoriser)(?: (?:tout|et|continuer|fermer|les|"
    r"cookies)){0,4}",
    r"continuer sans accepter|personnaliser",
    r"(?:aceptar|acepto|rechazar|permitir)(?: (?:todo|todas|todos|y|continuar|cerrar|las|"
    r"cookies)){0,4}",
)  # fmt: skip
_LEAST_SHARE = 0.5
_LEAST_LINE = 30
_ARTICLE = 900
_FEW_HEADLINES = 6


def reason(evidence: Evidence) -> str | None:
    """Why the page is a consent wall; None where it is none. A banner above an article is none."""
    if evidence.headlines >= _FEW_HEADLINES or (
        evidence.is_described_as_article and evidence.own >= _ARTICLE
    ):
        return None
    lines = [line for line in evidence.shown.split("\n") if weight(line) >= _LEAST_LINE]
    about = sum(1 for line in lines if _VOCABULARY.search(line))
    if not about or about < _LEAST_SHARE * len(lines):
        return None
    offer = next((label for label in evidence.controls if _ACCEPT.fullmatch(label)), None)
    heading = found_in(evidence.headings, _HEADINGS)
    if offer is None or (heading is None and about < len(lines)):
        return None
    return f"{about} of {len(lines)} lines about consent, a control: {offer}"
