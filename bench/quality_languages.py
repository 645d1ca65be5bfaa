"""Copies and stories in other languages, of invented texts of our own: those of the tests.

    python bench/quality_languages.py

Reports of many subjects (`tests/unit/stories/many_subjects`), two and two of one kind, in four outlets' words. For
copies, the four first paragraphs of an event are one text; it is changed as outlets do it, beside what is none: two
reports that end with the same background, and forms that are filled in anew.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from service.stories.copies import Texts
from service.stories.lane import Lane, Times
from service.stories.prepared import prepare
from service.stories.shingles import fingerprint


FOLDER = Path(__file__).parents[1] / "tests/unit/stories/many_subjects"
LANGUAGES = sorted(file.stem for file in FOLDER.glob("*.txt"))
_UNSPACED = {"ja", "th", "zh"}
Event = list[tuple[str, str]]
"""Headline and first paragraph of each report."""


def events(language: str) -> list[Event]:
    blocks = (FOLDER / f"{language}.txt").read_text().strip().split("\n\n")
    return [[_report(line) for line in block.split("\n")] for block in blocks]


def _report(line: str) -> tuple[str, str]:
    title, _, text = line.partition(" || ")
    return title, text


# --- copies ------------------------------------------------------------------------------------

_SENTENCE = re.compile(r"(?<=[.!?。؟])\s*(?=\S)")
_FORMS: Mapping[str, tuple[str, str, str]] = {
    "ar": ("نشرة الأسواق بعد إغلاق التداول في البورصة اليوم.", "أغلق سهم {} عند {} {}.", "الواحة النسيم الأفق الساحل الجبال النخيل السد الشمال الزيتون المرسى"),
    "de": ("Die Schlusskurse des Tages, zusammengestellt von unserer Börsenredaktion nach Handelsende.", "{} schloss bei {},{} Euro.", "Brandner Wollmer Harnau Olsbach Kelheide Tönnstedt Welse Kranzow Gerda Lauer"),
    "es": ("Los precios de cierre de la bolsa, reunidos por nuestra redacción al terminar la sesión.", "{} cerró en {},{} euros.", "Ulloa Terranova Celeste Alar Altamar Robledal Cobos Prieto Villarosa Onda"),
    "fr": ("Les cours de clôture de la Bourse, relevés par notre rédaction après la séance.", "{} termine à {},{} euros.", "Novacure Vaubrun Corvan Marsanne Belloy Lerville Aubry Vannier Marchal Rousselets"),
    "ja": ("取引終了後に当編集部がまとめた本日の東京市場の終値です。", "{}の終値は{}円{}銭でした。", "東邦 丸越 大宮 石狩 海鳴 群北 北川 柏木 水野 相馬"),
    "ko": ("오늘 증권시장 마감 시세를 본지 증권부가 정리했다.", "{}은 {}.{}원에 거래를 마쳤다.", "한빛 동명 가람 해원 평산 남해 솔개 제주 서경 종호"),
    "ru": ("Итоги торгов на бирже, собранные нашей редакцией после закрытия.", "Акции «{}» закрылись на отметке {},{}.", "Маяк Глубокая Орион Приволье Ладья Кедровый Вязьла Заречинск Самолук Броды"),
    "th": ("สรุปราคาปิดตลาดหลักทรัพย์วันนี้ รวบรวมโดยกองบรรณาธิการหลังปิดการซื้อขาย", "หุ้น{} ปิดที่ {}.{} บาท", "ศรีนคร ฟ้าใส บางพลับ ทรายแก้ว ลูกจันทร์ มณีรัตน์ ธีระ ปุ๋ย ยางใต้ อ่าวไทย"),
    "tr": ("Borsada günün kapanış fiyatları, seans sonunda ekonomi servisimizce derlendi.", "{} hissesi {},{} liradan kapandı.", "Demirkan Yıldız Karaçay Akdere Göksu Balıkova Aslantaş Tuna Oral Taşkent"),
    "zh": ("以下是本报财经部在收盘后整理的今日股市收盘价格。", "{}收于{}点{}。", "星河 永盛 宏泰 临江 白石 宁河 南屿 青原 海葵 立民"),
}  # fmt: skip


def _texts(language: str) -> list[str]:
    return [_joined((text for _, text in event), language) for event in events(language)]


def _joined(parts: Sequence[str] | Iterator[str], language: str) -> str:
    return ("" if language in _UNSPACED - {"th"} else " ").join(parts)


def _cut(text: str, language: str) -> list[str]:
    return text.split(" ") if language == "th" else [one for one in _SENTENCE.split(text) if one]


def _edited(text: str, language: str, chance: random.Random, other: str) -> str:
    """Change one word in fourteen; of scripts without blanks, one sign in thirty."""
    if language in _UNSPACED:
        return "".join(chance.choice(other) if chance.random() < 1 / 30 else one for one in text)
    words = other.split()
    return " ".join(chance.choice(words) if chance.random() < 1 / 14 else w for w in text.split())


def _changed(kind: str, texts: list[str], at: int, language: str, chance: random.Random) -> str:
    text, other = texts[at], texts[(at + 3) % len(texts)]
    parts = _cut(text, language)
    match kind:
        case "excerpt":
            start = chance.choice([0, 0, len(parts) // 3])
            return _joined(parts[start : start + max(3, len(parts) // 2)], language)
        case "furniture around":
            links = [_joined(_cut(one, language)[:1], language) for one in texts if one != text]
            return "\n".join([*links[:3], text, *links[3:]])
        case "edited words":
            return _edited(text, language, chance, other)
        case "dropped sentences":
            return _joined([one for one in parts if chance.random() > 0.3] or parts, language)
        case "re-ordered":
            return _joined(chance.sample(parts, len(parts)), language)
        case "updated numbers":
            return re.sub(r"\d+", lambda found: str(int(found[0]) + chance.randint(0, 3)), text)
        case "merged takes":
            return f"{text}\n{other}"
        case _:
            return text


COPIES = (
    "verbatim", "other title", "excerpt", "furniture around", "edited words", "dropped sentences", "re-ordered",
    "updated numbers", "merged takes",
)  # fmt: skip
Item = tuple[str, frozenset[int], str, str, str]
"""Kind, the originals that it is of, title, text and publisher."""


def _copies(language: str, chance: random.Random) -> Iterator[Item]:
    texts, titles = _texts(language), [event[0][0] for event in events(language)]
    for kind in COPIES:
        for at in range(len(texts)):
            of = {at, (at + 3) % len(texts)} if kind == "merged takes" else {at}
            title = titles[(at + 1) % len(titles)] if kind == "other title" else titles[at]
            made = _changed(kind, texts, at, language, chance)
            yield kind, frozenset(of), title, made, f"{at}.{kind}.example"


def _backgrounds(language: str) -> Iterator[Item]:
    """Two reports in other words, which end alike or have the same in the middle: of 40, 60 and 75 in 100 of them."""
    found = events(language)
    for at, event in enumerate(found):
        told = [text for _, text in event]
        known = [text for _, text in found[(at + 1) % len(found)]]
        for own, shared in ((2, 2), (1, 2), (1, 3)):
            for take in (0, 1):
                mine = told[take * own : take * own + own]
                name = f"background, {shared} of {own + shared}"
                text = _joined([*mine, *known[:shared]], language)
                yield name, frozenset(), event[take][0], text, f"{at}.{own}.{take}.example"


def _forms(language: str, chance: random.Random) -> Iterator[Item]:
    head, row, names = _FORMS[language]
    for day in range(6):
        rows = [
            row.format(name, chance.randint(100, 9999), chance.randint(10, 99))
            for name in names.split()
        ]
        text = _joined([head, *rows], language)
        yield "market table", frozenset(), head, text, f"form{day % 2}.example"


def copied(
    language: str, make: Callable[[str, random.Random], Iterator[Item]] | None = None
) -> dict[str, list[int]]:
    """Give for each kind: found right, found wrong, all. Each negative pair stands alone."""
    chance = random.Random(7)  # noqa: S311 - the same sets every time
    scores = defaultdict[str, list[int]](lambda: [0, 0, 0])
    texts, families = Texts(), list[frozenset[int]]()
    originals = [
        ("original", frozenset({at}), "", text, "wire.example")
        for at, text in enumerate(_texts(language))
    ]
    stream = [*originals, *chance.sample(found := list(_copies(language, chance)), len(found))]
    for number, (kind, of, title, text, publisher) in enumerate(stream):
        _count(scores[kind], texts, number, of, (title, text, publisher), families)
    for kind in ("background, 2 of 4", "background, 2 of 3", "background, 3 of 4"):
        for pair in _pairs([one for one in _backgrounds(language) if one[0] == kind]):
            texts, families = Texts(), []
            for number, (_, of, title, text, publisher) in enumerate(pair):
                _count(scores[kind], texts, number, of, (title, text, publisher), families)
    texts, families = Texts(), []
    for number, (kind, of, title, text, publisher) in enumerate(_forms(language, chance)):
        _count(scores[kind], texts, number, of, (title, text, publisher), families)
    return scores


def _pairs(items: list[Item]) -> list[list[Item]]:
    return [items[at : at + 2] for at in range(0, len(items), 2)]


def _count(
    score: list[int],
    texts: Texts,
    number: int,
    of: frozenset[int],
    told: tuple[str, str, str],
    families: list[frozenset[int]],
) -> None:
    title, text, publisher = told
    made = fingerprint(title, text)
    found = texts.original(made, publisher)
    texts.add(number, made, publisher)
    texts.settle()
    families.append(of)
    same = found is not None and bool(of & families[found.text])
    score[0] += same
    score[1] += found is not None and not same
    score[2] += 1


if __name__ == "__main__":
    whole = defaultdict[str, list[int]](lambda: [0, 0, 0])
    for language in LANGUAGES:
        scores = copied(language)
        bad = {k: tuple(v) for k, v in scores.items() if (k in COPIES and v[0] < v[2]) or v[1]}
        print(language, bad)
        for kind, score in scores.items():
            for place, n in enumerate(score):
                whole[kind][place] += n
    for kind, (right, wrong, number) in whole.items():
        print(f"{kind:24s} right {right} wrong {wrong} of {number}")
