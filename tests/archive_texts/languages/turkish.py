"""Turkish."""

from tests.archive_texts.language import Language, entries, lines, outlets, separated

_WORDS = {
    "actor": "Rusya~Rusya'nın~Rusya'dan | Türkiye~Türkiye'nin~Türkiye'den | "
    "Kuzey Kore~Kuzey Kore'nin~Kuzey Kore'den | Ukrayna~Ukrayna'nın~Ukrayna'dan | Çin~Çin'in~Çin'den | "
    "İran~İran'ın~İran'dan | ABD~ABD'nin~ABD'den | Güney Kore~Güney Kore'nin~Güney Kore'den | "
    "Yunanistan~Yunanistan'ın~Yunanistan'dan | Azerbaycan~Azerbaycan'ın~Azerbaycan'dan",
    "ally": "Ankara | NATO | Vaşington | Kiev | Bakü | Brüksel | İslamabad | Seul",
    "place": "Karadeniz~Karadeniz'e | Kursk~Kursk'a | İncirlik~İncirlik'e | Iğdır~Iğdır'a | "
    "Çanakkale~Çanakkale'ye | Kıbrıs~Kıbrıs'a | Sivastopol~Sivastopol'a | Doğu Akdeniz~Doğu Akdeniz'e | "
    "Şırnak~Şırnak'a",
    "weapon": "füze~füzeler~füzesi | İHA~İHA'lar~İHA'sı | tank~tanklar~tankı | "
    "{designator}~{designator}'ler~{designator} | obüs~obüsler~obüsü | "
    "balistik füze~balistik füzeler~balistik füzesi | torpido~torpidolar~torpidosu | "
    "seyir füzesi~seyir füzeleri~seyir füzesi",
    "unit": "asker~askerler | birlik~birlikler | komando~komandolar | istihkâmcı~istihkâmcılar | "
    "paraşütçü~paraşütçüler | jandarma~jandarmalar",
    "ship": "firkateyn~firkateynler | denizaltı~denizaltılar | korvet~korvetler | muhrip~muhripler | "
    "mayın avlama gemisi~mayın avlama gemileri",
    "office": "Millî Savunma Bakanlığı | Genelkurmay | Dışişleri Bakanlığı | Kremlin | Sahil Güvenlik | MİT",
    "topic": "yaptırımlar | ateşkes | tahıl koridoru | ortak tatbikat | askerlik | bütçe | "
    "S-400 meselesi | ihracat yasağı",
    "deployed": "gönderdi~göndermedi~gönderebilir | konuşlandırdı~konuşlandırmadı~konuşlandırabilir | "
    "sevk etti~sevk etmedi~sevk edebilir | çekti~çekmedi~çekebilir | "
    "teslim etti~teslim etmedi~teslim edebilir | denedi~denemedi~deneyebilir",
    "said": "açıkladı | söyledi | bildirdi | yalanladı | doğruladı | uyardı | ileri sürdü",
    "quality": "yeni | ağır | gizli | büyük | insansız | ortak | yıllık | ılımlı | ışıklı",
    "when": "pazartesi günü | {day} tarihinde | gece yarısı | geçen hafta | saat {clock} sularında | "
    "{year} yılında | ilkbaharda",
    "rank": "Orgeneral | Albay | Amiral | Sayın | Doç. Dr.",
    "given": "Işıl | İsmail | Gökçe | Ayşe | Çağrı | Ümit | Şükrü | Irmak",
    "family": "Yılmaz | Işık | İnönülü | Çelik | Öztürk | Şahin | Ağaoğlu | Kılıç",
}

TURKISH = Language(
    tags=("tr",),
    outlets=outlets(
        """
        Boğaz Savunma | TR
        Iğdır Gözcüsü | TR
        İskele Postası | TR
        Mavi Nöbet | CY
        Kıyı Ajansı |
        """
    ),
    sections=("Dünya", "Savunma", "Görüş", "Gündem", "İç Politika"),
    titles=lines(
        """
        {actor} {place:1} {unit} {deployed}
        {office}: {actor:1} {weapon:2} görüldü
        {ally} {topic} için uyardı
        {designator} {place} üzerinde
        {person:1}: "{topic} bitmedi"
        {large} {unit} nerede?
        """
    ),
    sentences=lines(
        """
        {actor} {when} {place:1} {large} {unit} {deployed}, {office} {said}.
        {office}, {actor:1} {quality} {weapon:2} için {said}.
        "{actor} {quality} {weapon} {deployed} ve bunu biliyoruz," diye {said} {rank} {person}.
        {quality} {ship} {when} {count} {weapon} ile {place} limanından ayrıldı.
        {rank} {person} {topic} hakkında konuşmadı.
        {ally} ile {actor} {year} yılından beri {topic} konusunu görüşüyor.
        {actor} {place:1} {unit} {deployed:1}.
        {actor} yakında {place:1} {ship} {deployed:2}.
        Yaklaşık {large} {unit} {when} {place} yakınında görüldü.
        {designator} {large} km uçtuktan sonra denize düştü.
        {actor:2} gelen {ship:1} {topic} yüzünden bekliyor.
        {pact} toplantısı {when} yapılacak; gündemde {topic} var.
        {quality} {weapon} {decimal} ton ağırlığında ve {decimal} milyon dolara mal oluyor.
        {actor} {weapon:1} çekmezse {ally} karşılık verecek.
        Ne {office} ne de {person:1} bunu doğruladı.
        {day} tarihli uydu görüntülerinde {count} {ship} ve {weapon:1} var.
        Işıklar söndü, ılık bir gecede {count} patlama duyuldu.
        {person:1}'ın sözleri {ally} basınında yer aldı.
        """
    ),
    words={name: entries(text) for name, text in _WORDS.items()},
    full_name="{given} {family}",
    short_name="{family}",
    syllables=(
        ("Ak", "Boz", "Çı", "Dağ", "Gün", "Işı", "İn", "Kara", "Öz", "Şen"),
        ("", "de", "ka", "lı", "ta"),
        ("bey", "doğan", "han", "kaya", "oğlu", "soy", "taş", "türk"),
    ),
    months=separated("Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık"),
    day="{day} {month} {year}",
    thousands=".",
)
