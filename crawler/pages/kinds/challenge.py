"""Pages that ask for a proof that their reader is no machine, or refuse one."""

from __future__ import annotations

from crawler.pages.kinds.evidence import Evidence
from crawler.pages.kinds.phrases import found_in, part_of, searched, whole

_PHRASES = searched(
    r"web application firewall|blocked by (?:the |our |a )?(?:\w{2,20} )?(?:firewall|waf)\b",
    r"웹 ?(?:애플리케이션 ?)?방화벽|ウェブアプリケーションファイアウォール|不正な?アクセスを検[知出]しました",
    r"(?:web)?应用防火墙|应用程式防火牆|(?:访问|訪問|请求|請求)(?:已)?被(?:阻断|阻斷|拦截|攔截|阻止|禁止)|网站造成安全威胁",
    r"security of your connection|client challenge|security checkpoint|visitor system|bot manager",
    r"press (?:&|and) hold",
    r"безопасность (?:вашего )?(?:подключения|соединения)|человек ли вы|похожи на автоматические",
    r"запросы,? поступивш|чи (?:є )?ви людина|ви людина|ви не робот",
    r"безпеку (?:вашого )?(?:підключення|з['’]єднання)",
    r"연결의? ?보안|잠시만 ?기다",
    r"(?:接続|通信)の(?:セキュリティ|安全性)を確認",
    r"(?:检查|檢查|验证|驗證).{0,8}连接.{0,4}安全",
    r"ob sie ein mensch|ser humano|incapsula incident|request unsuccessful",
    r"your ip (?:address )?(?:has been|is|was) (?:blocked|banned)|just a moment|attention required",
    r"(?:checking|verifying|validating) your (?:browser|connection|device)",
    r"(?:verify|verifying|confirm|prove)(?: that)? you(?: are|['’]re)(?: a| not a)? (?:human|real "
    r"person|ro?bot)",
    r"are you (?:a |an? )?(?:human|robot|bot)\b|(?:i['’]?m|i am|you(?: are|['’]re)) not a ro?bot",
    r"(?:security|human|bot|browser|robot) (?:check|verification|challenge|detection)\b",
    r"access (?:to this (?:page|site|website) )?(?:has been |is |was )?(?:denied|blocked|restricted)",
    r"you (?:have been|were|are being) (?:blocked|rate limited)|request (?:has been |was )?blocked",
    r"pardon our interruption|ddos protection|\b(?:re|h)?captcha\b|unusual (?:traffic|activity)",
    r"(?:automated|suspicious) (?:requests?|traffic|activity|access)|one more step|too many requests",
    r"enable (?:javascript|js) and (?:cookies|disable)",
    r"로봇이 아닙니다|로봇이 아님|자동 ?(?:입력|등록|접속|접근) ?(?:방지|차단)",
    r"보안 ?(?:문자|확인|인증|검사|점검 중)|브라우저를? ?(?:확인|검사|점검)",
    r"비정상적인? ?(?:접근|접속|트래픽|요청)|사람인지 ?(?:확인|인증)|사람임을 ?(?:확인|인증)",
    r"(?:접근|접속|액세스)[이가]? ?(?:일시적으로 )?(?:차단|거부|제한)|잠시만 ?기다려|캡차",
    r"ロボットでは(?:ありません|ない)|人間であること|ブラウザー?を(?:確認|チェック|検証)",
    r"セキュリティ ?(?:チェック|確認|検証|認証)|アクセスが(?:拒否|制限|ブロック|遮断)",
    r"画像認証",
    r"通常と(?:は)?異なる(?:トラフィック|アクセス)|自動(?:化された)?(?:アクセス|リクエスト)|認証を完了",
    r"安全(?:验证|检查|驗證|檢查|检测)|人[机機](?:验证|驗證|身份)|(?:验证码|驗證碼)",
    r"正在(?:检查|验证|检测|檢查|驗證).{0,10}(?:浏览器|瀏覽器|连接)|(?:不是|并非|非)(?:机器人|機器人)",
    r"(?:访问|訪問|请求|存取)(?:被拒绝|被拒絕|受限|过于频繁|過於頻繁|异常|異常|被阻止|被拦截)",
    r"(?:真人|人类|人類)(?:验证|驗證)?|拖动.{0,6}滑块|滑动.{0,6}验证",
    r"完成(?:下方|以下)?.{0,4}(?:验证|驗證)",
    r"провер(?:ка|яем|ьте|ить) (?:вашего |ваш |безопасности )?(?:браузер|соединени|безопасност)",
    r"проверка безопасности|\bне робот|что вы (?:человек|не бот)",
    r"доступ (?:.{0,40} )?(?:запрещ[её]н|ограничен|заблокирован)",
    r"(?:подозрительн|необычн|автоматическ|автоматизированн)\w{2,4} (?:активност|трафик|запрос)|\bкапч",
    r"защита от (?:ботов|ddos|роботов)",
    r"перевір(?:ка|яємо|те|ити) (?:вашого |ваш |безпеки )?(?:браузер|з['’]єднанн|безпек)",
    r"перевірка безпеки|що ви (?:людина|не бот)|доступ (?:.{0,40} )?(?:заборонен|обмежен|заблокован)",
    r"(?:підозріл|незвичн|автоматичн|автоматизован)\w{1,4} (?:активн|трафік|запит)",
    r"захист від (?:ботів|ddos)",
    r"(?:kein|ein) roboter|sicherheits(?:über)?prüfung|zugriff (?:wurde )?(?:verweigert|blockiert)",
    r"(?:browser|verbindung) (?:wird|werden) (?:überprüft|geprüft)",
    r"ungewöhnliche[rn]? (?:datenverkehr|aktivität|zugriffe)|dass sie ein mensch",
    r"vérification (?:de sécurité|de votre navigateur|anti)|pas un robot",
    r"accès (?:refusé|bloqué|interdit)|trafic inhabituel|êtes (?:bien )?(?:un )?humain",
    r"(?:comprobando|verificando) (?:su|tu) (?:navegador|conexión)|no (?:soy|eres|es) un robot",
    r"(?:verificación|comprobación) de seguridad|acceso (?:denegado|bloqueado)|tráfico inusual",
    r"(?:eres|es) (?:un )?humano",
)  # fmt: skip
#: What stands alone at the head of an interstitial.
_MOMENT = whole(
    r"(?:one |just a )?moment(?: please)?|please (?:wait|stand by)|wait",
    r"один момент|подождите(?:,? пожалуйста)?|одну секунду|зачекайте(?:,? будь ласка)?|хвилинку",
    r"잠시만요?|기다려 주(?:세요|십시오)",
    r"(?:しばらく|少々)お待ちください",
    r"请稍[候等后]|請稍候",
    r"(?:nur )?einen moment(?: bitte)?|bitte warten|un instant|veuillez patienter|un momento",
    r"espere(?: por favor)?",
)  # fmt: skip
_VENDORS = (
    "challenges.cloudflare.com", "cdn-cgi/challenge", "captcha-delivery.com", "hcaptcha.com", "recaptcha",
    "perimeterx", "px-captcha", "px-cdn", "_incapsula_", "datadome", "geo.captcha", "smartcaptcha", "geetest",
    "awswaf", "ddos-guard", "arkoselabs", "funcaptcha", "kasada", "turnstile",
)  # fmt: skip
_THIN = 700
_SMALL = 1800
_LITTLE = 350
_SHARE_OF_HEADLINE = 0.35
_FEW_HEADLINES = 4


def reason(evidence: Evidence) -> str | None:
    """Why the page is a challenge; None where it is none. A vendor's script alone proves nothing."""
    has_text = evidence.own >= _THIN or (evidence.is_described_as_article and evidence.own)
    if has_text and not _is_walled(evidence):
        return None
    if evidence.headlines >= _FEW_HEADLINES:
        return None
    if moment := part_of(evidence.headings, _MOMENT):
        return f"heading: {moment}"
    share = _SHARE_OF_HEADLINE if evidence.own >= _LITTLE else 0.0
    if phrase := found_in(evidence.headings, _PHRASES, share=share):
        return f"heading: {phrase}"
    if len(evidence.shown) > _SMALL or evidence.own >= _LITTLE:
        return None
    if match := _PHRASES.search(evidence.shown):
        return f"text: {match[0]}"
    vendor = _vendor(evidence)
    return f"only a script of {vendor}" if vendor and len(evidence.shown) < 200 else None


def _is_walled(evidence: Evidence) -> bool:
    """Whether a page that is described as an article shows a challenge in its place."""
    return len(evidence.shown) <= _SMALL and evidence.own < _THIN and _vendor(evidence) is not None


def _vendor(evidence: Evidence) -> str | None:
    sources = (
        (element.get("src") or element.get("class") or element.get("id") or "")[:300].lower()
        for element in evidence.page.tree.iter("script", "iframe", "div", "form")
    )
    return next((vendor for source in sources for vendor in _VENDORS if vendor in source), None)
