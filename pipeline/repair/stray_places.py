"""Cities and countries under their names in other languages: "à London", "en Alemania"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pipeline.repair.bracket_french import starts_with_vowel
from pipeline.repair.rule import Change, Context, Line, rule

_SPACE = "[ \u00a0]"
#: French name, then the foreign ones. After a country "f", "m" or "p" tells gender and number.
_CITIES = """
Londres London Londra Londen|Milan Milano Mailand Milán|Rome Roma Rom|Turin Torino|Naples Napoli Nápoles Neapel|Venise Venezia Venice
Venedig Venecia Veneza|Florence Firenze Florenz Florença|Gênes Genova Génova Genua|Bologne Bologna Bolonia|Padoue Padova
Padua|Vérone Verona|Sienne Siena|Pise Pisa|Palerme Palermo|Syracuse Siracusa|Munich München Múnich Munique|Cologne Köln
Colônia|Nuremberg Nürnberg Núremberg Norimberga|Hambourg Hamburg Hamburgo Amburgo|Francfort Frankfurt Fráncfort Francoforte|Dresde
Dresden Dresda|Brême Bremen|Hanovre Hannover|Mayence Mainz|Berlin Berlín Berlino Berlim|Vienne Wien Vienna Viena|Salzbourg
Salzburg Salisburgo Salzburgo|Zurich Zürich Zúrich Zurigo Zurique|Genève Geneva Ginebra Ginevra Genf Genebra|Berne Bern
Berna|Bâle Basel Basilea|Bruxelles Brussels Bruselas Brüssel Bruxelas|Anvers Antwerp Antwerpen Amberes Anversa|Gand Ghent
Gent Gante|Bruges Brugge Brujas|La Haye The_Hague La_Haya Haag L'Aia Haia|Copenhague Copenhagen Kopenhagen Copenaghen
København|Stockholm Estocolmo Stoccolma|Göteborg Gothenburg Gotemburgo|Varsovie Warsaw Varsovia Varsavia Warschau
Warszawa Varsóvia|Cracovie Krakow Kraków Cracovia Krakau|Prague Praga Prag Praha|Budapest Budapeste|Bucarest Bucharest
Bukarest|Belgrade Belgrado Belgrad Beograd|Athènes Athens Atenas Atene Athen|Thessalonique Thessaloniki
Salónica|Lisbonne Lisboa Lisbon Lisbona Lissabon|Séville Sevilla Seville Siviglia Sevilha|Saragosse Zaragoza
|Barcelone Barcelona Barcellona|Madrid Madri|Moscou Moscow Moscú Mosca Moskau Moscovo|Kiev
Kyiv_ Kiew|Pékin Beijing Pekín Pechino Peking Pequim|Séoul Seoul Seúl Seul|Tokyo Tokio Tóquio|Le Caire Cairo
El_Cairo Kairo|Alexandrie Alexandria_ Alejandría|Alger Algiers Argel Algeri Algier|Tunis Túnez_ Tunisi Túnis|Beyrouth
Beirut|Damas Damascus Damasco Damaskus|Bagdad Baghdad|Téhéran Tehran Teherán Teheran|Jérusalem Jerusalem Jerusalén
Gerusalemme|Nouvelle-Orléans New_Orleans_|New York Nueva_York Nova_York Nova_Iorque|Philadelphie Philadelphia
Filadelfia|Mexico Ciudad_de_México Mexico_City|La Havane Havana La_Habana|Édimbourg Edinburgh Edimburgo"""
_COUNTRIES = """
Allemagne:f Alemania Deutschland Germany Germania Alemanha|Espagne:f España Spain Spanien Spagna Espanha|Italie:f Italia
Italy Italien Itália|France:f Francia Frankreich França|Angleterre:f England Inglaterra Inghilterra|Royaume-Uni:m Reino_Unido
Regno_Unito United_Kingdom|Suisse:f Switzerland Suiza Svizzera Schweiz Suíça|Suède:f Sweden Suecia Svezia Schweden
Suécia|Norvège:f Norway Noruega Norvegia Norwegen|Danemark:m Denmark Dinamarca Danimarca Dänemark|Finlande:f Finland Finlandia
Finnland|Pologne:f Poland Polonia Polen Polônia|Russie:f Russia Rusia Russland Rússia|Turquie:f Turkey Turquía Turchia Türkei
Turquia|Grèce:f Greece Grecia Griechenland Grécia|Hongrie:f Hungary Hungría Ungheria Ungarn Hungria|Irlande:f Ireland Irlanda
Irland|Écosse:f Scotland Escocia Scozia Schottland Escócia|Belgique:f Belgium Bélgica Belgio Belgien|Autriche:f Austria
Österreich Áustria|Égypte:f Egypt Egipto Egitto Ägypten Egito|Chine:f China Cina|Japon:m Japan Japón Giappone Japão|Corée du
Sud:f South_Korea Corea_del_Sur Corea_del_Sud Südkorea Coreia_do_Sul|Corée du Nord:f North_Korea Corea_del_Norte
Corea_del_Nord Nordkorea Coreia_do_Norte|Inde:f Indien Índia|Afrique du Sud:f South_Africa Sudáfrica Sudafrica Südafrika
África_do_Sul|Maroc:m Morocco Marruecos Marocco Marokko Marrocos|Algérie:f Algeria Argelia Algerien Argélia|Tunisie:f
Tunisia Tunesien|Brésil:m Brasil Brazil Brasile Brasilien|Mexique:m México Messico Mexiko|Argentine:f Argentina_
Argentinien|Pérou:m Perú Peru|Chili:m Chile Cile|Colombie:f Colombia Kolumbien Colômbia|Portugal:m Portogallo|Pays-Bas:p
Países_Bajos Paesi_Bassi Niederlande Netherlands Países_Baixos|États-Unis:p Estados_Unidos Stati_Uniti United_States
Vereinigte_Staaten|Thaïlande:f Thailand Tailandia Tailândia|Syrie:f Syria Siria Syrien|Liban:m Lebanon Líbano
Libano|Irak:m Iraq_|Ukraine:f Ucrania Ucraina Ucrânia|Roumanie:f Romania Rumania Rumänien|Croatie:f Croatia Croacia Croazia
Kroatien|Nouvelle-Zélande:f New_Zealand Nueva_Zelanda Neuseeland"""
#: Before these a city’s name stands for the city, behind "de".
_OF_CITIES = (
    r"(?:ville|villes|maire|mairie|aéroport|banlieue|gare|port|région|province|habitants?|université|tribunal|procureur|bourse"
    r"|centre|nord|sud|est|ouest|rues?|quartiers?|stade|métro|musée|hôpital|évêque|archevêque|capitale|périphérie|environs)"
)
_PREPOSITION = re.compile(
    rf"(?<![\w’'-])(?P<word>à|en|au|aux|vers|depuis|entre|via|de|du|des|d[’'])(?P<space>{_SPACE}?)$"
)
_NOUN = re.compile(rf"(?<![\w-]){_OF_CITIES}{_SPACE}(?:de{_SPACE}|d[’'])$", re.IGNORECASE)
#: Something longer begins: a club, a province, another town of that name.
_GOES_ON = re.compile(
    rf"[-’']\w|{_SPACE}(?:[A-ZÀ-Þ0-9]|d[eio]l?{_SPACE}|della?{_SPACE}|am{_SPACE})"
    rf"|,?{_SPACE}?\(?(?:en{_SPACE}|dans{_SPACE}l[’'e]{_SPACE}?)?(?:Ontario|Kentucky|Ohio|Idaho|Virginie|Texas|Tennessee|Illinois|Géorgie|Maine|New York|Pennsylvanie|Michigan)"
)


@lru_cache(maxsize=1)
def _table() -> Mapping[str, tuple[str, str]]:
    """Foreign name → French name, and its gender and number ("" for a city)."""
    found = {}
    for part in (*_CITIES.replace("\n", " ").split("|"), *_COUNTRIES.replace("\n", " ").split("|")):
        words = part.split()
        # A French name of several words ends before the first foreign one.
        size = next((n for n in (3, 2, 1) if " ".join(words[:n]).partition(":")[0] in _LONG), 1)
        french, _, kind = " ".join(words[:size]).partition(":")
        for name in words[size:]:
            if not name.endswith("_"):
                found[name.replace("_", " ")] = (french, kind)
    return found


_LONG = frozenset(("La Haye", "Le Caire", "New York", "La Havane", "Corée du Sud", "Corée du Nord", "Afrique du Sud"))
_NAMES = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(map(re.escape, _table()), key=len, reverse=True))})(?!\w)")


@rule(
    "stray.place",
    category="stray",
    confidence=0.9,
    why="The place has a French name.",
    example=("Il vit à London et travaille en Alemania.", "Il vit à Londres et travaille en Allemagne."),
    words=(name.split()[0] for name in _table()),
)
def place(line: Line, context: Context) -> Iterator[Change]:
    """Give a city or country its French name, with the preposition that this takes: "de Brasil", "du Brésil".

    Evidence: a French preposition before it; a city behind "de" needs a noun such as "ville" or "maire" too, since
    clubs, films and people bear such names. Spared: longer names ("à Milano Marittima", "London, Ontario").
    """
    text = line.text
    for match in _NAMES.finditer(text):
        before = _PREPOSITION.search(text, max(0, match.start() - 8), match.start())
        if not before or _GOES_ON.match(text, match.end()):
            continue
        word = before["word"].replace("'", "’")
        if word != "d’" and not before["space"]:
            continue
        french, kind = _table()[match.group()]
        if not kind and word in ("de", "d’", "du", "des", "au", "aux") and not _NOUN.search(text, 0, match.start()):
            continue
        lead = _lead(word, french, kind)
        if lead is not None:
            name = french.removeprefix("Le ") if lead in ("au ", "du ") else french
            yield Change(before.start("word"), match.end(), lead + name)


def _lead(word: str, french: str, kind: str) -> str | None:
    """The preposition before the French name; None where the two do not go together."""
    article = french.startswith("Le ")
    if word in ("vers", "depuis", "entre", "via"):
        return f"{word} " if not kind else None
    if word in ("à", "en", "au", "aux"):
        if not kind:
            return None if word in ("au", "aux", "en") else "au " if article else "à "
        return {"f": "en ", "m": "au ", "p": "aux "}[kind] if not (kind == "m" and starts_with_vowel(french)) else "en "
    if kind == "p":
        return "des "
    if kind == "m":
        return "d’" if starts_with_vowel(french) else "du "
    if article:
        return "du "
    return "d’" if starts_with_vowel(french) else "de "
