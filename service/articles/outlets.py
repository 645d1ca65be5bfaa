"""Where a report appeared, as the lines around it print it."""

import re
from collections.abc import Sequence

from service.articles.furniture import emails


_PUBLISHER = r"(?P<name>(?:[Tt]he )?(?:[A-ZÀ-ÞА-Я][\w.&'’-]*)(?: (?:[A-ZÀ-ÞА-Я][\w.&'’-]*|of|and|the|de|la|du|der|für|on)){0,5})"
_RIGHTS = re.compile(
    rf"(?:©|ⓒ|\([cC]\)|\b[Cc]opyright\b|\bCOPYRIGHT\b)(?:[\s:,]|©|ⓒ|\([cC]\)|\b[Bb]y\b|\b(?:19|20)\d\d(?:\s?[-–]\s?(?:(?:19|20)\d\d|\d\d))?)*{_PUBLISHER}"
)
_KOREAN_RIGHTS = re.compile(
    r"(?:저작권자?|[ⓒ©])[\s:ⓒ©(c)]*(?:\d{4}\s?)?(?:공감언론\s)?(?P<name>(?!\d+(?:\W|$))[가-힣A-Za-z0-9]{2,16})(?=[\s,.·(]|무단|$)"
)
_CASELESS_RIGHTS = re.compile(
    r"(?:[ⓒ©]|\([cC]\))[\s\d–-]*(?P<name>[\u0621-\u064a]+(?: [\u0621-\u064a]+){0,3}|[\u3040-\u30ff\u3400-\u9fff]{2,16})(?=[\s,.。،]|$)"
)
"""An outlet in a script without capitals: Arabic, Japanese, Chinese."""
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


def desk(domain: str, language: str | None) -> str | None:
    """Name the newsroom whose mail comes from a domain, if it is a known one."""
    for known, (name, korean) in _DESKS.items():
        if domain == known or domain.endswith(f".{known}"):
            return korean if korean and language == "ko" else name
    return None


def _holder(line: str) -> str | None:
    if found := _RIGHTS.search(line):
        return _OF_FIRM.sub("", found["name"]).strip(" ,.") or None
    found = _KOREAN_RIGHTS.search(line) or _CASELESS_RIGHTS.search(line)
    return found["name"] if found else None
