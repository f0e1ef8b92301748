"""Cities and countries: their French names and what other languages call them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

_SPACE = "[ \u00a0]"
#: French name, then the foreign ones; "_" stands for a space, at the end it leaves a name out. After a country "f", "m" or "p" tells gender and number.
_CITIES = """
Londres London Londra Londen|Milan Milano Mailand Milán|Rome Roma Rom|Turin Torino|Naples Napoli Nápoles Neapel|Venise Venezia Venice
Venedig Venecia Veneza|Florence Firenze Florenz Florença|Gênes Genova Génova Genua|Bologne Bologna Bolonia|Padoue Padova
Padua|Vérone Verona|Sienne Siena|Pise Pisa|Palerme Palermo|Syracuse Siracusa|Munich München Múnich Munique|Cologne Köln
Colônia|Nuremberg Nürnberg Núremberg Norimberga|Hambourg Hamburg Hamburgo Amburgo|Francfort Frankfurt Fráncfort Francoforte|Dresde
Dresden Dresda|Brême Bremen|Hanovre Hannover|Mayence Mainz|Berlin Berlín Berlino Berlim|Vienne Wien Vienna Viena|Salzbourg
Salzburg Salisburgo Salzburgo|Zurich Zürich Zúrich Zurigo Zurique|Genève Geneva Ginebra Ginevra Genf Genebra|Berne Bern
Berna|Bâle Basel Basilea|Bruxelles Brussels Bruselas Brüssel Bruxelas|Anvers Antwerp Antwerpen Amberes Anversa|Gand Ghent
Gent Gante|Bruges Brugge Brujas|La_Haye The_Hague La_Haya Haag L'Aia Haia|Copenhague Copenhagen Kopenhagen Copenaghen
København|Stockholm Estocolmo Stoccolma|Göteborg Gothenburg Gotemburgo|Varsovie Warsaw Varsovia Varsavia Warschau
Warszawa Varsóvia|Cracovie Krakow Kraków Cracovia Krakau|Prague Praga Prag Praha|Budapest Budapeste|Bucarest Bucharest
Bukarest|Belgrade Belgrado Belgrad Beograd|Athènes Athens Atenas Atene Athen|Thessalonique Thessaloniki
Salónica|Lisbonne Lisboa Lisbon Lisbona Lissabon|Séville Sevilla Seville Siviglia Sevilha|Saragosse Zaragoza
|Barcelone Barcelona Barcellona|Madrid Madri|Moscou Moscow Moscú Mosca Moskau Moscovo|Kiev
Kyiv_ Kiew|Pékin Beijing Pekín Pechino Peking Pequim|Séoul Seoul Seúl Seul|Tokyo Tokio Tóquio|Le_Caire Cairo
El_Cairo Kairo|Alexandrie Alexandria_ Alejandría|Alger Algiers Argel Algeri Algier|Tunis Túnez_ Tunisi Túnis|Beyrouth
Beirut|Damas Damascus Damasco Damaskus|Bagdad Baghdad|Téhéran Tehran Teherán Teheran|Jérusalem Jerusalem Jerusalén
Gerusalemme|Nouvelle-Orléans New_Orleans_|New_York Nueva_York Nova_York Nova_Iorque|Philadelphie Philadelphia
Filadelfia|Mexico Ciudad_de_México Mexico_City|La_Havane Havana La_Habana|Édimbourg Edinburgh Edimburgo"""
_COUNTRIES = """
Allemagne:f Alemania Deutschland Germany Germania Alemanha|Espagne:f España Spain Spanien Spagna Espanha|Italie:f Italia
Italy Itália|France:f Francia Frankreich França|Angleterre:f England Inglaterra Inghilterra|Royaume-Uni:m Reino_Unido
Regno_Unito United_Kingdom|Suisse:f Switzerland Suiza Svizzera Schweiz Suíça|Suède:f Sweden Suecia Svezia Schweden
Suécia|Norvège:f Norway Noruega Norvegia Norwegen|Danemark:m Denmark Dinamarca Danimarca Dänemark|Finlande:f Finland Finlandia
Finnland|Pologne:f Poland Polonia Polen Polônia|Russie:f Russia Rusia Russland Rússia|Turquie:f Turkey Turquía Turchia Türkei
Turquia|Grèce:f Greece Grecia Griechenland Grécia|Hongrie:f Hungary Hungría Ungheria Ungarn Hungria|Irlande:f Ireland Irlanda
Irland|Écosse:f Scotland Escocia Scozia Schottland Escócia|Belgique:f Belgium Bélgica Belgio Belgien|Autriche:f Austria
Österreich Áustria|Égypte:f Egypt Egipto Egitto Ägypten Egito|Chine:f China Cina|Japon:m Japan Japón Giappone Japão|Corée_du_Sud:f South_Korea Corea_del_Sur Corea_del_Sud Südkorea Coreia_do_Sul|Corée_du_Nord:f North_Korea Corea_del_Norte
Corea_del_Nord Nordkorea Coreia_do_Norte|Inde:f Índia|Afrique_du_Sud:f South_Africa Sudáfrica Sudafrica Südafrika
África_do_Sul|Maroc:m Morocco Marruecos Marocco Marokko Marrocos|Algérie:f Algeria Argelia Algerien Argélia|Tunisie:f
Tunisia Tunesien|Brésil:m Brasil Brazil Brasile Brasilien|Mexique:m México Messico Mexiko|Argentine:f Argentina_
Argentinien|Pérou:m Perú Peru|Chili:m Chile Cile|Colombie:f Colombia Kolumbien Colômbia|Portugal:m Portogallo|Pays-Bas:p
Países_Bajos Paesi_Bassi Niederlande Netherlands Países_Baixos|États-Unis:p Estados_Unidos Stati_Uniti United_States
Vereinigte_Staaten|Thaïlande:f Thailand Tailandia Tailândia|Syrie:f Syria Siria|Liban:m Lebanon Líbano
Libano|Irak:m Iraq_|Ukraine:f Ucrania Ucraina Ucrânia|Roumanie:f Romania Rumania Rumänien|Croatie:f Croatia Croacia Croazia
Kroatien|Nouvelle-Zélande:f New_Zealand Nueva_Zelanda Neuseeland"""


@lru_cache(maxsize=1)
def foreign_places() -> Mapping[str, tuple[str, str]]:
    """Foreign name → French name, and its gender and number ("" for a city)."""
    found = {}
    for part in (*_CITIES.replace("\n", " ").split("|"), *_COUNTRIES.replace("\n", " ").split("|")):
        head, *names = part.split()
        french, _, kind = head.replace("_", " ").partition(":")
        found.update((name.replace("_", " "), (french, kind)) for name in names if not name.endswith("_"))
    return found


#: Names that English has too: what stands before them tells nothing.
_SAME = frozenset("Milan Turin Berlin Madrid Budapest Stockholm New Tunis Zurich Bruges Portugal France Canada Munich".split())


def _french() -> str:
    names = sorted({french for french, _ in foreign_places().values()} - _SAME, key=len, reverse=True)
    return "|".join(re.escape(name) for name in names if name.split()[0] not in _SAME)


#: An English, Italian or German "of" before a place under its French name.
OF_FRENCH_PLACE = re.compile(rf"{_SPACE}(?P<of>of|from|di|von|do)(?P<space>{_SPACE})(?P<place>{_french()})(?![\w’'-])")
