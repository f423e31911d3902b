"""Words and sentences that the made sites' stories are put together from; all written for these tests."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """One language: fillers by slot, sentences with slots {who} {does} {what} {where} {when}."""

    who: tuple[str, ...]
    does: tuple[str, ...]
    what: tuple[str, ...]
    where: tuple[str, ...]
    when: tuple[str, ...]
    headline: str
    sentences: tuple[str, ...]
    authors: tuple[str, ...]


ENGLISH = Vocabulary(
    who=(
        "The coast guard",
        "The defence ministry",
        "A navy task group",
        "The army's engineers",
        "The air staff",
        "A border brigade",
        "The shipyard",
        "The audit office",
    ),
    does=("orders", "tests", "delays", "repairs", "inspects", "moves", "retires", "unveils"),
    what=(
        "two patrol boats",
        "a mobile radar",
        "its oldest tankers",
        "a batch of field guns",
        "the new minehunter",
        "a bridge-laying vehicle",
        "twelve training jets",
        "a coastal battery",
    ),
    where=(
        "at the northern harbour",
        "on the eastern range",
        "near the river crossing",
        "at the island depot",
        "outside the capital",
        "in the mountain district",
        "along the southern coast",
        "at the old airfield",
    ),
    when=(
        "after a long inquiry",
        "before the winter exercise",
        "despite a smaller budget",
        "following talks with its neighbours",
        "as crews return from leave",
        "for the first time in nine years",
    ),
    headline="{who} {does} {what} {where}",
    sentences=(
        "{who} {does} {what} {where}, an officer told reporters who had gathered in the rain {when}.",
        "Crews spent most of the night {where} checking every cable and valve, {when}.",
        "The plan had been put off twice, once over money and once because of a cracked gearbox {where}.",
        "“We would rather be slow and right than quick and sorry,” said a commander who met the press {where}.",
        "According to a paper seen by this desk, {what} will stay {where} until the spring, {when}.",
        "Members of the committee asked why {what} cost a fifth more than the estimate given last year.",
        "Residents {where} said that they had heard engines since dawn and that the road was shut to lorries.",
        "The contract covers spare parts, training for sixty mechanics and a simulator {where}.",
        "No one was hurt, and the work went on {when}, the duty officer added in a short note.",
        "A rival bidder has asked the court to look again at the award of {what}.",
        "The next trial is due within six weeks, weather allowing, and will be watched by three observers {where}.",
        "{who} did not say how many people would be sent {where}, nor for how long.",
    ),
    authors=("Mara Lindqvist", "Tom Okafor", "Ilse Brandt", "Rhys Calder", "Noor Hadid"),
)

GERMAN = Vocabulary(
    who=("Die Küstenwache", "Das Ministerium", "Die Werft", "Der Rechnungshof", "Die Brigade", "Die Marine"),
    does=("prüft", "bestellt", "verschiebt", "erprobt", "verlegt", "repariert"),
    what=(
        "zwei Patrouillenboote",
        "ein mobiles Radar",
        "zwölf Schulflugzeuge",
        "ein neues Minensuchboot",
        "mehrere Brückenleger",
        "acht Haubitzen",
    ),
    where=(
        "im Nordhafen",
        "auf dem Übungsplatz",
        "nahe der Grenze",
        "am alten Flugfeld",
        "an der Küste",
        "in der Hauptstadt",
    ),
    when=(
        "nach langer Prüfung",
        "vor der Winterübung",
        "trotz knapper Mittel",
        "zum ersten Mal seit Jahren",
        "wie geplant",
    ),
    headline="{who} {does} {what} {where}",
    sentences=(
        "{who} {does} {what} {where}, wie eine Sprecherin {when} vor der Presse erklärte.",
        "Die Arbeiten {where} dauerten bis in den frühen Morgen, und erst danach wurde die Straße freigegeben.",
        "Nach Angaben des Ausschusses kosten {what} rund ein Fünftel mehr, als im Vorjahr veranschlagt war.",
        "„Wir wollen es lieber langsam und richtig machen“, sagte der Kommandeur {when}.",
        "Der Vertrag umfasst Ersatzteile, die Ausbildung von sechzig Mechanikern und einen Simulator {where}.",
        "Anwohner berichteten, dass seit Tagesanbruch Motoren {where} zu hören gewesen seien.",
        "Der nächste Versuch soll in sechs Wochen {where} stattfinden, wenn das Wetter es zulässt.",
    ),
    authors=("Jutta Reimers", "Karl Ostendorf", "Lena Wiechmann"),
)

FRENCH = Vocabulary(
    who=("La marine", "Le ministère", "Le chantier naval", "La brigade", "La Cour des comptes"),
    does=("commande", "essaie", "déplace", "répare", "retarde", "inspecte"),
    what=(
        "deux patrouilleurs",
        "un radar mobile",
        "douze avions d'entraînement",
        "un chasseur de mines",
        "huit obusiers",
        "un pont mobile",
    ),
    where=(
        "au port du nord",
        "sur le champ de tir",
        "près de la frontière",
        "au vieil aérodrome",
        "le long de la côte",
    ),
    when=(
        "après une longue enquête",
        "avant l'exercice d'hiver",
        "malgré un budget réduit",
        "comme prévu",
        "pour la première fois en neuf ans",
    ),
    headline="{who} {does} {what} {where}",
    sentences=(
        "{who} {does} {what} {where}, a indiqué un officier devant la presse {when}.",
        "Les équipes ont travaillé toute la nuit {where} pour vérifier chaque câble et chaque vanne.",
        "Selon la commission, {what} coûteront un cinquième de plus que l'estimation de l'an dernier.",
        "« Nous préférons aller lentement et bien faire », a déclaré le commandant {when}.",
        "Le contrat prévoit des pièces de rechange et la formation de soixante mécaniciens {where}.",
        "Le prochain essai aura lieu {where} dans six semaines, si le temps le permet.",
    ),
    authors=("Claire Vasseur", "Henri Montal", "Inès Kerguelen"),
)
