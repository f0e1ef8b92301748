"""Common words of further languages, by which a stretch of them amid French is noticed.

Only where several stand in a text is the language's table of frequencies read. The words are among the 260 commonest
of their language in wordfreq, and far rarer in French and in the languages that stray into French news most.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

_WORDS = {
    "nl": (
        "van het een voor niet zijn maar om aan hij ook ze door naar uit bij dan wat heeft nog deze hebben meer zo "
        "geen mijn tot wordt worden haar kunnen veel jaar moet hoe mensen ons waar werd gaan gaat wil zich zou dus "
        "tegen maken alleen onder hun twee nieuwe weer zien zal moeten eerste komt wij echt daar heel met dat dit als "
        "zei sinds over drie vier vijf weken dagen maanden toen omdat onze jullie"
    ),
    "da": (
        "og er af det til på jeg har ikke med kan som var vi om han fra skal ved vil også være hvor hvis sig efter "
        "eller hvad ud godt meget noget dig kunne lige når blev bliver havde mere hun år få lidt selv din vores får "
        "kun deres helt kommer denne hans gør nok andre mod været blive igen fik sammen siger uden endnu"
    ),
    "nb": (
        "og er det på som til av ikke med har jeg om vi fra var kan han seg dette noe skal noen ble vil også ut nå "
        "hva etter eller meg være blir hadde når må deg få opp andre gjør litt ved vært bli får enn år gjøre hun mye "
        "hvor kommer selv hvis før fikk helt går hvordan uten ingen dere kunne sier"
    ),
    "sv": (
        "är det att och jag på inte som för med har av om till ett kan vi men var ska när från här mig bara eller då "
        "hur kommer vill sig vara där får bra finns skulle ut dig hade lite mycket upp gör få blir än år efter över "
        "detta också allt hon måste går även någon vet andra något tror bli kanske vid ingen två varför säger utan"
    ),
    "fi": (
        "ja ei että oli mutta ole kun niin myös hän jos ovat voi nyt sen kuin tai joka olla sitä mitä vain jo kanssa "
        "tämä sitten kaikki olisi ollut vielä kyllä siitä sekä jälkeen miten mukaan paljon saa olen pitää ihan mitään "
        "tulee hyvin tässä hänen vaan koska aina eivät koko kuitenkin vaikka jotka jossa näin vuonna eikä ehkä onko"
    ),
    "pl": (
        "nie się jest że jak ale tak od po dla tym przez tego są tylko już mnie może bo ten oraz bardzo będzie być "
        "jego sobie mam jeśli roku też jeszcze był które jako jestem było jej kiedy który nawet teraz pod coś lat tam "
        "więc gdy gdzie tej bez żeby jednak lub wiem nic wszystko można przy ludzie przed więcej chyba była tych "
        "również także niż"
    ),
    "cs": (
        "že jsem ale tak ve za jako jak už od jsou když mě jen nebo byl bude má jsme které jeho který až není bylo "
        "aby než ze ještě byla být také ani pak při tam toho kde mám která před bych protože první podle pokud něco "
        "tím další teď nic mezi nás vám vás bez jste kdo více jejich může kdy"
    ),
    "hu": (
        "az és nem hogy egy meg csak van volt ez vagy már még én kell jó ki azt akkor mint ezt minden mert magyar "
        "nagyon így olyan itt lesz lehet vagyok majd nagy úgy nincs aki két fel után új amikor első több pedig mindig "
        "nekem amit szerint egyik ilyen sok jól miért volna azért között lett ott alatt miatt lenne által"
    ),
    "ro": (
        "în și să din pe cu nu este că care pentru fost sunt fi dar sau dacă după prin cum când ale despre iar mult "
        "cel trebuie ani cele doar foarte ei dintre timp până într toate așa acest acum nici către două atunci unui "
        "avea cât unde cea unei fără fiind între această multe"
    ),
    "ca": (
        "els amb és més dels aquest però aquesta molt seva també ens són això quan què pel perquè després fet altres "
        "només persones té encara havia així veure mateix món vaig pels ciutat millor aquests nou seves abans diu "
        "nostre segons haver estan aquestes avui donar totes tenim anar tenen poden fins"
    ),
    "tr": (
        "ve bir bu için çok ile daha gibi olarak kadar olan var ama sonra ki iyi yok değil büyük yeni güzel sadece "
        "zaman ilk iki hiç ise oldu bile nasıl şey benim böyle tek gün tüm önce artık göre mı aynı tarafından veya "
        "olduğunu diye kendi olduğu olur birlikte devam diğer"
    ),
    "sh": (
        "od za iz kao što godine koji kako ali nije još po sve bio ili sam će koja samo biti više koje kada ako tako "
        "bilo sad smo može ima jer zbog prema godina bila kod nakon treba bez mogu ih oko dok ljudi oni rekao ovo "
        "dana toga gde ovaj pod sada nego između kad svi bili prvi svoje gdje nema"
    ),
}


def _languages() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for language, words in _WORDS.items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found


_LANGUAGES = _languages()
_ALL = frozenset(_LANGUAGES)

#: So many different words of a language have to stand in a text.
_LEAST = 3


def speaks_for(word: str, language: str) -> bool:
    """Whether a lower-case word is one of the common ones of a further language."""
    return language in _LANGUAGES.get(word, ())


def further_votes(words: Collection[str]) -> Mapping[str, int]:
    """How many of these lower-case words are common ones of each further language of which enough are there."""
    known = _ALL.intersection(words)
    if len(known) < _LEAST:
        return {}
    votes = Counter(language for word in sorted(known) for language in _LANGUAGES[word])
    return {language: count for language, count in votes.items() if count >= _LEAST}
