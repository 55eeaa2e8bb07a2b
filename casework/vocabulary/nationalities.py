"""Nationalities by the key of the Staats- und Gebietssystematik (Destatis), which statistics count by."""

import difflib
import functools

from babel import Locale
from babel.core import get_global

from casework.errors import Refused
from casework.vocabulary.spelling import folded, plain

GERMAN, STATELESS, UNRESOLVED, NOT_STATED = "000", "997", "998", "999"

_PAIRS = """
    000:DE 121:AL 122:BA 123:AD 124:BE 125:BG 126:DK 127:EE 128:FI 129:FR 130:HR 131:SI 134:GR 135:IE
    136:IS 137:IT 139:LV 140:ME 141:LI 142:LT 143:LU 144:MK 145:MT 146:MD 147:MC 148:NL 149:NO 150:XK
    151:AT 152:PL 153:PT 154:RO 155:SK 156:SM 157:SE 158:CH 160:RU 161:ES 163:TR 164:CZ 165:HU 166:UA
    167:VA 168:GB 169:BY 170:RS 181:CY 221:DZ 223:AO 224:ER 225:ET 226:LS 227:BW 229:BJ 230:DJ 231:CI
    232:NG 233:ZW 236:GA 237:GM 238:GH 239:MR 242:CV 243:KE 244:KM 245:CG 246:CD 247:LR 248:LY 249:MG
    251:ML 252:MA 253:MU 254:MZ 255:NE 256:MW 257:ZM 258:BF 259:GW 261:GN 262:CM 263:ZA 265:RW 267:NA
    268:ST 269:SN 271:SC 272:SL 273:SO 274:GQ 277:SD 278:SS 281:SZ 282:TZ 283:TG 284:TD 285:TN 286:UG
    287:EG 289:CF 291:BI 320:AG 322:BB 323:AR 324:BS 326:BO 327:BR 328:GY 330:BZ 332:CL 333:DM 334:CR
    335:DO 336:EC 337:SV 340:GD 345:GT 346:HT 347:HN 348:CA 349:CO 351:CU 353:MX 354:NI 355:JM 357:PA
    359:PY 361:PE 364:SR 365:UY 366:LC 367:VE 368:US 369:VC 370:KN 371:TT 411:HK 412:MO 421:YE 422:AM
    423:AF 424:BH 425:AZ 426:BT 427:MM 429:BN 430:GE 431:LK 432:VN 434:KP 436:IN 437:ID 438:IQ 439:IR
    441:IL 442:JP 444:KZ 445:JO 446:KH 447:QA 448:KW 449:LA 450:KG 451:LB 454:MV 456:OM 457:MN 458:NP
    459:PS 460:BD 461:PK 462:PH 465:TW 467:KR 469:AE 470:TJ 471:TM 472:SA 474:SG 475:SY 476:TH 477:UZ
    479:CN 482:MY 483:TL 523:AU 524:SB 526:FJ 530:KI 531:NR 532:VU 536:NZ 537:PW 538:PG 540:TV 541:TO
    543:WS 544:MH 545:FM"""
_ISO_BY_KEY = dict(pair.split(":") for pair in _PAIRS.split())

_OWN_NAMES = {
    "459": "Palästinensische Gebiete",
    STATELESS: "staatenlos",
    UNRESOLVED: "ungeklärt",
    NOT_STATED: "ohne Angabe",
    "132": "Serbien und Montenegro (bis 2006)",
    "138": "Jugoslawien (bis 1992)",
    "159": "Sowjetunion (bis 1991)",
    "162": "Tschechoslowakei (bis 1992)",
    "195": "britisch abhängige Gebiete in Europa",
    "199": "sonstige europäische Staatsangehörigkeit",
    "276": "Sudan (bis 2011, mit Südsudan)",
    "299": "sonstige afrikanische Staatsangehörigkeit",
    "395": "britisch abhängige Gebiete in Amerika",
    "399": "sonstige amerikanische Staatsangehörigkeit",
    "495": "britisch abhängige Gebiete in Asien",
    "499": "sonstige asiatische Staatsangehörigkeit",
}

_VARIANTS = {
    "000": "deutsch|Bundesrepublik Deutschland",
    "122": "Bosnien|Bosnien-Herzegowina",
    "126": "Dänemark und Färöer|Dänemark u. Färöer",
    "132": "Serbien und Montenegro",
    "138": "Jugoslawien|Jugoslawien (SFRJ)",
    "144": "Mazedonien",
    "146": "Moldau|Moldawien|Republik Moldau|Moldau (Republik)",
    "150": "kosovarisch|XKX",
    "155": "Slowakische Republik",
    "160": "Russische Föderation|russisch",
    "163": "Türkiye|türkisch",
    "164": "Tschechische Republik",
    "166": "ukrainisch",
    "168": "UK|Großbritannien|Großbritannien mit Nordirland|England",
    "169": "Weißrussland",
    "170": "serbisch",
    "224": "eritreisch",
    "225": "äthiopisch",
    "231": "Elfenbeinküste|Elfenbeinküste (Cote d Ivoire)",
    "232": "nigerianisch",
    "237": "gambisch",
    "242": "Kap Verde",
    "245": "Kongo|Republik Kongo|Kongo (Republik)",
    "246": "Demokratische Republik Kongo|DR Kongo|Kongo (Demokratische Republik)|Kongo, Dem. Republik|Zaire",
    "262": "kamerunisch",
    "273": "somalisch",
    "277": "Sudan (ohne Südsudan)",
    "281": "Swasiland",
    "282": "Vereinigte Republik Tansania",
    "353": "Mexico",
    "355": "Jamaica",
    "368": "USA|Vereinigte Staaten von Amerika",
    "369": "St. Vincent und Grenadinen|St. Vincent / Grenadinen",
    "411": "Hongkong|China (Hongkong)",
    "412": "Macau",
    "423": "afghanisch",
    "427": "Birma|Burma",
    "429": "Brunei",
    "430": "georgisch",
    "434": "Demokratische Volksrepublik Korea|Korea (Demokrat. Volksrepubl.)",
    "438": "irakisch",
    "439": "iranisch|Islamische Republik Iran",
    "449": "Demokratische Volksrepublik Laos",
    "459": "Palästina|palästinensisch|Staatsangehörigkeit ohne Bezeichnung",
    "461": "pakistanisch",
    "465": "China (Taiwan)",
    "467": "Republik Korea|Korea (Republik)",
    "475": "Arabische Republik Syrien|syrisch",
    "483": "Osttimor",
    "997": "XXA|stateless",
    "998": "ungeklärte Staatsangehörigkeit|unbekannt|XXX",
    "999": "keine Angabe|k. A.",
}
"""Further names in use: short and formal ones, adjectives, ICAO codes."""


def nationality_name(key: str) -> str:
    """The German name of a key; an unknown key is shown as it stands rather than hidden."""
    return _names().get(key, key)


def nationality_choices() -> list[tuple[str, str]]:
    """What a form offers: (key, name) in German order."""
    return sorted(_names().items(), key=lambda choice: folded(choice[1]))


def read_nationality(text: str) -> str:
    """The key for a German name, an ISO code or a key; Refused names the nearest known name."""
    before, _comma, after = text.partition(",")  # „Syrien, Arabische Republik“
    key = _by_text().get(plain(text)) or _by_text().get(plain(after + before))
    if key is None:
        near = difflib.get_close_matches(plain(text), _plain_names(), n=1, cutoff=0.75)
        hint = f" Meinten Sie „{_names()[_plain_names()[near[0]]]}“?" if near else ""
        raise Refused(
            "„%(text)s“ ist keine bekannte Staatsangehörigkeit.%(hint)s Möglich sind der deutsche Name (Syrien), das "
            "ISO-Kürzel (SY, SYR) oder der Destatis-Schlüssel (475).",
            text=text,
            hint=hint,
        )
    return key


@functools.cache
def _names() -> dict[str, str]:
    territories = Locale("de").territories
    return {key: territories[iso] for key, iso in _ISO_BY_KEY.items()} | _OWN_NAMES


@functools.cache
def _plain_names() -> dict[str, str]:
    return {plain(name): key for key, name in _names().items()}


@functools.cache
def _by_text() -> dict[str, str]:
    key_of = {iso: key for key, iso in _ISO_BY_KEY.items()}
    found = {
        plain(alias): key_of[territories[0]]
        for alias, territories in get_global("territory_aliases").items()
        if len(alias) == len("SYR") and alias.isalpha() and territories[0] in key_of
    }
    found |= {plain(name): key_of[iso] for iso, name in Locale("de").territories.items() if iso in key_of}
    found |= {plain(iso): key for iso, key in key_of.items()}
    found |= {plain(variant): key for key, variants in _VARIANTS.items() for variant in variants.split("|")}
    return found | _plain_names() | {key: key for key in _names()}
