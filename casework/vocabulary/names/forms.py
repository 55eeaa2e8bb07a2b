"""The same name in another language's form, where letters alone do not lead from one to the other."""

from collections import defaultdict
from functools import cache, lru_cache

from casework.vocabulary.names.keys import keys_of
from casework.vocabulary.names.likeness import is_heard_within

_FORMS = """
oleksandr alexander aleksandr
oleksii aleksei alexei aleksey
olena elena yelena alena helena
mykola nikolai nikolay nikola
mykyta nikita
mykhailo mikhail michail michael mikael mikail
volodymyr vladimir wladimir
dmytro dmitri dmitrij dmitriy
kateryna ekaterina yekaterina jekaterina katharina
yelyzaveta elizaveta jelisaweta elisabeth elizabeth
yevhen yevgeny evgeni jewgeni eugen
yevheniia yevgenia evgenia jewgenija eugenia
hryhorii grigori grigorij gregor
pavlo pavel pawel paul bulus
petro petr pyotr peter butrus
danylo daniil danil daniel daniyal
fedir fyodor fedor theodor
stepan stefan stephan
semen semyon simon shimon
yakiv yakov jakow jakob jacob yaqub
yosyp iosif josef joseph yusuf yosef
pylyp filipp philipp
nadiia nadezhda nadeschda
svitlana svetlana swetlana
oksana ksenia ksenija
matvii matvei matthias matthew
tymofii timofei timotheus
havrylo gavriil gabriel jibril
ivan ioann johannes john yuhanna yohannes yahya
hanna anna
heorhii georgi georg george jirjis giorgis giwargis
musa moses
isa jesus
ibrahim abraham avraham
daud david dawit dawud
sulaiman salomon solomon
ishaq isaak isaac
ismail ismael
ilyas elias ilya illia
yunus jonas jonah
harun aaron
hawa eva
maryam maria miriam marija
zakariya zacharias zechariah
thomas tuma tomas
markus marqus marcus
lukas luqa luka
muhammad mehmet mehmed maxamed
ahmad ahmet
khadija hatice
fatima fatma
aisha ayse
salahuddin saladin saladino selahattin
"""

_SOUNDS_LIKE = 0.25


@cache
def _by_key() -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, line in enumerate(_FORMS.strip().splitlines()):
        for form in line.split():
            for key in keys_of(form):
                found[key].append((form, number))
    return found


@lru_cache(maxsize=4096)
def names_behind(word: str) -> frozenset[int]:
    """The numbers of the names of which a spelled word is a form, in whatever spelling; mostly none."""
    known = _by_key()
    return frozenset(
        number
        for key in keys_of(word)
        for form, number in known.get(key, ())
        if is_heard_within(word, form, _SOUNDS_LIKE)
    )
