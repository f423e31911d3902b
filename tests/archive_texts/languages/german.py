"""German."""

from tests.archive_texts.language import Language, entries, lines, outlets, separated

_WORDS = {
    "actor": "Russland~Russlands~russische | Nordkorea~Nordkoreas~nordkoreanische | "
    "China~Chinas~chinesische | Deutschland~Deutschlands~deutsche | die Ukraine~der Ukraine~ukrainische | "
    "Südkorea~Südkoreas~südkoreanische | Moskau~Moskaus~russische | Pjöngjang~Pjöngjangs~nordkoreanische | "
    "Österreich~Österreichs~österreichische | die Türkei~der Türkei~türkische | "
    "Litauen~Litauens~litauische",
    "ally": "Berlin | Seoul | Kiew | die NATO | Washington | Brüssel | Tokio | Wien | Zürich | Łódź",
    "place": "Kursk | der Ostsee | der Straße von Taiwan | Königsberg | Sewastopol | Köln/Bonn | Rügen | "
    "Großenbrode | Wilhelmshaven | dem Schwarzen Meer | Görlitz | Übersee",
    "weapon": "Rakete~Raketen | Drohne~Drohnen | Haubitze~Haubitzen | Kampfpanzer~Kampfpanzern | "
    "{designator}~{designator} | Marschflugkörper~Marschflugkörpern | "
    "Boden-Luft-Rakete~Boden-Luft-Raketen | Torpedo~Torpedos | "
    "Mittelstreckenrakete~Mittelstreckenraketen | Artilleriegeschoß~Artilleriegeschossen",
    "unit": "Truppen~Soldaten | Pioniere~Pionieren | "
    "die {count}. Panzerbrigade~Männer der {count}. Panzerbrigade | Fallschirmjäger~Fallschirmjägern | "
    "Gebirgsjäger~Gebirgsjägern | Reservisten~Reservisten | Kräfte~Kräften",
    "ship": "Fregatte~Fregatten | U-Boot~U-Boote | Zerstörer~Zerstörer | Korvette~Korvetten | "
    "Minensuchboot~Minensuchboote",
    "office": "das Verteidigungsministerium | der Generalstab | das Auswärtige Amt | der Kreml | "
    "der Nachrichtendienst | die Küstenwache",
    "topic": "Sanktionen | die Waffenruhe | Rüstungskontrolle | die Wehrpflicht | das Sondervermögen | "
    "Großübungen | Lieferverzögerungen | die Zeitenwende",
    "deployed": "entsandt~entsenden~entsendet | verlegt~verlegen~verlegt | geschickt~schicken~schickt | "
    "abgezogen~abziehen~zieht | geliefert~liefern~liefert | getestet~testen~testet | "
    "beschlagnahmt~beschlagnahmen~beschlagnahmt",
    "doubt": "womöglich | angeblich | nicht | nie | offenbar | voraussichtlich | mutmaßlich",
    "said": "sagte | erklärte | teilte mit | bestätigte | bestritt | warnte | räumte ein",
    "quality": "neue | große | gemeinsame | geheime | schwere | jährliche | unbemannte | größere | "
    "außerplanmäßige",
    "when": "am Montag | am {day} | in der Nacht | vergangene Woche | um {clock} Uhr | im Frühjahr | "
    "{year} | kürzlich",
    "rank": "General | Oberst | Admiral | Dr. | Frau | Hauptmann a. D.",
    "given": "Jürgen | Anna-Lena | Günther | Sören | Käthe | Uwe | Heike | Şeyma",
    "family": "Müller | Groß | Weiß | von der Heide | Schäfer | Krüger | Yılmaz | Böhm-Lang | Kowalski",
}

GERMAN = Language(
    tags=("de", "de", "de", "de-AT"),
    outlets=outlets(
        """
        Seeblick Nachrichten | DE
        Der Wachposten | DE
        Alpenländische Wehrschau | AT
        Übungsplatz Rundschau | CH
        Hafenkurier „Nord“ |
        """
    ),
    sections=("Politik", "Verteidigung", "Meinung", "Ausland", "Wirtschaft & Rüstung"),
    titles=lines(
        """
        {actor} hat {unit} nach {place} {deployed}
        {office}: {weapon} vom Typ {designator} {deployed}
        Kommentar: {topic} und die Folgen für {ally}
        {ally} warnt vor {actor:2}n {weapon:1}
        {large} {unit} in {place}?
        {person:1} über {topic}: „Wir müssen größer denken“
        """
    ),
    sentences=lines(
        """
        {actor} hat {when} {large} {unit} nach {place} {deployed}, {said} {office}.
        {office} {said} {when}, {actor} habe {doubt} {weapon:1} {deployed}.
        „{actor} {deployed:2} {quality} {weapon:1}, und wir wissen das“, {said} {rank} {person}.
        Die {quality} {ship} lief {when} mit {count} {weapon:1} aus {place} aus.
        {rank} {person} wollte {topic} nicht kommentieren.
        Seit {year} verhandeln {ally} und {actor} über {topic}.
        Man könne {unit} nicht ohne weiteres {deployed:1}, so {person} in der Straße vor dem Ministerium.
        Rund {large} {unit} standen {when} bei {place}.
        Die {designator} flog {large} Kilometer weit und fiel in die See.
        Es gibt {doubt} Pläne, weitere {ship:1} zu {deployed:1}.
        Das {pact}-Treffen {when} gilt {topic} und der {weapon}.
        Die {weapon} wiegt {decimal} Tonnen; sie kostet {decimal} Mio. Euro.
        {actor:2} {unit} übten mit Kräften aus {ally} in {place}.
        Sollte {actor} nicht einlenken, will {ally} {ship:1} {deployed:1}.
        Weder {office} noch {person:1} mochte das bestätigen.
        Satellitenbilder vom {day} zeigen {count} {ship:1} und {weapon:1}.
        Das ist, z. B. wegen {topic}, nicht größer als früher: {decimal} Prozent.
        {person:1} hält die Straßen- und Schienenwege für zu schwach.
        Daran ändert auch {topic} nichts.
        """
    ),
    words={name: entries(text) for name, text in _WORDS.items()},
    full_name="{given} {family}",
    short_name="{family}",
    syllables=(
        ("Bern", "Diet", "Eich", "Grün", "Hirsch", "Klein", "Lind", "Öst", "Roß", "Wald"),
        ("", "en", "er", "ing"),
        ("bach", "berg", "feld", "hausen", "mann", "müller", "stein", "straß"),
    ),
    months=separated("Januar Februar März April Mai Juni Juli August September Oktober November Dezember"),
    day="{day}. {month} {year}",
    thousands=".",
)
