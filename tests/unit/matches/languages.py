"""Queries and texts in many scripts, for the law: few words of each, so that they meet often."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from hypothesis import strategies as st


NAMES = {
    "kim": ("Kim Jong-un", "case:KIM"),
    "us": ("U.S.", "U.N."),
    "coop": ("co-op", "Córdoba"),
    "moscow": ("Москва", "Moscow"),
    "dprk": ("북한", "北朝鮮", "КНДР"),
}


@dataclass(frozen=True)
class Script:
    """Words of texts, and leaves of queries that may find them."""

    words: tuple[str, ...]
    leaves: tuple[str, ...]
    gaps: tuple[str, ...] = ()


def script(words: str, leaves: str, *gaps: str) -> Script:
    return Script(words=tuple(words.split()), leaves=tuple(leaves.split("|")), gaps=gaps)


SCRIPTS = {
    "latin": script(
        "arms Visit visits visited transfer transferring Kim KIM Jong un re coop co op NK Córdoba"
        " U.S. U.N. un N. ﬁre x x Shoigu Shoygu shoigu Soigu Zelenskyy Zelenski",
        "arms|visit|visits|transfer|Jong-un|jongun|=visit|case:Kim|coop|cordoba|co-op*|tran*|vis?t*"
        "|?isit|name:kim|name:coop|Shoigu~|Zelenskyy~|Visit~|un~|Jong-un~"
        '|U.S.|=U.S.|case:US|us|name:us|"name:us visits"|"N. visit"'
        '|"Kim Jong-un"|"visit arms"|"jongun visits"|“name:kim visits”|"arms tran*"|"case:Visit un"'
        '|"visit arms"~1|"Kim un arms"~2|"un tran*"~0',
        "'s ",
        "’s, ",
    ),
    "cyrillic": script(
        "Шойгу Шоигу шойгу визит визита Москва Москвы Москве КНДР и й ёлка",
        "визит|Шойгу~|name:moscow|name:dprk|=визита|Москв*|“Шойгу визит”|елка|case:КНДР|м?скве"
        '|"визит Москве"~1',
    ),
    "greek": script(
        "Αθήνα αθηνα Αθήνας συμφωνία ΟΔΟΣ Μητσοτάκης Μητσωτάκης και",
        'Αθήνα|=αθηνα|συμφ*|οδος|Μητσοτάκης~|case:Αθήνας|"Αθήνα συμφωνία"|"συμφωνία Αθήνα"~1',
    ),
    "arabic": script(
        "محمود محمد أحمد احمد مُحمد بيونغ يانغ في",
        'محمد|أحمد|محمود~|بيونغ*|"بيونغ يانغ"|"يانغ بيونغ"~1|=احمد',
    ),
    "hebrew": script(
        "ירושלים שלום שָׁלוֹם של תל אביב",
        'שלום|ירוש*|"תל אביב"|"אביב תל"~1|ירושלים~|=תל',
    ),
    "hangul": script(
        "북한 북한이 북한의 북한군 남북한 미사일 탄도미사일이 회담 회담을 한 미 한미 발사했다 서울 서울에서",
        '북한|북한*|*미사일|미사일|name:dprk|"한 미"|"한 미 회담"|한-미|발사|서울|case:북한|북?군|한'
        '|"북한 미사일"~1|=회담|"북한미사일"|"북한미사일 회담"|"한미회담"',
    ),
    "han": script(
        "北京 北京市 東京都 京都 北朝鮮 ミサイル 発射 ミサイル発射 の 中国 2024 F",
        '京都|北京|ミサイル|name:dprk|"北京 市"|"ミサイル 発射"|北朝鮮*|北京-東京|2024年|発射'
        '|"発射 ミサイル"~1|=中国',
        "",
        "。",
        "年",
    ),
    "thai": script(
        "กรุงเทพ กรุง เทพ ประเทศ ประเทศไทย ที่ ไทย",
        'กรุงเทพ|เทพ|ประเทศ|ไทย|"กรุง เทพ"|ที|ประเทศ*|"ไทย ประเทศ"~1',
        "",
    ),
}
REGEXES = (
    *[r"/[Vv]isit/", r"/\bvisit/", r"/(?i)kim\b/", r"/Kim.Jong/", r"/\bМоскв\w+\b/", "/한|京/"],
    *[r"/\w+n\b/", r"/arms\b.+\bvisit/", r"/^\w+/", "/(?:Jong|un)$/", r"/\bמ?ש\w*/", r"/ος\b/"],
)
GAPS = (" ", " ", " ", " ", "-", ", ", ". ", "\n\n", " – ")


DOTTED = script(
    "U.S. US U.N. Kim 한 미 미국 의 北 京 日 米 y",
    'U.S.|U.N.|us|=U.S.|case:US|name:us|한|미|미국|北|京|米|日|"日 米"|"한 미"|한미|日米|"U.S. 의"'
    '|"name:us 京"|Kim|y|한.미|日.米|U.S.의|"北 U.N."',
    *("", "", ".", ".", "'s "),
)
"""Initials, and words of one letter that are none, beside Hangul and Han."""
SCRIPTS["dotted"] = DOTTED
MIXES = (
    *((name,) for name in SCRIPTS),
    ("latin",),
    ("hangul", "han"),
    ("latin", "han", "thai"),
    ("latin", "cyrillic", "hangul"),
    ("dotted",),
)
ARTICLES = 3
T = TypeVar("T")


@dataclass
class Choices:
    """Makes a query and articles out of bytes: Hypothesis draws bytes fast, and shrinks them well.

    Where they end, the first choice is taken everywhere, which is the simplest.
    """

    data: bytes
    place: int = 0
    leaves: tuple[str, ...] = ()

    def below(self, count: int) -> int:
        found = self.data[self.place] if self.place < len(self.data) else 0
        self.place += 1
        return found % count

    def of(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    # --- queries

    def query(self, depth: int = 0) -> str:
        kind = self.below(9) if depth < 2 else 0
        match kind:
            case 4:
                return f"({self.query(depth + 1)} AND {self.query(depth + 1)})"
            case 5:
                return f"({self.query(depth + 1)} OR {self.query(depth + 1)})"
            case 6:
                return f"(NOT {self.query(depth + 1)})"
            case 7:
                return f"{self.of(['title', 'lead', 'body'])}:{self.words()}"
            case 8:
                return f"({self.words()} AND {self.of(['source:wire', 'source:x'])})"
            case _:
                return self.words()

    def words(self) -> str:
        match self.below(10):
            case 4:
                sign = self.of(["NEAR", "ONEAR"])
                return f"({self.small()} NOT {sign}/{self.below(5)} {self.small()})"
            case 5:
                return f"atleast{1 + self.below(4)}({self.small()})"
            case 6 | 7:
                return self.together(0)
            case 8:
                return self.of(REGEXES)
            case _:
                return self.operand(0)

    def together(self, depth: int) -> str:
        unit = self.of(["SENTENCE", "PARAGRAPH"])
        operands = [
            self.together(1) if depth == 0 and self.below(4) == 3 else self.small()
            for _ in range(2 + self.below(2))
        ]
        return f"({f' {unit} '.join(operands)})"

    def small(self) -> str:
        return self.operand(1)

    def operand(self, depth: int) -> str:
        """Make something that NEAR takes."""
        match self.below(6) if depth < 2 else 0:
            case 3:
                sign = self.of(["NEAR", "ONEAR"])
                left, right = self.operand(depth + 1), self.operand(depth + 1)
                return f"({left} {sign}/{self.below(5)} {right})"
            case 4:
                return f"({self.operand(depth + 1)} OR {self.operand(depth + 1)})"
            case 5:
                some = [self.operand(depth + 1) for _ in range(2 + self.below(3))]
                return f"({' '.join(some)})"
            case _:
                return self.of(self.leaves)

    # --- articles

    def text(self, words: Sequence[str], gaps: Sequence[str], count: int) -> str:
        return "".join(self.of(words) + self.of(gaps) for _ in range(count))

    def article(self, words: Sequence[str], gaps: Sequence[str]) -> tuple[str, str, str]:
        title = self.text(words, gaps, self.below(4))
        body = self.text(words, gaps, 5 + self.below(8))
        summary = self.text(words, gaps, max(0, self.below(6) - 3))
        return title, f"{title}\n\n{body}" if self.below(4) == 3 else body, summary


Case = tuple[str, list[tuple[str, str, str]]]
"""A query, and the title, text and summary of some articles."""


def case_of(data: bytes) -> Case:
    choices = Choices(data)
    scripts = [SCRIPTS[name] for name in choices.of(MIXES)]
    choices.leaves = tuple(leaf for one in scripts for leaf in one.leaves)
    words = tuple(word for one in scripts for word in one.words)
    gaps = (*GAPS, *(gap for one in scripts for gap in one.gaps))
    query = choices.query()
    return query, [choices.article(words, gaps) for _ in range(ARTICLES)]


cases = st.binary(min_size=60, max_size=140).map(case_of)
