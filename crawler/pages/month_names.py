"""The months as newsrooms of two dozen languages print them: full, inflected and abbreviated."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType

# by month: English, German, French, Spanish, Italian, Portuguese, Dutch, Nordic, Polish, Czech, Romanian, Turkish,
# Indonesian, Finnish, Hungarian, Greek, Russian, Ukrainian, Belarusian, Bulgarian; spellings shared stand once
_NAMES = """
    january jan januar jänner janvier janv enero ene gennaio gen janeiro januari styczeń stycznia
      sty leden ledna ianuarie ian ocak oca tammikuu tammikuuta január ιανουαρίου января январь янв
      січня січень січ студзеня януари siječnja јануар;
    february feb februar febr feber février févr fév fevrier febrero febbraio fevereiro fev februari
      luty lutego lut únor února februarie şubat şub helmikuu helmikuuta február φεβρουαρίου февраля
      февраль фев февр лютого лютий лют лютага февруари veljače фебруар;
    march mar märz mär mrz maerz mars marzo março marco maart mrt marts marzec marca březen března
      martie mart maret maaliskuu maaliskuuta március márc μαρτίου марта март мар березня березень
      бер сакавіка ožujka;
    april apr avril avr abril abr aprile kwiecień kwietnia kwi duben dubna aprilie nisan nis
      huhtikuu huhtikuuta április ápr απριλίου апреля апрель апр квітня квітень кві квіт красавіка
      април travnja;
    may mai mayo maggio mag maio mei maj maja květen května mayıs toukokuu toukokuuta május μαΐου
      мая май травня травень тра трав svibnja мај;
    june jun juni juin junio giugno giu junho czerwiec czerwca cze červen června iunie haziran haz
      kesäkuu kesäkuuta június jún ιουνίου июня июнь июн червня червень чер черв чэрвеня юни lipnja
      јун;
    july jul juli juillet juil julio luglio lug julho lipiec lipca lip červenec července iulie
      temmuz tem heinäkuu heinäkuuta július júl ιουλίου июля июль июл липня липень лип ліпеня юли
      srpnja јул;
    august aug août aout agosto ago augustus sierpień sierpnia sie srpen srpna ağustos ağu agustus
      agu elokuu elokuuta augusztus αυγούστου августа август авг серпня серпень сер серп жніўня
      kolovoza;
    september sep sept septembre septiembre setiembre settembre set setembro wrzesień września wrz
      září septembrie eylül eyl syyskuu syyskuuta szeptember szept σεπτεμβρίου сентября сентябрь сен
      сент вересня вересень вер верес верасня септември rujna септембар;
    october oct oktober okt octobre octubre ottobre ott outubro out październik października paź
      pazdziernika říjen října octombrie ekim eki lokakuu lokakuuta október οκτωβρίου октября
      октябрь окт жовтня жовтень жов жовт кастрычніка октомври listopada октобар;
    november nov novembre noviembre novembro listopad lis listopadu noiembrie kasım kas marraskuu
      marraskuuta νοεμβρίου ноября ноябрь ноя нояб листопада листопад лис лист лістапада ноември
      studenoga новембар;
    december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro desember des
      grudzień grudnia gru prosinec prosince decembrie aralık ara joulukuu joulukuuta δεκεμβρίου
      декабря декабрь дек грудня грудень гру груд снежня декември prosinca децембар
"""
# November in Polish, October in Croatian; the bigger press wins
_POLISH_NOVEMBER = "listopada"


def folded(name: str) -> str:
    """`name` in lower case, without accents and without the dot of an abbreviation."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("ı", "i"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).rstrip(".")


def _table() -> dict[str, int]:
    table: dict[str, int] = {}
    for number, names in enumerate(_NAMES.split(";"), 1):
        for name in names.split():
            table.setdefault(folded(name), number)
    table[_POLISH_NOVEMBER] = 11
    return table


#: The number of each month by its folded name.
MONTHS = MappingProxyType(_table())


def number_of(name: str) -> int | None:
    """1 to 12 for a month's name, whatever its case and accents; None for any other word."""
    return MONTHS.get(name) or MONTHS.get(folded(name))
