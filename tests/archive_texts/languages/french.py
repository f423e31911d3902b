"""French."""

from tests.archive_texts.language import Language, entries, lines, outlets, separated

_WORDS = {
    "actor": "la Russie~de la Russie~russes | la Corée du Nord~de la Corée du Nord~nord-coréens | "
    "la Chine~de la Chine~chinois | l'Ukraine~de l'Ukraine~ukrainiens | l'Iran~de l'Iran~iraniens | "
    "la France~de la France~français | Pyongyang~de Pyongyang~nord-coréens | Moscou~de Moscou~russes | "
    "le Japon~du Japon~japonais | l'Érythrée~de l'Érythrée~érythréens | "
    "la Côte d'Ivoire~de la Côte d'Ivoire~ivoiriens",
    "ally": "Paris | Séoul | l'OTAN | Washington | Bruxelles | Kiev | Tokyo | Genève | l'Élysée",
    "place": "Koursk | la mer Noire | le détroit de Taïwan | Toulon | Sébastopol | l'île Longue | Nouméa | "
    "Abéché | Saint-Nazaire | Çeşme",
    "weapon": "missile~missiles | drone~drones | obus~obus | char~chars | {designator}~{designator} | "
    "missile balistique~missiles balistiques | torpille~torpilles | canon César~canons César | "
    "sous-marin nucléaire lanceur d'engins~sous-marins lanceurs d'engins",
    "unit": "troupes~soldats | sapeurs~sapeurs | légionnaires~légionnaires | parachutistes~parachutistes | "
    "hommes du {count}e régiment~hommes du {count}e régiment | réservistes~réservistes",
    "ship": "frégate~frégates | sous-marin~sous-marins | porte-avions~porte-avions | corvette~corvettes | "
    "chasseur de mines~chasseurs de mines",
    "office": "le ministère des Armées | l'état-major | le Quai d'Orsay | le Kremlin | "
    "la gendarmerie maritime | le ministère de la Défense",
    "topic": "les sanctions | le cessez-le-feu | la dissuasion | le blocus | l'accord sur les céréales | "
    "le budget | la conscription",
    "deployed": "envoyé~envoyer~envoie | déployé~déployer~déploie | livré~livrer~livre | "
    "retiré~retirer~retire | testé~tester~teste | saisi~saisir~saisit | dépêché~dépêcher~dépêche",
    "doubt": "aurait peut-être | n'a jamais | a sans doute | aurait | n'a pas | a déjà",
    "said": "a déclaré | a affirmé | a démenti | a prévenu | a confirmé | a reconnu",
    "quality": "nouveau | lourd | secret | conjoint | vieilli | inopiné | européen | côtier",
    "when": "lundi | le {day} | dans la nuit | la semaine dernière | à {clock} | en {year} | "
    "au printemps | aujourd'hui",
    "rank": "le général | l'amiral | le colonel | Mme | M. | le Dr",
    "given": "François | Zoé | Jean-Noël | Chloé | Loïc | Hélène | Anaïs | Gaël",
    "family": "Lefèvre | d'Aubigné | L'Hôte | Bœuf | Châtelain | Nguyễn | Benoît-Roux | Traoré",
}

FRENCH = Language(
    tags=("fr", "fr", "fr-CA"),
    outlets=outlets(
        """
        L'Observateur naval | FR
        La Vigie d'Armor | FR
        Cahiers de l'état-major | BE
        Le Guetteur québécois | CA
        Œil de mer |
        """
    ),
    sections=("Monde", "Défense", "Idées", "Économie", "À la une"),
    titles=lines(
        """
        {actor} a {deployed} des {unit} à {place}
        {office} : « {actor} {doubt} {deployed} des {weapon:1} »
        {ally} face à {actor} : {topic} en question
        Un {designator} aperçu près de {place}
        {large} {unit:1} : ce que l'on sait
        Tribune – {topic}, l'heure des choix
        """
    ),
    sentences=lines(
        """
        {actor} a {deployed} {large} {unit:1} à {place} {when}, {said} {office}.
        {office} {said} {when} que {actor} {doubt} {deployed} des {weapon:1}.
        « {actor} {deployed:2} des {weapon:1}, et nous le savons », {said} {rank} {person}.
        Un {quality} {ship} a quitté {place} {when} avec {count} {weapon:1} à bord.
        {rank} {person} n'a rien dit de {topic}.
        Depuis {year}, {ally} et {actor} discutent : {topic} reste l'obstacle.
        Il s'agit de {deployed:1} des {unit} pour protéger l'œuvre commune, selon {person:1}.
        Près de {large} {unit:1} {actor:2} ont été vus à {place} {when}.
        Le {designator} a parcouru {large} km avant de s'abîmer en mer.
        Qu'est-ce que {topic} changerait ? Rien, {said} {person:1}.
        L'{pact} se réunit {when} ; {topic} est à l'ordre du jour.
        Le {weapon} pèse {decimal} tonnes et coûte {decimal} M€.
        Si {actor} ne retire pas ses {weapon:1}, {ally} pourrait {deployed:1} les siens.
        Ni {office} ni {person:1} n'ont voulu le confirmer.
        Les images du {day} montrent {count} {ship:1} et des {weapon:1}.
        Les forces {actor:1} ne sont plus à {place}, où l'on n'entend que les manœuvres.
        C'est la {count}e fois qu'un {weapon} {quality} est {deployed} {when}.
        Le cœur du problème, c'est {topic}.
        """
    ),
    words={name: entries(text) for name, text in _WORDS.items()},
    full_name="{given} {family}",
    short_name="{family}",
    syllables=(
        ("Beau", "Châte", "Cour", "Dela", "Fonte", "Gué", "Lau", "Mont", "Pré", "Roche"),
        ("", "li", "re", "va"),
        ("bert", "champ", "gnier", "mont", "nelle", "sœur", "teau", "ville"),
    ),
    months=separated("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    day="{day} {month} {year}",
    thousands="\u00a0",
)
