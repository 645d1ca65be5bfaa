"""Copies and stories in other languages, of invented texts of our own: those of the tests.

    python bench/quality_languages.py

Reports of many subjects (`tests/unit/stories/many_subjects`), two and two of one kind, in four outlets' words. For
copies, the four first paragraphs of an event are one text; it is changed as outlets do it, beside what is none: two
reports that end with the same background, and forms that are filled in anew.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import quality_stories

from service.stories.copies import Texts
from service.stories.shingles import fingerprint
from service.stories.terms import fold, words


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


def _joined(parts: Iterable[str], language: str) -> str:
    return ("" if language in _UNSPACED - {"th"} else " ").join(parts)


def _cut(text: str, language: str) -> list[str]:
    return text.split(" ") if language == "th" else [one for one in _SENTENCE.split(text) if one]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A text to be changed, beside the others of its language."""

    whole: str
    other: str
    language: str
    links: Sequence[str]

    @property
    def parts(self) -> list[str]:
        return _cut(self.whole, self.language)

    def joined(self, parts: Iterable[str]) -> str:
        return _joined(parts, self.language)


def _excerpt(text: _Text, chance: random.Random) -> str:
    parts = text.parts
    start = chance.choice([0, 0, len(parts) // 3])
    return text.joined(parts[start : start + max(3, len(parts) // 2)])


def _furniture(text: _Text, _chance: random.Random) -> str:
    return "\n".join([*text.links[:3], text.whole, *text.links[3:]])


def _dropped(text: _Text, chance: random.Random) -> str:
    return text.joined([one for one in text.parts if chance.random() > 0.3] or text.parts)


def _reordered(text: _Text, chance: random.Random) -> str:
    return text.joined(chance.sample(text.parts, len(text.parts)))


def _edited(text: _Text, chance: random.Random) -> str:
    """Change one word in fourteen; of scripts without blanks, one sign in thirty."""
    if text.language in _UNSPACED:
        signs = (
            chance.choice(text.other) if chance.random() < 1 / 30 else one for one in text.whole
        )
        return "".join(signs)
    others = text.other.split()
    words = (chance.choice(others) if chance.random() < 1 / 14 else w for w in text.whole.split())
    return " ".join(words)


def _updated(text: _Text, chance: random.Random) -> str:
    return re.sub(r"\d+", lambda found: str(int(found[0]) + chance.randint(0, 3)), text.whole)


def _merged(text: _Text, _chance: random.Random) -> str:
    return f"{text.whole}\n{text.other}"


def _same(text: _Text, _chance: random.Random) -> str:
    return text.whole


COPIES: Mapping[str, Callable[[_Text, random.Random], str]] = {
    "verbatim": _same,
    "other title": _same,
    "excerpt": _excerpt,
    "furniture around": _furniture,
    "edited words": _edited,
    "dropped sentences": _dropped,
    "re-ordered": _reordered,
    "updated numbers": _updated,
    "merged takes": _merged,
}
Item = tuple[str, frozenset[int], str, str, str]
"""Kind, the originals that it is of, title, text and publisher."""


def _copies(language: str, chance: random.Random) -> Iterator[Item]:
    texts, titles = _texts(language), [event[0][0] for event in events(language)]
    firsts = [_joined(_cut(text, language)[:1], language) for text in texts]
    for (kind, change), at in product(COPIES.items(), range(len(texts))):
        other = (at + 3) % len(texts)
        links = firsts[:at] + firsts[at + 1 :]
        text = _Text(whole=texts[at], other=texts[other], language=language, links=links)
        of = frozenset({at, other} if kind == "merged takes" else {at})
        title = titles[(at + 1) % len(titles)] if kind == "other title" else titles[at]
        yield kind, of, title, change(text, chance), f"{at}.{kind}.example"


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


Scores = defaultdict[str, list[int]]
"""Of each kind: found right, found wrong, all."""


def _count(stream: Sequence[Item], scores: Scores) -> None:
    texts = Texts()
    for number, (kind, of, title, text, publisher) in enumerate(stream):
        made = fingerprint(title, text)
        found = texts.original(made, publisher)
        texts.add(number, made, publisher)
        texts.settle()
        same = found is not None and bool(of & stream[found.text][1])
        scores[kind][0] += same
        scores[kind][1] += found is not None and not same
        scores[kind][2] += 1


def copied() -> Scores:
    """Count over all languages. Each pair with a shared background stands alone: nothing else is known of it."""
    scores = Scores(lambda: [0, 0, 0])
    for language in LANGUAGES:
        chance = random.Random(7)  # noqa: S311 - the same sets every time
        wires = [
            ("original", frozenset({at}), "", text, "wire.example")
            for at, text in enumerate(_texts(language))
        ]
        changed = list(_copies(language, chance))
        _count([*wires, *chance.sample(changed, len(changed))], scores)
        takes = list(_backgrounds(language))
        for at in range(0, len(takes), 2):
            _count(takes[at : at + 2], scores)
        _count(list(_forms(language, chance)), scores)
    return scores


def _copy_rows() -> Iterator[str]:
    scores = copied()
    yield "| kind of copy | texts | precision | recall | F1 |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for kind in COPIES:
        right, wrong, number = scores[kind]
        precision, recall = right / max(1, right + wrong), right / number
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        yield f"| {kind} | {number} | {precision:.3f} | {recall:.3f} | {f1:.3f} |"
    yield from ("", "| no copy | texts | taken for one |", "| --- | ---: | ---: |")
    for kind in sorted(scores.keys() - COPIES.keys() - {"original"}):
        yield f"| {kind} | {scores[kind][2]} | {scores[kind][1]} |"


# --- stories -----------------------------------------------------------------------------------


def _shapes(language: str) -> Iterator[list[quality_stories.Item]]:
    """Give headlines, headlines with the first paragraph, and what comes of a mixture of feeds."""
    told = [
        (f"{language}{at}", *one) for at, event in enumerate(events(language)) for one in event
    ]
    chance = random.Random(3)  # noqa: S311 - the same every time
    yield [_item(title, "", event) for event, title, _ in told]
    yield [_item(title, f"{title}. {text}", event) for event, title, text in told]
    yield [
        _item(*chance.choice([(title, ""), (title, text), ("", text)]), event)
        for event, title, text in told
    ]


def _item(title: str, text: str, event: str) -> quality_stories.Item:
    return quality_stories.Item(
        title=words(fold(title)), text=words(fold(text)), at=None, truth=event
    )


def _reached(items: list[quality_stories.Item]) -> str:
    """Give precision, recall and F1 over three orders."""
    chosen = random.Random(1)  # noqa: S311 - the same every time
    made = [quality_stories.ours(chosen.sample(items, len(items))) for _ in range(3)]
    precision, recall = (
        sum(one) / 3 for one in zip(*((m.precision, m.recall) for m in made), strict=True)
    )
    return f"{precision:.2f} | {recall:.2f} | {sum(one.f1 for one in made) / 3:.2f}"


def _story_rows() -> Iterator[str]:
    yield "| | headlines: P | R | F1 | and first sentences: P | R | F1 | mixed: P | R | F1 |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
    whole: list[list[quality_stories.Item]] = [[], [], []]
    for language in LANGUAGES:
        shapes = list(_shapes(language))
        yield f"| {language} | {' | '.join(map(_reached, shapes))} |"
        for all_of, items in zip(whole, shapes, strict=True):
            all_of.extend(items)
    yield f"| all in one stream | {' | '.join(map(_reached, whole))} |"


def section() -> list[str]:
    return [*_story_rows(), "", *_copy_rows()]


if __name__ == "__main__":
    print("\n".join(section()))
