"""News agencies: whom a text credits, and the dateline it opens with.

A credit stands in a dateline, in a byline, on a line of its own or at a text's very end. A mention
within a sentence ("the Yonhap news agency reported") and the credit of a photo are none.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache


_SPELLINGS = {
    "Yonhap": ("Yonhap News Agency", "Yonhap News TV", "Yonhap News", "Yonhap", "연합뉴스TV", "연합뉴스", "聯合ニュース", "韩联社", "韓聯社", "聯合通信", "Ёнхап", "Рёнхап", "يونهاب"),
    "AP": ("The Associated Press", "Associated Press", "AP News", "AP", "AP통신", "AP通信", "美联社", "美聯社", "أسوشيتد برس", "أ ب", "Ассошиэйтед Пресс"),
    "Reuters": ("Thomson Reuters", "Reuters News Agency", "Reuters", "로이터", "ロイター", "Рейтер", "로이터통신", "로이터 통신", "路透社", "路透", "رويترز", "רויטרס", "Рейтерс", "REUTERS"),
    "AFP": ("Agence France-Presse", "Agence France Presse", "AFP News", "AFP", "AFP통신", "AFP時事", "AFP通信", "法新社", "أ ف ب", "فرانس برس", "АФП"),
    "TASS": ("ITAR-TASS", "TASS News Agency", "TASS", "ТАСС", "ИТАР-ТАСС", "타스통신", "타스 통신", "塔斯社", "タス通信", "تاس"),
    "RIA Novosti": ("RIA Novosti", "Ria Novosti", "РИА Новости", "俄新社", "РИА «Новости»"),
    "Interfax": ("Interfax-Ukraine", "Interfax", "Интерфакс", "Интерфакс-Украина", "Інтерфакс-Україна", "INTERFAX.RU"),
    "Sputnik": ("Sputnik",),
    "Xinhua": ("Xinhua News Agency", "Xinhua", "新华社", "新華社", "新华网", "신화통신", "신화 통신", "新華網", "新華通信", "شينخوا", "Синьхуа", "Сіньхуа"),
    "China News Service": ("China News Service", "中新社", "中新网", "中國新聞社", "中国新闻社"),
    "CNA": ("Central News Agency", "中央社"),
    "Kyodo": ("Kyodo News", "Kyodo", "共同通信", "共同", "교도통신", "共同社", "كيودو", "Киодо", "KYODO"),
    "Jiji": ("Jiji Press", "Jiji", "時事通信", "時事", "지지통신", "时事社"),
    "dpa": ("Deutsche Presse-Agentur", "dpa-AFX", "dpa", "DPA", "dpa통신", "德新社", "د ب أ"),
    "APA": ("Austria Presse Agentur", "APA"),
    "Keystone-SDA": ("Keystone-SDA", "SDA", "sda"),
    "EFE": ("Agencia EFE", "EFE", "Efe", "埃菲社", "إفي"),
    "ANSA": ("ANSA", "Ansa", "安莎社"),
    "Adnkronos": ("Adnkronos", "ADNKRONOS"),
    "Lusa": ("Agência Lusa", "Lusa", "LUSA"),
    "ANP": ("ANP",),
    "Belga": ("Belga", "BELGA"),
    "Ritzau": ("Ritzau",),
    "NTB": ("NTB",),
    "TT": ("TT Nyhetsbyrån", "TT"),
    "STT": ("STT",),
    "PAP": ("Polska Agencja Prasowa", "PAP"),
    "ČTK": ("ČTK", "CTK"),
    "MTI": ("MTI",),
    "Ukrinform": ("Ukrinform", "Укринформ", "Укрінформ", "УКРІНФОРМ", "УКРИНФОРМ"),
    "Anadolu": ("Anadolu Agency", "Anadolu Ajansı", "Anadolu", "AA", "ANADOLU", "الأناضول", "阿纳多卢通讯社"),
    "DHA": ("DHA",),
    "IRNA": ("IRNA", "إرنا", "ایرنا"),
    "SPA": ("Saudi Press Agency", "SPA", "واس"),
    "WAM": ("WAM", "وام"),
    "SANA": ("SANA", "سانا"),
    "MENA": ("MENA", "أ ش أ"),
    "PTI": ("Press Trust of India", "PTI"),
    "ANI": ("ANI",),
    "IANS": ("IANS",),
    "UNI": ("UNI",),
    "APP": ("APP",),
    "Bernama": ("Bernama", "BERNAMA"),
    "Antara": ("ANTARA", "Antara"),
    "VNA": ("Vietnam News Agency", "VNA", "TTXVN"),
    "PNA": ("PNA",),
    "Newsis": ("Newsis", "NEWSIS", "뉴시스"),
    "News1": ("News1", "NEWS1", "뉴스1"),
    "KCNA": ("Korean Central News Agency", "KCNA", "조선중앙통신", "朝鮮中央通信"),
    "PA": ("PA Media", "Press Association", "PA"),
    "UPI": ("United Press International", "UPI"),
    "AAP": ("Australian Associated Press", "AAP"),
    "Canadian Press": ("The Canadian Press", "Canadian Press", "CP"),
    "Bloomberg": ("Bloomberg News", "Bloomberg"),
    "UNIAN": ("UNIAN", "УНІАН", "УНИАН"),
    "IHA": ("İHA", "İhlas Haber Ajansı"),
    "ANKA": ("ANKA",),
    "Tanjug": ("Tanjug", "Танјуг"),
    "BTA": ("BTA", "БТА"),
    "BNS": ("BNS",),
    "Petra": ("Petra", "بترا"),
    "QNA": ("QNA", "قنا"),
    "KUNA": ("KUNA", "كونا"),
    "Agência Brasil": ("Agência Brasil",),
    "Europa Press": ("Europa Press", "EUROPA PRESS", "EUROPAPRESS"),
    "Notimex": ("Notimex", "NTX"),
    "Télam": ("Télam", "TELAM"),
    "Dow Jones": ("Dow Jones Newswires", "Dow Jones"),
    "Agerpres": ("Agerpres", "AGERPRES"),
}  # fmt: skip
_BY_SPELLING = {spelling: name for name, forms in _SPELLINGS.items() for spelling in forms}
_NAME = (
    f"(?P<agency>{'|'.join(re.escape(s) for s in sorted(_BY_SPELLING, key=len, reverse=True))})"
)
_AGENCY = _NAME + r"(?!\w)"

_PLACE = r"(?P<place>[^\W\d_][\w.'’ ,/&()-]{1,60}?)"
_MARK = r"\s*(?:--+|—|–|―|-(?=\s)|:)"
_WHEN = r"[^()/—–]{0,40}?"
_OPENINGS = tuple(
    re.compile(shape)
    for shape in (
        # (ANSA) - ROMA, 05 SET -
        rf"^(?P<dateline>\({_AGENCY}\)\s?[-–—]\s?{_PLACE}(?:,{_WHEN})?)\s?[-–—](?=\s)",
        # SEOUL, Sept. 5 (Yonhap) -- | Berlin (dpa) - | Madrid, 5 sep (EFE).- | (AFP) -
        (
            rf"^(?P<dateline>(?:{_PLACE}(?:,{_WHEN})?\s?)?[(（\[]\s?{_AGENCY}(?:[ /][\w./ -]{{0,24}})?[)）\]])"
            rf"(?:\.?{_MARK}|\s?-|\.(?=\s)|\s*(?==)|(?=\s*$))"
        ),
        # New Delhi, Sep 5 (PTI) The ...: without a dash only where a day is named
        rf"^(?P<dateline>{_PLACE},[^()/]{{0,20}}\d[^()/]{{0,8}}\s\({_AGENCY}\))(?=\s)",
        # MOSCOW, September 5. /TASS/. | МОСКВА, 5 сентября. /ТАСС/.
        rf"^(?P<dateline>{_PLACE}(?:,{_WHEN})?\s?/{_AGENCY}/)\.?(?:{_MARK})?",
        # МОСКВА, 5 сен — РИА Новости.
        rf"^(?P<dateline>{_PLACE},{_WHEN}\s?[—–-]\s?{_AGENCY})\.",
        # [서울=뉴시스] | (서울=연합뉴스) | (서울·도쿄=연합뉴스)
        rf"^(?P<dateline>[\[(【（]\s?(?P<place>[^\]()=＝\[]{{1,30}})[=＝]\s?{_AGENCY}(?:[/·]\s?\w{{1,16}})?\s?[\])】）])",
        # ［ソウル　５日　ロイター］
        rf"^(?P<dateline>[\[［](?P<place>[^\]］\d０-９]{{1,16}}?)\s+[\d０-９]{{1,2}}日\s+{_AGENCY}[\]］])(?:\s?[-–—])?",
        # القاهرة - رويترز: | КИЕВ. 5 сентября. УНИАН. | МОСКВА. 5 сентября. INTERFAX.RU -
        rf"^(?P<dateline>{_PLACE}\s?[-–—]\s?{_AGENCY})\s?[:：–—-](?=\s)",
        rf"^(?P<dateline>[А-ЯЁІЇЄҐ][А-ЯЁІЇЄҐ -]{{2,30}}\.\s\d{{1,2}}\s\w{{3,9}}\.\s{_AGENCY})(?:\.(?=\s)|\s?[-–—])",
        # 【ソウル共同】 | 【ソウル時事】
        rf"^(?P<dateline>【(?P<place>[^】]{{1,12}}?){_AGENCY}】)",
        # 新华社北京9月5日电
        rf"^(?P<dateline>{_NAME}(?P<place>\w{{1,12}}?)\d{{1,2}}月\d{{1,2}}日[电電])",
        # （中央社記者王明台北5日電）
        rf"^(?P<dateline>[（(]{_NAME}(?:[记記]者[\w、]{{2,4}})?(?P<place>[^\d）)]{{1,12}}?)(?:\d{{1,2}}月)?\d{{1,2}}日(?:[综綜]合)?[^）)]{{0,6}}[电電][）)])",
    )
)
_ANY = re.compile(_NAME)
_CAPITALS = r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я.'’-]++"
_PLAIN_OPENING = re.compile(
    # WASHINGTON, Sept. 5 -- | LONDON — | MEXICO CITY, Sept 5, 2023 - | OSLO, May 3 (Meridian) -- : capitals, and no agency of the list
    rf"^(?P<dateline>(?P<place>{_CAPITALS}(?: {_CAPITALS}){{0,3}}(?:, [A-Z][\w.]+){{0,2}}?)"
    r"(?:, ?(?P<when>[^\W_][\w. ,]{2,24}?))?(?: \((?P<credit>[A-Z][\w .'’-]{1,30})\))?)\s?(?:--+|—|–|-(?=\s))\s"
)
_RIGHTS = re.compile(
    rf"(?:©|ⓒ|\([cC]\)|\bCopyright\b|저작권자)[\s:(cC)©ⓒ]*(?:\d{{4}}(?:[-–]\d{{4}})?,?\s)?(?:by )?(?P<the>[Tt]he )?{_AGENCY}"
    r"|^(?P<kcna>KCNA) Watch\b"
)
_SOURCE = (
    r"(?:Source|Quelle|Fuente|Fonte|Источник|Джерело|Źródło|Zdroj|Bron|Kilde|Källa|Kaynak|Sumber|Nguồn|المصدر|출처|来源|來源|出典|提供)\s?[:：=]"
    r"(?:\s?[\w.]{2,20}\.[a-z]{2,4}\s?[,/])?"
)
_ALONE = re.compile(
    rf"^(?:[-–—=*/(\[（【]|{_SOURCE}|\s|By|BY|Von|Par|Por|From|With|[Aa]vec|[Mm]it(?: Material(?:ien)? (?:von|der))?|[Cc]on(?: información de)?)*"
    rf"{_AGENCY}[\s)\]）】/.*]*$"
)
_AT_END = re.compile(
    rf"""[.!?"'”’»“«。다]\s*(?:[-–—]{{1,2}}\s?|[(\[/（]|\s(?=[A-Z]{{3}}))\s?{_AGENCY}(?:[/-][a-z]{{2,4}}|(?: [A-Z]{{2,3}}){{1,2}})*\s?[)\]/.）]*$"""
)
_IN_BYLINE = re.compile(rf"(?:^|[,|/(·•–—-]|\bfor\b|\bof\b|\bfrom\b|\band\b)\s*(?:the )?{_AGENCY}\W*$|^(?:by\s+)?(?:the )?{_AGENCY.replace('agency', 'first')}\s*[,|/]", re.IGNORECASE)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The words that a report opens with: where, when, whose."""

    printed: str
    place: str | None
    agency: str | None
    end: int
    """Where the report itself begins."""


def dateline(paragraph: str) -> Dateline | None:
    """Read the opening of a paragraph; None if it just begins."""
    return _dateline(paragraph[:160])


@lru_cache(maxsize=512)  # the first lines of a text are asked about several times
def _dateline(head: str) -> Dateline | None:
    for shape in _OPENINGS if _ANY.search(head) else ():
        if (found := shape.match(head)) and _is_place(found):
            return _read(found, _BY_SPELLING[found["agency"]])
    found = _PLAIN_OPENING.match(head)
    return _read(found, None) if found and _placed(found) else None


def in_brackets(text: str) -> str | None:
    """Give whom a text names in its dateline, be it an agency of the list or not: `OSLO, May 3 (Meridian) --`."""
    found = _PLAIN_OPENING.match(text[:160])
    return found["credit"] if found else None


def stands_for(credit: str, outlet: str) -> bool:
    """Tell whether an outlet can be meant: by the first words of its name, or by their initials."""
    words = [word for word in re.findall(r"\w+", outlet.casefold()) if word not in _SMALL]
    asked = [word for word in re.findall(r"\w+", credit.casefold()) if word not in _SMALL]
    initials = "".join(word[0] for word in words)
    return bool(asked) and (words[: len(asked)] == asked or "".join(asked) == initials)


_SMALL = frozenset({"the", "of", "and", "for"})


def credit(
    paragraphs: Sequence[str], *, bylines: Iterable[str] = (), footer: Iterable[str] = ()
) -> str | None:
    """Tell which agency a report is credited to.

    `bylines` and `footer` are lines around the text that are no text themselves.
    """
    for paragraph in paragraphs[:3]:
        if (opening := dateline(paragraph)) and opening.agency:
            return opening.agency
    for line in bylines:
        if agency := byline(line) or alone(line):
            return agency
    if paragraphs and (found := _AT_END.search(paragraphs[-1][-60:])):
        return _BY_SPELLING[found["agency"]]
    return _first(footer)


def alone(line: str) -> str | None:
    """Read a line that is nothing but a credit: `(AP)`, `— Reuters`, `[서울=뉴시스]`."""
    if found := _ALONE.match(line):
        return _BY_SPELLING[found["agency"]]
    opening = dateline(line)
    return opening.agency if opening and not line[opening.end :].strip(" .-=") else None


def rights(line: str) -> str | None:
    """Read the agency that a line about copyright names."""
    found = _RIGHTS.search(line)
    return _BY_SPELLING[found["agency"] or found["kcna"]] if found else None


def byline(line: str) -> str | None:
    """Read the agency at the end of a byline: `By Jane Roe, Associated Press`."""
    found = _IN_BYLINE.search(line)
    return _named(found["agency"] or found["first"]) if found else None


def agency(outlet: str) -> str | None:
    """Give the agency that an outlet is; None for one that is none."""
    return _named(outlet.strip())


def _named(spelling: str) -> str | None:
    """Give the agency, letter case aside, except for initials, which in small letters are words."""
    if spelling in _BY_SPELLING:
        return _BY_SPELLING[spelling]
    fold = {form.casefold(): name for form, name in _BY_SPELLING.items() if len(form) > 4}
    return fold.get(spelling.casefold())


def _first(lines: Iterable[str]) -> str | None:
    return next((agency for line in lines if (agency := alone(line) or rights(line))), None)


def _read(found: re.Match[str], agency: str | None) -> Dateline:
    place = found.groupdict().get("place")
    return Dateline(
        printed=found["dateline"].strip(),
        place=place.strip(" ,") if place else None,
        agency=agency,
        end=found.end(),
    )


def _is_place(found: re.Match[str]) -> bool:
    """Tell `Rio de Janeiro, 5 de maio` from `It was over.`, which has words in small letters."""
    place, printed = found.groupdict().get("place") or "", found["dateline"]
    words = place if any(char.isdigit() for char in printed) else printed
    if any(word.islower() and len(word) > 3 for word in re.findall(r"\w+", words)):
        return False
    return not (place.endswith(".") and place.count(".") == 1 and " " in place)


def _placed(found: re.Match[str]) -> bool:
    """Tell `LONDON, Sept. 5 --` from `BREAKING -`, `NATO - the alliance`: it names a day or has a long dash."""
    if found["when"]:
        return any(char.isdigit() for char in found["when"])
    place = found["place"].strip()
    return found[0].rstrip().endswith(("--", "—")) and len(place) > 3 and place not in _LABELS


_LABELS = frozenset(
    (
        "BREAKING",
        "EXCLUSIVE",
        "UPDATE",
        "UPDATED",
        "CORRECTION",
        "OPINION",
        "ANALYSIS",
        "ALERT",
        "URGENT",
        "FLASH",
    )
)
