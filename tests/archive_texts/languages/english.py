"""English."""

from tests.archive_texts.language import Language, entries, lines, outlets, separated

_WORDS = {
    "actor": "North Korea~North Korea's~North Korean | Russia~Russia's~Russian | China~China's~Chinese | "
    "Ukraine~Ukraine's~Ukrainian | South Korea~South Korea's~South Korean | Iran~Iran's~Iranian | "
    "Japan~Japan's~Japanese | the United States~the United States'~US | Taiwan~Taiwan's~Taiwanese | "
    "Pyongyang~Pyongyang's~North Korean | Moscow~Moscow's~Russian | Beijing~Beijing's~Chinese | "
    "Türkiye~Türkiye's~Turkish | the Philippines~the Philippines'~Filipino | Poland~Poland's~Polish | "
    "Estonia~Estonia's~Estonian | Côte d'Ivoire~Côte d'Ivoire's~Ivorian | Curaçao~Curaçao's~Curaçaoan",
    "ally": "Seoul | Washington | Tokyo | Kyiv | NATO | Brussels | Canberra | London | AUKUS | the Quad | "
    "Ankara | Hanoi | Manila | New Delhi | Tallinn | Reykjavík",
    "place": "Kursk | the Taiwan Strait | the Black Sea | Donetsk | the South China Sea | Kaesong | "
    "Sevastopol | Kherson | Busan | Okinawa | Vladivostok | the Gulf of Finland | Łódź | "
    "the Demilitarised Zone | Scarborough Shoal | Guantánamo | Kaliningrad | Zaporizhzhia | "
    "the Suwałki Gap | Diego Garcia | Šiauliai",
    "weapon": "missile~missiles | drone~drones | artillery shell~artillery shells | "
    "{designator}~{designator}s | tank~tanks | ballistic missile~ballistic missiles | "
    "cruise missile~cruise missiles | air-defence battery~air-defence batteries | "
    "loitering munition~loitering munitions | naval mine~naval mines | glide bomb~glide bombs | "
    "howitzer~howitzers | hypersonic glider~hypersonic gliders | torpedo~torpedoes | railgun~railguns",
    "unit": "troops~soldiers | engineers~sappers | the 3rd Corps~men of the 3rd Corps | marines~marines | "
    "paratroopers~paratroopers | the {count}th Mechanised Brigade~men of the {count}th Brigade | "
    "special forces~commandos | reservists~reservists | naval infantry~naval infantrymen | "
    "border guards~guards",
    "ship": "frigate~frigates | destroyer~destroyers | submarine~submarines | aircraft carrier~carriers | "
    "patrol boat~patrol boats | landing ship~landing ships | corvette~corvettes | "
    "minesweeper~minesweepers | oiler~oilers",
    "office": "the Defence Ministry | the Joint Chiefs of Staff | the Pentagon | the General Staff | "
    "the National Intelligence Service | the Foreign Ministry | the Kremlin | the State Department | "
    "the coast guard | the Bundeswehr's Einsatzführungskommando",
    "topic": "sanctions | the ceasefire | the blockade | joint exercises | the grain corridor | "
    "arms control | the budget | shipyard delays | conscription | an export ban | the inspection regime | "
    "ransomware",
    "deployed": "sent~sending~send | deployed~deploying~deploy | dispatched~dispatching~dispatch | "
    "moved~moving~move | transferred~transferring~transfer | pulled back~pulling back~pull back | "
    "delivered~delivering~deliver | launched~launching~launch | tested~testing~test | "
    "seized~seizing~seize | mothballed~mothballing~mothball",
    "doubt": "may have | reportedly | has not | is said to have | could have | allegedly | never | no longer",
    "said": "said | told reporters | wrote in a statement | confirmed | denied | warned | claimed | "
    "insisted | conceded",
    "quality": "new | heavy | large | annual | joint | secret | nuclear-powered | short-range | "
    "long-range | ageing | unmanned | so-called | co-ordinated | state-of-the-art | naïve",
    "purpose": "to guard the border | to clear mines | to train recruits | to replace losses | "
    "to deter an attack | to escort merchant ships | to test the air defences | to rebuild roads | "
    "to show the flag",
    "when": "on Monday | on Tuesday | on {day} | last week | overnight | at {clock} local time | "
    "in {year} | early on Friday | a day earlier | in the spring | before dawn",
    "foreign": "북한 | КНДР | 朝鲜 | 北朝鮮 | Zeitenwende | force de frappe | สงคราม | Çanakkale | "
    "Спецназ | 해군",
    "rank": "Gen. | Lt. Gen. | Adm. | Col. | Dr. | Mr. | Sgt. 1st Class | Rear Adm.",
    "given": "James | Mary | Ann-Marie | Seán | Zoë | Robert | Priya | José | Nguyen | Olu | Kate | "
    "Björn | Siân",
    "family": "Carter | O'Neill | Hughes | Smith-Jones | Okafor | Núñez | Brown | MacLeod | D'Souza | "
    "Singh | St. John | Häkkinen",
}

ENGLISH = Language(
    tags=("en", "en", "en", "en-GB", "en-US"),
    outlets=outlets(
        """
        Harbour Gazette | GB
        The Strait Observer | SG
        Defence Ledger | US
        Pacific Watchkeeper | AU
        O'Malley's Naval Notes | IE
        Northern Line Weekly | CA
        Seoul Harbour Post | KR
        The Picket Wire |
        """
    ),
    sections=("World", "Defence", "Asia", "Opinion", "Naval", "Politics & Security", "Analysis"),
    titles=lines(
        """
        {actor} {deployed} {unit} to {place}, {ally} says
        {office} denies {actor} {deployed} {weapon:1}
        {ally} warns {actor} over {topic}
        {designator} seen near {place}
        {actor:2} {ship} leaves {place} with {count} {weapon:1}
        Opinion: Why {topic} will not stop {actor}
        {large} {unit:1} in {place}? What we know
        {person:1}: '{actor} will pay for it'
        UPDATE {count} - {ally} and {actor} agree on {topic}
        Analysis: The {quality} {weapon} that {ally} fears
        """
    ),
    sentences=lines(
        """
        {actor} {deployed} {large} {unit:1} to {place} {when}, {office} {said}.
        {office} {said} that {actor} {doubt} {deployed} {weapon:1} {purpose}.
        "{actor} is {deployed:1} {quality} {weapon:1}, and we know it," {rank} {person} {said} {when}.
        The {quality} {ship} left {place} {when} with {count} {weapon:1} on board.
        {rank} {person}, who speaks for {office}, {said} nothing about {topic}.
        {ally} and {actor} have talked about {topic} since {year}.
        {actor} plans to {deployed:2} {unit} {purpose}, according to {person} of the {quality} institute in {ally}.
        About {large} {unit:1} were seen near {place} {when}.
        A {designator} flew {large} km before it fell into {place}.
        It was the {count}th time in a year that {actor} {deployed} a {weapon}.
        "We've seen no {unit:1} there," {person:1} {said}; "that isn't {actor:1} way."
        The U.S. and {ally} {said} they would answer if {actor} {deployed} more {ship}s.
        {actor} denied {deployed:1} {unit} to {place}.
        What the press there calls {foreign} is {topic} by another name.
        The {designator}, one of its {quality} {weapon:1}, weighs {decimal} tonnes and costs ${decimal}m.
        {actor:2} {unit:1} and those of {ally} held {quality} exercises off {place}.
        {person} {said} {topic} had cost {decimal} billion euros ({pact} figures).
        If {actor} does not withdraw its {weapon:1}, {ally} could {deployed:2} its own.
        Neither {office} nor {person:1} would confirm it.
        Satellite pictures of {day} show {count} {ship:1} and a row of {weapon:1} at {place}.
        {pact} will meet {when}; {topic} and {actor:1} {weapon:1} are on the list.
        Locals heard {count} explosions {when}, and the power was out until {clock}.
        {person:1} first told {ally} of the {weapon} in {year}.
        Analysts doubt it.
        Of the {large} {unit:1}, {count}% were wounded, {office} {said}, without saying where.
        The {ship} "{person:1}" is the {quality} one of its class — but it can't leave {place}.
        """
    ),
    words={name: entries(text) for name, text in _WORDS.items()},
    full_name="{given} {family}",
    short_name="{family}",
    syllables=(
        ("Bar", "Cren", "Dal", "Fen", "Har", "Kil", "Mar", "Nor", "Pen", "Quil", "Ros", "Thorn", "Wex"),
        ("", "a", "el", "in", "ow"),
        ("by", "croft", "den", "ford", "ham", "ley", "more", "ton", "wick", "worth"),
    ),
    months=separated("January February March April May June July August September October November December"),
    day="{day} {month} {year}",
    thousands=",",
)
