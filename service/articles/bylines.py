"""Who wrote a report, as a text prints it."""

import re
from collections.abc import Iterator, Sequence

from service.articles import wire
from service.articles.furniture import emails


_WORD = r"[^\W\d_][\w.'’-]*"
_NAME = rf"{_WORD}(?: (?:{_WORD}|&)){{0,5}}"
_BY = re.compile(
    r"^\W*(?:(?:written|story|text|report(?:ing|ed)?|analysis|opinion|commentary|posted|published|words|recipe) by|by|author|von|par|por|di|"
    r"door|av|af|texte?|автори?|작성자|글|記者|记者|بقلم|كتب|كتبت)(?:\s?[:：]\s?|\s+)(?P<names>\S.{1,140})$"
    r"|^\W*(?:autor(?:a|in|ka|es|zy)?|autore|autrice|auteure?s?|tekst|text|autori|автор(?:ы|и)|текст|haber|yazan|yazar|muhabir|إعداد|تقرير|تحرير|כתב|מאת|文|文責|取材|執筆|作者|撰文|글·사진|취재|โดย|ผู้เขียน|ผู้สื่อข่าว|tác giả|penulis|oleh|συντάκτης|γράφει)"
    r"\s?[:：/／=＝]\s?(?P<named>\S.{1,140})$",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"\W*(?:(?:written|story|text|words|recipe|reported) by\b|(?:author|autor(?:a|in)?|autore|auteure?|автор|작성자|撰文|作者|執筆|取材)\s?[:：])",
    re.IGNORECASE,
)
_LONE = re.compile(
    r"(?:(?:written|story|text|words|posted) by|by|von|par|por|автор|글|文|作者)\s?:?",
    re.IGNORECASE,
)
_HANGUL_NAME = r"(?:(?!(?:시민|객원|담당|선임|전문|인턴|수습|사진|본지|현장|여성|외신)\s?기자)[가-힣]{2,4}|(?<![가-힣])[김이박최정강조윤장임한오서신권황안송류유홍전고문손양배백허남심노하곽성차주우구민나진지엄원채]\s[가-힣]{1,2})"
_KOREAN = re.compile(
    rf"(?:^|[\s=·(\[/\]])(?P<names>{_HANGUL_NAME}(?:\s?[·,]\s?{_HANGUL_NAME}){{0,3}})\s?(?:(?:수습|인턴|선임|전문|객원|논설|외교|정치|경제|국제|시민|사진|사회|문화)?\s?기자(?!\s?(?:회견|간담|질문|단\b))|특파원|논설위원|앵커|PD)(?=$|[\s=\])(,.·])"
)
_HAN = "[\u3005\u4e00-\u9fff]"
_HAN_NAMES = rf"(?P<names>{_HAN}{{2,4}}(?:(?:[、，,]\s?|\s){_HAN}{{2,4}}){{0,4}}?)"
_CHINESE = re.compile(rf"[(（](?:记者|記者)\s?[:：]?\s?{_HAN_NAMES}[)）]")
_HAN_BYLINE = re.compile(
    # 本报记者 王小明 北京报道 | 〔記者陳大文／台北報導〕 | 【記者 王小明】
    rf"\W*(?:文\s?[/／|｜:：]\s?)?{_HAN}{{0,8}}?(?:记者|記者)[\s:：|｜]*{_HAN_NAMES}"
    r"(?:[\s/／|｜]+\w{0,6}(?:报道|報道|報導|摄影?|攝影?|电|電))?\W*"
    # 山川 葵 記者 | 社会部・山川葵記者
    rf"|\W*(?:{_HAN}{{2,5}}部[・\s])?(?P<named>(?:{_HAN}{{1,3}}\s[\u3041-\u30ff\u3005\u4e00-\u9fff]{{1,4}}|{_HAN}{{3,5}}(?=[\s、]|(?<![部社局紙国側団性人当地番聞信])記)|{_HAN}{{2,5}}(?=\s))"
    rf"(?:、{_HAN}{{1,3}}\s?{_HAN}{{1,3}}){{0,3}})\s?(?:記者|特派員|編集委員|論説委員)\W*"
)
_JAPANESE_END = re.compile(
    # ...としている。【山川葵】 | ...（山川葵、佐藤健）
    rf"[\u3041-\u30ff][。」』]?\s?[（【](?P<names>{_HAN}{{1,3}}\s?{_HAN}{{2,3}}(?<![略載照面部社報談続真影集成像])(?:、{_HAN}{{1,3}}\s?{_HAN}{{2,3}}){{0,3}})[）】]$"
)
_CLOSING = re.compile(
    r"^\W*(?:reporting|writing|story|written) by (?P<names>[^;.]{3,140}?)(?:[;.]|$)", re.IGNORECASE
)
_ITEM = re.compile(rf"^[-–•·*]\s*(?P<names>{_NAME})$")
_SPLIT = re.compile(r"\s*(?:,|;|&|·|、|，|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\s/\s)\s*")
_CUT = re.compile(
    r"\s*(?:[(\[<|•·/–—]|\s-\s|\b(?:in|at|for|of|on|from|with|updated?|published|posted|senior|staff|chief|deputy|special|correspondent"
    r"|reporters?|editors?|writers?|columnists?|contributors?|contributing|political|diplomatic|defen[cs]e|business|foreign|news|national|last"
    r"|founder|co-founder|ceo|director|president|manager|expert|analyst|am|à|le)\b"
    r"|\d|기자).*$|\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?\s\d.*$",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:editors?|director|founder|ceo|president|manager|experts?|analyst|officer|professor|strategist|specialist|consultant|correspondent|reporter|writer|columnist)(?:$|\s(?:of|for|at|in)\s)"
    r"|\b(?:chief|senior|staff|sr\.)\s",
    re.IGNORECASE,
)
"""In `Jane Roe, Chief Economist, Example Bank`: what follows is no person until the next `and`."""
_DEGREE = re.compile(
    r"(?:M\.?D|D\.?O|Ph\.?\s?D|PsyD|J\.?D|Esq|R\.?N|RDN?|N\.?P|MBA|MPH|MSW|LCSW|LMFT|M\.?Sc?|M\.?A|B\.?Sc|BSN|DDS|DVM|DPT|CF[AP]|CPA|CPP|PSP|P\.?E|FACLM|FOMA|Jr|I{2,3})\.?"
)
"""What belongs to the name before it."""
_CAPITAL_ORGANISATION = re.compile(r"(?<=[a-zà-ÿ])\s+(?:[A-Z]{2,}\s+){1,2}[A-Z]{3,}$")
"""`Jane Roe EXAMPLE TODAY`: the house runs on after the name."""
_LEAD = re.compile(r"^\W*(?:(?:by|von|par|por)\s+|(?:记者|記者)[\s:：]*)", re.IGNORECASE)
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
_COUNTED = re.compile(r"\d+(?:\W+[a-z]+)*\W*$")
"""`9 minutes`."""
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
    " comments comment updated published link links size insights menu home search news blog article articles print email save".split()
)
"""What stands beside a date, alone, and would be a name anywhere else."""
_FAMILIES = set(
    "kim lee yi park pak choi choe jung jeong chung kang cho jo yoon yun jang chang lim im han oh shin seo suh kwon "  # noqa: SIM905 - a list of words is read as words
    "hwang ahn an song ryu yoo yu hong jeon ko go moon son bae baek heo nam sim shim noh roh ha kwak sung cha joo ju woo koo "
    "gu min na jin ji um won bang chae pyo do ki ra byun wang goo ok yang ham eom chu dong".split()
)


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
    short = len(line) < 60
    if len(line) > 180 or not (
        found := (short and _HAN_BYLINE.fullmatch(line))
        or _BY.match(line)
        or (short and _KOREAN.search(line))
    ):
        return None
    names = next(filter(None, found.groupdict().values()))
    if found.re is _HAN_BYLINE and found["names"]:
        names = "、".join(names.split())
    if _runs_on(names):
        return None
    named = people(names)
    if not named and not (wire.byline(line) or _NOBODY.search(names)):
        return None
    return named


def lone(line: str) -> bool:
    """Tell a line that only says that a name follows: `By`, `Written by`."""
    return bool(_LONE.fullmatch(line))


def signs(line: str) -> bool:
    """Tell a byline that can be nothing else, wherever it stands; `By region` heads a list as often."""
    return bool(_SIGNS.match(line))


def is_house(line: str) -> bool:
    """Tell a line that is a desk's or a team's name and nothing else, as far as its shape tells."""
    words = line.split()
    titled = all(word[0].isupper() or word in {"the", "of", "and"} for word in words)
    return 1 < len(words) <= 5 and titled and not _ROLE.search(line) and house(line) is not None


def _runs_on(names: str) -> bool:
    """Tell `By adding reviews to it, you win` from `by jane roe`: it goes on in small letters."""
    words = names.split()
    return len(words) > 3 and words[0].isascii() and words[0].islower() and words[1].islower()


def named_item(line: str) -> bool:
    return bool(_ITEM.match(line)) and bool(people(line.lstrip("-–•·* ")))


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
    found: list[str] = []
    role = False
    for part, joint in _parts(_LEAD.sub("", names).strip(" .:-–—|=")):
        role = bool(_ROLE.search(part)) or (role and joint == ",")
        name = _CUT.sub("", _CAPITAL_ORGANISATION.sub("", part)).strip(
            " .,:-–—|'\"=*_（）【】〔〕"
        )
        if found and joint == "," and _DEGREE.fullmatch(name):
            found[-1] = f"{found[-1]}, {name}"
            continue
        alone = " " not in name and name.isascii()
        if (role and (joint == "," or alone)) or (name and wire.alone(name)):
            continue
        if name and not _NOBODY.search(name) and _is_name(name):
            found.append(readable(name))
    whole = [name for name in found if " " in name or not name.isascii()]
    return whole if found and found[0] in whole else found


def _parts(names: str) -> Iterator[tuple[str, str]]:
    """Give the parts of a list, each with the comma, or the word, before it."""
    start, joint = 0, ""
    for found in _SPLIT.finditer(names):
        yield names[start : found.start()], joint
        start, joint = found.end(), found[0].strip()
    yield names[start:], joint


def house(names: str) -> str | None:
    """Read a desk, a team or a handle that stands where a person's name would: `News Desk`, `aawoods`."""
    name = _LEAD.sub("", names).strip(" .,:-–—|=")
    odd = "@" in name or "://" in name or len(name) > 60 or len(name.split()) > 6
    odd = odd or bool(_COUNTED.match(name)) or name.casefold() in _NO_SINGLE
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


def _listed(lines: Sequence[str]) -> list[str]:
    """Read `- MICHAEL LEE`, which is a name where somebody's mail stands beside it."""
    if not any(emails(line) for line in lines):
        return []
    return [name for line in lines for name in _matched(_ITEM, line)]


def _within(paragraphs: Sequence[str]) -> list[str]:
    """Read `[서울=뉴시스] 홍길동 기자 = ...`, `...。【山川葵】`, and a reporter's name after the last words."""
    ends = [*(text[:80] for text in paragraphs[:1]), *(text[-60:] for text in paragraphs[-1:])]
    return [
        name
        for end in ends
        for shape in (_KOREAN, _CHINESE, _JAPANESE_END)
        for name in _matched(shape, end)
    ]


def _matched(shape: re.Pattern[str], line: str) -> list[str]:
    found = shape.search(line)
    return people(found["names"]) if found else []
