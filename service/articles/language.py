"""Which language a text is in: what is declared, unless its script says otherwise; else a detector."""

import io
import lzma
import re
import warnings
from collections import Counter
from collections.abc import Collection
from functools import cache
from typing import Any

from service.articles.encoding import clean


_SCRIPTS = {
    "ko": re.compile("[\uac00-\ud7a3]+"),
    "ja": re.compile("[\u3041-\u30fa\u30fc-\u30ff]+"),  # the dot between names is Chinese, too
    "zh": re.compile("[\u3400-\u9fff]+"),
    "th": re.compile("[\u0e00-\u0e7f]+"),
    "el": re.compile("[\u0370-\u03ff]+"),
    "he": re.compile("[\u0590-\u05ff]+"),
    "hy": re.compile("[\u0531-\u058a]+"),
    "ka": re.compile("[\u10a0-\u10ff]+"),
    "arabic": re.compile("[\u0600-\u06ff]+"),
    "cyrillic": re.compile("[\u0400-\u04ff]+"),
    "latin": re.compile("[A-Za-zÀ-ɏ]+"),
}
_SHARED = {"arabic", "cyrillic", "latin"}
"""Scripts of many languages; the others belong to one (or to hardly any other in the news)."""
_OWN = {"ko", "ja", "th", "el", "he", "hy", "ka"}
"""Scripts that tell a language in any two letters; a few Chinese characters may be Japanese."""
_WRITTEN_IN = {
    **dict.fromkeys("ko ja zh th el he hy ka".split(), ""),  # noqa: SIM905 - a list of words is read as words
    **dict.fromkeys("ar fa ur ps ckb ug sd".split(), "arabic"),  # noqa: SIM905 - as above
    **dict.fromkeys("ru uk be bg mk kk ky mn tg".split(), "cyrillic"),  # noqa: SIM905 - as above
    "sr": "either", "uz": "either", "az": "either", "bs": "either", "ku": "either",
}  # fmt: skip
_LOOKED_AT = 2_000
_PLENTY = 300
"""Characters from which the detector knows better than the languages that somebody asks for."""
_FEWEST = 40
"""Letters below which a guess is worth nothing; syllabic scripts count double."""
_SOME = 2
"""Letters of a script of its own that are no accident."""
_COMMON = {
    "en": "the and of to for that with from this was which were been they would their his he who has had about after when more than its but",
    "de": "der und die von den mit im ist nicht dem sich für eine auch werden wird dass nach oder einen einer zum zur wurde",
    "fr": "des les et est dans une qui sur pas avec du aux cette pour par sont ont été mais leur après être où ces",
    "es": "el los las una del y más pero fue está según también desde sus hasta cuando muy",
    "it": "il della che gli nel alla dei delle più anche sono è non dalla degli nella ha stato",
    "pt": "não uma em do da dos com pela pelo são foi também até mais já ao às",
    "nl": "het een van zijn voor niet ook naar wordt werd heeft deze maar bij uit door worden",
    "ru": "что это был была были который которые чтобы только также уже после или как для",
    "uk": "що це від було також які після для та як був під або якщо",
    "pl": "się nie jest że przez oraz został została która który które będzie przed jak od dla",
    "tr": "ve bir bu için ile olarak daha çok olan gibi kadar sonra ancak değil olduğu",
    "cs": "že byl byla byly které který která jako také podle jeho jsou nebo při jsem bude",
    "ro": "și în care pentru după fost sunt această că prin",
    "hu": "és hogy egy az volt szerint már csak mint után ezt",
    "fi": "että hän oli mutta myös mukaan ovat joka sekä kuin ole",
}
"""Words that any text in these languages has many of, and texts in their neighbours few."""
_SPEAKS = {word: code for code, words in _COMMON.items() for word in words.split()}
_TELLING = (
    ("be", "ўЎ", ""),
    ("uk", "їєґЇЄҐ", "ыэўЫЭЎ"),
    ("kk", "әғқңұһӘҒҚҢҰҺ", ""),
    ("mk", "ѓќѕЃЌЅ", ""),
    ("sr", "љњћђџЉЊЋЂЏ", ""),
    ("ru", "ыэЫЭ", "іїєґўәІЇЄҐЎ"),
    ("ur", "ٹڈڑںے", ""),
    ("fa", "پچژگ", "ٹڈڑےێڕ"),
)
"""Letters that a text in a language cannot do without, and those that it cannot have."""
_FEW = 3
_SHARE, _MARGIN, _SURE = 0.10, 5, 12
"""What part of its words, how many times the next language's, and how many of them make it sure."""
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)


def primary(tag: str | None) -> str | None:
    """Give `en` of `en-US`; None for what names no language."""
    found = _TAG.fullmatch((tag or "").strip())
    code = found[1].lower() if found else None
    return None if code in {"und", "mul", "zxx", "xx"} else code


def detect(text: str, *declared: str | None, among: Collection[str] = ()) -> str | None:
    """Tell the language of a text; the first declared one is believed, unless script or words deny it.

    `among`: the languages that somebody asks for. A short text is in one of these, if in any other
    only by a guess.
    """
    sample = clean(text[: 2 * _LOOKED_AT])[:_LOOKED_AT]
    script = _script(sample)
    plain = _plainly(sample) or _by_letters(sample) if script in _SHARED else None
    for tag in declared:
        if (code := primary(tag)) and (script is None or _fits(code, script)):
            return plain or code
    if script is None or script not in _SHARED:
        return script
    return plain or _guess(sample, among)


def _by_letters(sample: str) -> str | None:
    """Tell a language by letters of its own; its neighbours write others."""
    for code, own, never in _TELLING:
        has = sum(sample.count(letter) for letter in own)
        if has >= _FEW and not any(letter in sample for letter in never):
            return code
    return None


def _script(sample: str) -> str | None:
    """Give the script that most of a text is in; None for too little text.

    Kana beside Han characters is Japanese, few as they may be.
    """
    latin = _letters("latin", sample)
    if sample.isascii() or 3 * latin > 2 * len(sample):  # no other can outweigh it
        return "latin" if latin >= _FEWEST else None
    counts = {name: _letters(name, sample) for name in _SCRIPTS}
    for dense in ("ko", "ja", "zh"):
        counts[dense] *= 2
    if counts["ja"] * 10 > counts["zh"]:
        counts["ja"] += counts.pop("zh")
    name = max(counts, key=lambda key: counts[key])
    enough = _SOME if name in _OWN else _FEWEST
    return name if counts[name] >= enough else None


def _letters(script: str, sample: str) -> int:
    return sum(map(len, _SCRIPTS[script].findall(sample)))


def _plainly(sample: str) -> str | None:
    """Tell a language by its commonest words, where there can be no doubt; most news is told so.

    The detector takes a hundred times longer and 100 MB: most workers never need it.
    """
    words = sample.lower().split()
    hits = Counter(filter(None, map(_SPEAKS.get, words))).most_common(2)
    (code, most), (_, next_most) = (*hits, ("", 0), ("", 0))[:2]
    enough = most >= max(_SURE, _SHARE * len(words))
    return code if enough and most >= _MARGIN * next_most else None


def _fits(code: str, script: str) -> bool:
    written = _WRITTEN_IN.get(code, "latin") or code
    return written == script or (written == "either" and script in {"cyrillic", "latin"})


def _guess(sample: str, among: Collection[str] = ()) -> str | None:
    ranked = [str(code) for code, _ in _detector().rank(sample)]
    if len(sample) >= _PLENTY:
        return ranked[0]
    return next((code for code in ranked if code in among), ranked[0])


@cache
def _detector() -> Any:
    """Load the detector's model in memory: its own way goes through a temporary file.

    A worker may write no file. Costs some 100 MB and a second, once per worker that needs it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its dependencies, at import
        import numpy as np  # noqa: PLC0415 - only worker processes pay for it
        from py3langid import langid, modelio  # noqa: PLC0415 - only worker processes pay for it

    with lzma.open(langid.MODEL_DIR / langid.MODEL_FILE) as packed:
        data = np.load(io.BytesIO(packed.read()), allow_pickle=False)
    return langid.LanguageIdentifier(
        data["ptc"],
        data["pc"],
        data["classes"].tolist(),
        modelio._to_array(data["nextmove"]),  # noqa: SLF001 - the class takes nothing else
        data["out_feat"].tolist(),
        tk_row=modelio._to_array(data["nextmove_row"]),  # noqa: SLF001 - as above
    )
