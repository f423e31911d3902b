"""What a wall under a cut article says, in nine languages."""

from __future__ import annotations

from crawler.pages.kinds.phrases import searched

#: That there is more to read, for somebody else.
REST = searched(
    r"\bto read the (?:full|rest|whole|entire)\b|want (?:to read more|all of)|zugang zu allen",
    r"mit \w{0,16}\+ (?:weiter)?lesen|weiterlesen[^.\n]{0,40}\+",
    r"il vous reste[^\n]{0,40}à (?:lire|découvrir)",
    r"читать (?:дальше|далее)[^.\n]{0,30}подпис",
    r"查看全文|(?:本文|全文).{0,6}付费",
    r"継続して(?:読む|お読み)",
    r"(?:subscribe|subscription|become a (?:subscriber|member)|join (?:now|us|today)|start (?:a |"
    r"your )?(?:free )?trial|upgrade|log ?in or subscribe)\b[^.\n]{0,80}\b(?:to|and) (?:continue|"
    r"keep|read|unlock|access|finish|view|see)\b",
    r"\bto (?:continue|keep|finish) reading|(?:continue|keep) reading (?:with|for|by)\b",
    r"continue reading[^.\n]{0,60}\b(?:subscri|member|trial|unlock|premium)",
    r"read (?:on|more|the (?:full|rest|whole))\b[^.\n]{0,80}\b(?:subscri|member|trial|unlock|premium)",
    r"(?:rest|remainder) of (?:this|the) (?:article|story|post|report|piece)",
    r"unlock (?:this|the full|the rest)",
    r"you(?:['’]ve| have) (?:reached|read|used|hit|viewed)[^.\n]{0,50}(?:free|limit|your last)",
    r"end of (?:the |this )?(?:free )?preview",
    r"(?:나머지|뒷)[^.\n]{0,24}(?:구독|유료|회원|멤버십|가입|로그인)",
    r"(?:계속|이어서|끝까지) ?(?:읽으|보시|보려|읽기|읽어)",
    r"(?:전문|전체 ?(?:기사|내용))[^.\n]{0,24}(?:구독|유료|회원|멤버십|가입)",
    r"(?:구독|가입|결제)(?:하시면|하면|하고|하신 ?후| ?후)[^.\n]{0,30}(?:읽|보실|볼 수|열람|계속)",
    r"残り[\s:：]{0,2}(?:約)?[\d,]+\s?(?:文字|字)",
    r"続き(?:を|は)[^。\n]{0,24}(?:会員|登録|購読|ログイン|有料|お読み)|ここから先は",
    r"(?:全文|記事全文)[をは][^。\n]{0,20}(?:会員|購読|登録|有料|お読みいただくには|読むには)",
    r"(?:剩余|余下|剩餘|其余)[^。\n]{0,12}(?:付费|订阅|会员|訂閱|會員|字|\d{1,2}%)",
    r"(?:阅读|閱讀|解锁|解鎖|查看)(?:全文|完整|剩余|余下|更多)[^。\n]{0,16}(?:订阅|訂閱|付费|付費|"
    r"会员|會員|购买|购买)",
    r"(?:订阅|訂閱|开通会员|成为会员|成為會員|购买|購買|付费|付費)[^。\n]{0,14}(?:继续|繼續|解锁|"
    r"解鎖|全文|畅读|余下|剩余)",
    r"(?:试读|試讀|免费阅读部分)(?:结束|結束|完毕|已结束)",
    r"(?:继续|繼續)(?:阅读|閱讀)[^。\n]{0,14}(?:订阅|訂閱|付费|付費|会员|會員)",
    r"(?:чтобы|для)[^.\n]{0,30}(?:читать (?:дальше|далее|полност|весь|статью|материал)|дочитать|"
    r"продолж\w{1,5} (?:чтени|читать)|прочитать|полного доступа)",
    r"(?:продолжение|полный текст|полная версия)[^.\n]{0,40}(?:подпис|доступ)",
    r"(?:осталось|ещ[её]) \d{1,3} ?% (?:текста|статьи)",
    r"(?:щоб|для)[^.\n]{0,30}(?:читати (?:далі|повніст|весь|статтю|матеріал)|дочитати|"
    r"продовж\w{1,6} (?:читан|читати)|прочитати|повного доступу)",
    r"(?:продовження|повний текст|повна версія)[^.\n]{0,40}(?:підпис|передпла|доступ)",
    r"(?:залишилося|ще) \d{1,3} ?% (?:тексту|статті)",
    r"(?:weiterlesen|weiterzulesen)[^.\n]{0,60}(?:abo|plus|premium|testen|anmelden)",
    r"(?:abo|abonn|plus|testen)[^.\n]{0,60}(?:weiterlesen|weiterzulesen)",
    r"um (?:den |diesen )?(?:ganzen |vollständigen )?artikel (?:zu lesen|weiter)|pour lire la suite",
    r"la suite (?:est|de cet article)|il vous reste[^.\n]{0,20}à (?:lire|découvrir)",
    r"abonnez-vous[^.\n]{0,20}pour (?:lire|continuer|poursuivre|accéder)",
    r"para (?:seguir|continuar) leyendo",
    r"suscr[ií]b(?:ete|ase|irse|irte)[^.\n]{0,40}(?:para|y) (?:seguir|continuar|leer|acceder)",
    r"(?:seguir|continuar) leyendo[^.\n]{0,40}suscr",
)  # fmt: skip
#: That something is for those who pay; some whole articles have it under them, or above.
OFFER = searched(
    r"회원에게만 ?(?:제공|공개)|(?:유료|구독) ?회원(?:에게|만)",
    r"(?:为|為)(?:付费|付費)?(?:会员|會員|订户|訂戶)(?:限定|专享|專享|文章)|本文.{0,4}(?:付费|会员)",
    r"(?:article|story|content|page|report|analysis|section|post)\b[^.\n]{0,20} (?:is|are) (?:only |"
    r"exclusively |reserved |locked |available |free )*(?:for|to) (?:our |paying |paid |premium |"
    r"digital )*(?:subscribers|members)",
    r"(?:only|exclusive(?:ly)?) (?:for|to) (?:our |paying |paid |premium |digital )*(?:subscribers|"
    r"members)",
    r"for (?:\w{1,12} )?subscribers only",
    r"(?:subscribers|members)[- ]only (?:article|story|content|post)",
    r"유료 ?(?:회원|구독|기사|콘텐츠|서비스|멤버십)",
    r"(?:회원|구독자|멤버십|프리미엄|유료) ?(?:전용|회원만|만 ?볼|만 ?읽|에게만)",
    r"프리미엄 ?(?:회원|기사|콘텐츠|구독)",
    r"有料(?:会員|記事|プラン|登録|購読|版)",
    r"(?:会員|購読者|プレミアム|読者会員|電子版)(?:限定|専用|向け)",
    r"この記事は[^。\n]{0,24}(?:会員|有料|限定|購読)",
    r"(?:購読|会員登録)(?:すると|いただくと|のお申し?込み)",
    r"付[费費](?:阅读|內容|内容|订阅|訂閱|会员|會員|文章|閱讀|解锁)",
    r"(?:会员|會員|订阅者|訂閱者|订户|訂戶|订阅用户|付费用户)(?:专享|專享|专属|專屬|专用|限定|可读|"
    r"可讀|方可|才能|独享|獨享)",
    r"(?:订阅|訂閱|成为会员|成為會員)(?:后|後|即可|以)[^。\n]{0,10}(?:阅读|閱讀|查看)",
    r"(?:доступ\w{0,5}|только|лишь|исключительно|открыт\w?)[^.\n]{0,40}(?:по подписке|подписчик|"
    r"подписавш)",
    r"(?:оформите|купите|приобретите|активируйте) (?:платную )?подписк",
    r"платн\w{2,3} (?:подписк|доступ|материал|контент)",
    r"(?:материал|статья|текст)[^.\n]{0,30}(?:для|по) (?:платн\w{2,3} |наших )?(?:подпис|участников|"
    r"членов)",
    r"(?:доступн\w{0,4}|доступ|лише|тільки|виключно|відкрит\w{0,2})[^.\n]{0,40}(?:передплатник|"
    r"підписник|за передплатою|за підпискою)",
    r"(?:оформіть|придбайте|купіть) (?:платну )?(?:передплат|підписк)",
    r"платн\w{1,3} (?:підписк|передплат|доступ|матеріал|контент)",
    r"(?:матеріал|стаття|текст)[^.\n]{0,30}(?:для|за) (?:наших )?(?:передпла|підпис|учасників|членів)",
    r"(?:nur|exklusiv) für (?:\w{0,12}-?)?abonnent",
    r"(?:abo|abonnement|digital-?abo) (?:abschließen|erforderlich|testen)",
    r"(?:plus|premium)-?(?:artikel|inhalt)|réservée?s? (?:à nos|aux?) (?:\w{0,12} )?abonn",
    r"abonnez-vous[^.\n]{0,30}(?:et|afin)",
    r"(?:exclusiv\w{1,2}|solo|sólo|reservad[oa])\s?(?:para )?(?:nuestros )?(?:suscriptores|socios|"
    r"abonados)",
)  # fmt: skip
#: That the article was opened for this reader.
GIFT = searched(
    r"gift(?:ed)? (?:article|link)|(?:article|story) (?:was |has been )?(?:gifted|shared)",
    r"unlocked (?:article|story)|free (?:to read|for a limited)",
    r"선물(?:받은|한) ?기사",
    r"プレゼント(?:された)?記事|プレゼントされた|全文(?:を)?(?:お読みいただけます|公開)",
    r"赠送(?:的)?文章|限时免费",
    r"подарен|відкрит\w{1,3} для всіх",
    r"vous est offert|verschenkt|artículo (?:regalado|abierto)",
)  # fmt: skip
