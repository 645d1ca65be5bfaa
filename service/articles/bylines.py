"""Who wrote a report, and where it appeared, as a text prints it."""

import re
from collections.abc import Sequence

from service.articles import wire
from service.articles.furniture import emails


_WORD = r"[^\W\d_][\w.'’-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|&)){{0,5}}"
_BY = re.compile(
    r"^\W*(?:(?:written|story|text|report(?:ing|ed)?|analysis|opinion|commentary|posted|published|words) by|by|author|von|par|por|di|"
    r"door|av|af|texte?|автори?|작성자|글|記者|记者|بقلم|كتب|كتبت)(?:\s?[:：]\s?|\s+)(?P<names>\S.{1,140})$"
    r"|^\W*(?:autor(?:a|in|ka|es|zy)?|autore|autrice|auteure?s?|tekst|text|autori|автор(?:ы|и)|текст|haber|yazan|yazar|muhabir|إعداد|تقرير|تحرير|כתב|מאת|文|文責|取材|執筆|作者|撰文|글·사진|취재)"
    r"\s?[:：/／=＝]\s?(?P<named>\S.{1,140})$",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"(?:^|[\s=·(\[/])(?P<names>[가-힣]{2,4}(?:\s?[·,]\s?[가-힣]{2,4}){0,3})\s?(?:(?:수습|인턴|선임|전문|객원|논설|외교|정치|경제|국제)?\s?기자|특파원|논설위원|앵커|PD)(?=$|[\s=\])(,.·])"
)
_CHINESE = re.compile(
    r"[(（](?:记者|記者)\s?[:：]?\s?(?P<names>[\u4e00-\u9fff]{2,4}(?:[、，\s][\u4e00-\u9fff]{2,4}){0,3})[)）]"
)
_CLOSING = re.compile(
    r"^\W*(?:reporting|writing|story|written) by (?P<names>[^;.]{3,140}?)(?:[;.]|$)", re.IGNORECASE
)
_ITEM = re.compile(rf"^[-–•·*]\s*(?P<names>{_NAME})$")
_SPLIT = re.compile(r"\s*(?:,|;|&|·|、|，|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\s/\s)\s*")
_CUT = re.compile(
    r"\s*(?:[(\[<|•·/–—]|\s-\s|\b(?:in|at|for|of|on|from|with|updated?|published|posted|senior|staff|chief|deputy|special|correspondent"
    r"|reporters?|editors?|writers?|columnists?|contributors?|contributing|political|diplomatic|defen[cs]e|business|foreign|news|national|am|à|le)\b"
    r"|\d|기자).*$|\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s\d.*$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^\W*(?:by|von|par|por)\s+", re.IGNORECASE)
_NOBODY = re.compile(
    r"^(?:staff|admin|administrator|editor|editors|editorial(?: board| team| staff)?|web ?desk|news ?desk|online|team|agencies|agency|wires?|guest|"
    r"redaktion|redazione|redacción|rédaction|redação|редакция|anonymous|unknown|our (?:correspondent|reporter|bureau)|user|author)\b"
    r"|\b(?:staff|desk|newsroom|bureau|team|editors?|magazine|newspaper|news|agency|press|times|post|herald|daily|tribune|journal|media|inc|llc|ltd)\W*$",
    re.IGNORECASE,
)
_SMALL = {
    "de",
    "la",
    "le",
    "du",
    "van",
    "von",
    "der",
    "den",
    "al",
    "el",
    "bin",
    "ibn",
    "da",
    "di",
    "do",
    "dos",
    "del",
    "of",
    "ter",
    "zu",
}
_ANYBODY = {
    "admin", "administrator", "anonymous", "author", "editor", "editors", "guest", "null", "none", "staff", "undefined", "unknown", "user", "webmaster",
}  # fmt: skip
"""What systems write where nobody has a name."""
_NO_NAMES = {
    "the",
    "a",
    "an",
    "this",
    "that",
    "all",
    "our",
    "his",
    "her",
    "its",
    "their",
    "by",
    "written",
    "posted",
    "reviewed",
}
_NO_SINGLE = frozenset(
    "mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec today yesterday share"  # noqa: SIM905 - a list of words is read as words
    " comments comment updated published".split()
)
"""What stands beside a date, alone, and would be a name anywhere else."""
_FAMILIES = set(
    "kim lee yi park pak choi choe jung jeong chung kang cho jo yoon yun jang chang lim im han oh shin seo suh kwon "  # noqa: SIM905 - a list of words is read as words
    "hwang ahn an song ryu yoo yu hong jeon ko go moon son bae baek heo nam sim shim noh roh ha kwak sung cha joo ju woo koo "
    "gu min na jin ji um won bang chae pyo do ki ra byun wang goo ok yang ham eom chu dong".split()
)

_PUBLISHER = r"(?P<name>(?:[Tt]he )?(?:[A-ZÀ-ÞА-Я][\w.&'’-]*)(?: (?:[A-ZÀ-ÞА-Я][\w.&'’-]*|of|and|the|de|la|du|der|für|on)){0,5})"
_RIGHTS = re.compile(
    rf"(?:©|ⓒ|\([cC]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)(?:[\s:,]|©|ⓒ|\([cC]\)|\b[Bb]y\b|\b(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|\d\d))?)*{_PUBLISHER}"
)
_KOREAN_RIGHTS = re.compile(
    r"(?:저작권자?|[ⓒ©])[\s:ⓒ©(c)]*(?:\d{4}\s?)?(?P<name>[가-힣A-Za-z0-9]{2,16})(?=[\s,.·(]|무단|$)"
)
_WITH = re.compile(
    r"^(?:with|for|from|in|published (?:in|by)|this (?:article|story) (?:first |originally )?appeared (?:in|on)) (?P<name>[Tt]he (?:[A-Z][\w.&'’-]*)(?: (?:[A-Z][\w.&'’-]*|of|and)){0,4})\.?$"
)
_OF_FIRM = re.compile(
    r"\b(?:Inc|LLC|Ltd|Co|Corp|Corporation|GmbH|AG|S\.A|Limited|Group|All|Alle|Tous|Todos|Tutti|Rights|Reserved)\b\.?.*$"
)
_POST = {
    "gmail.com", "googlemail.com", "yahoo.com", "hotmail.com", "outlook.com", "live.com", "icloud.com", "me.com", "aol.com", "proton.me",
    "protonmail.com", "gmx.de", "gmx.net", "web.de", "mail.ru", "yandex.ru", "naver.com", "hanmail.net", "daum.net", "nate.com", "kakao.com",
    "qq.com", "163.com", "126.com", "sina.com", "foxmail.com", "orange.fr", "free.fr", "libero.it", "example.com",
}  # fmt: skip
"""Anybody's mailboxes: they name no outlet."""
_DESKS = {
    "yna.co.kr": ("Yonhap News Agency", "연합뉴스"), "joongang.co.kr": ("Korea JoongAng Daily", "중앙일보"),
    "heraldcorp.com": ("The Korea Herald", "헤럴드경제"), "koreaherald.com": ("The Korea Herald", None),
    "koreatimes.co.kr": ("The Korea Times", None), "ktimes.com": ("The Korea Times", None),
    "hani.co.kr": ("Hankyoreh", "한겨레"), "chosun.com": ("The Chosun Daily", "조선일보"),
    "donga.com": ("The Dong-A Ilbo", "동아일보"), "khan.co.kr": ("The Kyunghyang Shinmun", "경향신문"),
    "hankookilbo.com": ("Hankook Ilbo", "한국일보"), "newsis.com": ("Newsis", "뉴시스"), "news1.kr": ("News1", "뉴스1"),
    "mk.co.kr": ("Maeil Business Newspaper", "매일경제"), "hankyung.com": ("The Korea Economic Daily", "한국경제"),
    "sbs.co.kr": ("SBS", "SBS"), "kbs.co.kr": ("KBS", "KBS"), "mbc.co.kr": ("MBC", "MBC"), "rfa.org": ("Radio Free Asia", None),
    "nknews.org": ("NK News", None), "reuters.com": ("Reuters", None), "thomsonreuters.com": ("Reuters", None),
    "ap.org": ("The Associated Press", None), "afp.com": ("AFP", None), "tass.ru": ("TASS", None), "tass.com": ("TASS", None),
    "nytimes.com": ("The New York Times", None), "washpost.com": ("The Washington Post", None), "wsj.com": ("The Wall Street Journal", None),
    "bloomberg.net": ("Bloomberg", None), "ft.com": ("Financial Times", None), "bbc.co.uk": ("BBC", None),
    "theguardian.com": ("The Guardian", None), "guardian.co.uk": ("The Guardian", None), "scmp.com": ("South China Morning Post", None),
    "japantimes.co.jp": ("The Japan Times", None), "spiegel.de": ("Der Spiegel", None), "faz.de": ("Frankfurter Allgemeine Zeitung", None),
    "sueddeutsche.de": ("Süddeutsche Zeitung", None), "lemonde.fr": ("Le Monde", None), "elpais.es": ("El País", None),
}  # fmt: skip
"""Newsrooms by the domain of their mail, in English and in Korean."""


def author(lines: Sequence[str], paragraphs: Sequence[str] = ()) -> str | None:
    """Name the writers, from the lines around a report, else from its first and last words."""
    named = (
        [name for line in lines for name in written_by(line) or ()]
        or _listed(lines)
        or _within(paragraphs)
        or [name for line in lines for name in _matched(_CLOSING, line)]
    )
    return ", ".join(dict.fromkeys(named)) or None


def written_by(line: str) -> list[str] | None:
    """Read a byline; None if the line is none, and an empty list if it names nobody."""
    if len(line) > 180 or not (
        found := _BY.match(line) or (_KOREAN.search(line) if len(line) < 60 else None)
    ):
        return None
    names = next(filter(None, found.groupdict().values()))
    if _runs_on(names):
        return None
    named = people(names)
    if not named and not (wire.byline(line) or _NOBODY.search(names)):
        return None
    return named


def _runs_on(names: str) -> bool:
    """Tell `By adding reviews to it, you win` from `by jane roe`: it goes on in small letters."""
    words = names.split()
    return len(words) > 3 and words[0].isascii() and words[0].islower() and words[1].islower()


def named_item(line: str) -> bool:
    return bool(_ITEM.match(line)) and bool(people(line.lstrip("-–•·* ")))


def outlet(lines: Sequence[str], *, language: str | None, fallback: str | None) -> str | None:
    """Name the outlet that the lines around a report print; at least by the domain of its mail."""
    domains = [address.partition("@")[2].lower() for line in lines for address in emails(line)]
    named = [
        *(found["name"] for line in lines if (found := _WITH.match(line))),
        *(name for line in lines if (name := _holder(line))),
        *(name for domain in domains if (name := desk(domain, language))),
    ]
    if named:
        # "the Korea Herald" begins with an article of the sentence, "The Korea Herald" with its own
        return named[0].removeprefix("the ")
    return fallback or next((domain for domain in domains if domain not in _POST), None)


def is_anybodys(host: str) -> bool:
    """Tell a host at which anybody may have a mailbox, so that it names no outlet."""
    return host in _POST


def readable(name: str) -> str:
    """Write a name in capitals as one writes names: `MICHAEL LEE` is Michael Lee, `SEO JI-EUN` is Seo Ji-eun."""
    letters = [char for char in name if char.isalpha()]
    if (
        not letters
        or not (name.isupper() or name.islower())
        or len(letters) < 4
        or " " not in name
    ):
        return name
    words = name.lower().split()
    korean = words[0] in _FAMILIES
    return " ".join(
        _written(word, joined=korean and at > 0, first=at == 0) for at, word in enumerate(words)
    )


def _written(word: str, *, joined: bool, first: bool) -> str:
    if word in _SMALL and not first:
        return word
    if joined:
        return word.capitalize()
    parts = re.split(r"([-'’.])", word)
    capital = "".join(part.capitalize() for part in parts)
    return (
        f"Mc{capital[2:].capitalize()}"
        if capital.startswith("Mc") and len(capital) > 3
        else capital
    )


def people(names: str) -> list[str]:
    """Split a list of names, without titles, bodies and agencies."""
    found = []
    for part in _SPLIT.split(_LEAD.sub("", names).strip(" .:-–—|=")):
        name = _CUT.sub("", part).strip(" .,:-–—|'\"=*_")
        if name and not wire.alone(name) and not _NOBODY.search(name) and _is_name(name):
            found.append(readable(name))
    return found


def house(names: str) -> str | None:
    """Read a desk, a team or a handle that stands where a person's name would: `News Desk`, `aawoods`."""
    name = _LEAD.sub("", names).strip(" .,:-–—|=")
    odd = "@" in name or "://" in name or len(name) > 60 or len(name.split()) > 6
    return None if not name or odd or name.casefold() in _ANYBODY else name


def _is_name(name: str) -> bool:
    words = name.split()
    if not 1 <= len(words) <= 6 or len(name) > 60 or "@" in name or words[0].lower() in _NO_NAMES:
        return False
    if len(words) == 1 and name.lower().strip(".") in _NO_SINGLE:
        return False
    return all(word[0].isupper() or not word[0].isascii() or word in _SMALL for word in words) or (
        name.islower() and len(words) in (2, 3)
    )


def _holder(line: str) -> str | None:
    if found := _RIGHTS.search(line):
        return _OF_FIRM.sub("", found["name"]).strip(" ,.") or None
    found = _KOREAN_RIGHTS.search(line)
    return found["name"] if found else None


def desk(domain: str, language: str | None) -> str | None:
    """Name the newsroom whose mail comes from a domain, if it is a known one."""
    for known, (name, korean) in _DESKS.items():
        if domain == known or domain.endswith(f".{known}"):
            return korean if korean and language == "ko" else name
    return None


def _listed(lines: Sequence[str]) -> list[str]:
    """Read `- MICHAEL LEE`, which is a name where somebody's mail stands beside it."""
    if not any(emails(line) for line in lines):
        return []
    return [name for line in lines for name in _matched(_ITEM, line)]


def _within(paragraphs: Sequence[str]) -> list[str]:
    """Read `[서울=뉴시스] 홍길동 기자 = ...`, and a reporter's name after the last words."""
    ends = [*(text[:80] for text in paragraphs[:1]), *(text[-60:] for text in paragraphs[-1:])]
    return [name for end in ends for shape in (_KOREAN, _CHINESE) for name in _matched(shape, end)]


def _matched(shape: re.Pattern[str], line: str) -> list[str]:
    found = shape.search(line)
    return people(found["names"]) if found else []
