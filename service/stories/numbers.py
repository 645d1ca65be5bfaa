"""Numbers in texts, in figures and in words, as one value each: `1,200`, `1.2 thousand`, `zwölf`, `十二`, `١٢`."""

import re
import unicodedata
from decimal import Decimal

from service.stories.terms import fold


_GROUPED = re.compile(r"\d{1,3}(?:[.,’'\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?")
_NOT_DIGITS = re.compile(r"\D")
_DECIMAL = re.compile(r"(\d+)[.,](\d+)")
_MOST = 18
"""Digits: longer ones are no counts, and stay as they are."""


def value_of(figure: str) -> str:
    """Give the value of digits with their separators; times and dates stay as printed."""
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in figure)
    if _GROUPED.fullmatch(plain):
        whole, _, rest = _apart(plain)
        plain = f"{_NOT_DIGITS.sub('', whole)}.{rest}" if rest else _NOT_DIGITS.sub("", plain)
    elif found := _DECIMAL.fullmatch(plain):
        plain = f"{found[1]}.{found[2]}"
    return _shortest(plain) if len(plain) <= _MOST else plain


def _apart(plain: str) -> tuple[str, str, str]:
    """Part a fraction from what stands before: the last sign, if other than those before it."""
    signs = _NOT_DIGITS.findall(plain)
    last = signs[-1]
    fraction = len(plain) - plain.rfind(last) - 1 < len("000")
    return plain.rpartition(last) if fraction else (plain, "", "")


def _shortest(plain: str) -> str:
    if not re.fullmatch(r"\d+(?:\.\d+)?", plain):
        return plain
    return f"{Decimal(plain).normalize():f}"


def times(value: str, factor: int) -> str:
    """Multiply: `1.2` by a million."""
    try:
        return f"{(Decimal(value) * factor).normalize():f}"
    except ArithmeticError:  # a time, a score
        return value


# --- words -------------------------------------------------------------------------------------

_LISTS = {
    "2": "two zwei deux dos due dois duas два две двух dwa dwie dwoje iki اثنان اثنين 둘",
    "3": "three drei trois tres tre три трех трое trzy troje üç ثلاثة ثلاث 셋",
    "4": "four vier quatre cuatro quattro quatro четыре четырех четверо cztery dört أربعة أربع 넷",
    "5": "five fünf cinq cinco cinque пять пяти пятеро pięć beş خمسة خمس 다섯",
    "6": "six sechs seis sei шесть шести шестеро sześć altı ستة ست 여섯",
    "7": "seven sieben sept siete sette sete семь семи семеро siedem yedi سبعة سبع 일곱",
    "8": "eight acht huit ocho otto oito восемь восьми восьмерых osiem sekiz ثمانية ثماني 여덟",
    "9": "nine neun neuf nueve nove девять девяти dziewięć dokuz تسعة تسع 아홉",
    "10": "ten zehn dix diez dieci dez десять десяти dziesięć on عشرة عشر",
    "11": "eleven elf onze once undici одиннадцать одиннадцати jedenaście 열한",
    "12": "twelve zwölf douze doce dodici doze двенадцать двенадцати dwanaście 열두",
    "13": "thirteen dreizehn treize trece tredici treze тринадцать тринадцати trzynaście",
    "14": "fourteen vierzehn quatorze catorce quattordici четырнадцать четырнадцати czternaście",
    "15": "fifteen fünfzehn quinze quince quindici пятнадцать пятнадцати piętnaście",
    "16": "sixteen sechzehn seize dieciséis sedici dezesseis шестнадцать шестнадцати szesnaście",
    "17": "seventeen siebzehn diecisiete diciassette dezessete семнадцать семнадцати siedemnaście",
    "18": "eighteen achtzehn dieciocho diciotto dezoito восемнадцать восемнадцати osiemnaście",
    "19": "nineteen neunzehn diecinueve diciannove dezenove девятнадцать девятнадцати dziewiętnaście",
    "20": "twenty zwanzig vingt veinte venti vinte двадцать двадцати dwadzieścia yirmi عشرون عشرين 스무 스물",
    "30": "thirty dreißig trente treinta trenta trinta тридцать тридцати trzydzieści otuz ثلاثون ثلاثين 서른",
    "40": "forty vierzig quarante cuarenta quaranta quarenta сорок сорока czterdzieści kırk أربعون أربعين 마흔",
    "50": "fifty fünfzig cinquante cincuenta cinquanta cinquenta пятьдесят пятидесяти pięćdziesiąt elli خمسون خمسين 쉰",
    "60": "sixty sechzig soixante sesenta sessanta sessenta шестьдесят sześćdziesiąt altmış ستون ستين",
    "70": "seventy siebzig setenta settanta семьдесят siedemdziesiąt yetmiş سبعون سبعين",
    "80": "eighty achtzig ochenta ottanta oitenta восемьдесят osiemdziesiąt seksen ثمانون ثمانين",
    "90": "ninety neunzig noventa novanta девяносто dziewięćdziesiąt doksan تسعون تسعين",
}  # fmt: skip
WORDS = {fold(word): value for value, words in _LISTS.items() for word in words.split()}
"""Not one: it is an article in many languages."""
_ONLY_IN = {
    "dos": "es", "once": "es", "due": "it", "sei": "it", "otto": "it", "sette": "it", "sept": "fr", "six": "en fr",
    "elf": "de nl", "ten": "en", "on": "tr", "ست": "ar", "عشر": "ar", "dix": "fr", "deux": "fr", "sete": "pt", "tres": "es pt",
}  # fmt: skip
"""Words of another sense elsewhere: they count where the language says so."""
_FACTORS = {
    1_000: "thousand tausend mille mil mila тысяч тысячи тысяча тыс tysięcy tysiące bin ألف آلاف",
    1_000_000: "million millions millionen mio millones milioni milhões миллион миллиона миллионов млн milionów milion milyon مليون ملايين m mln mn",
    1_000_000_000: "billion billions milliarden milliarde mrd milliards miliardi миллиард миллиарда миллиардов млрд miliardów milyar مليار bn",
}  # fmt: skip
FACTORS = {fold(word): factor for factor, words in _FACTORS.items() for word in words.split()}
BEGINNINGS = {"만": 10**4, "억": 10**8, "조": 10**12, "万": 10**4, "萬": 10**4} | {
    "億": 10**8,
    "亿": 10**8,
    "兆": 10**12,
    "千": 1000,
}
"""Written at once behind the figure; more may follow: `3만명`."""


def in_words(word: str, language: str) -> str | None:
    """Give the value of a folded number word; None for any other."""
    if word in _ONLY_IN and language not in _ONLY_IN[word].split():
        return None
    return WORDS.get(word)


_HAN = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
}
_HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN = re.compile(
    "(?<![〇零一二两兩三四五六七八九十百千万億亿])[〇零一二两兩三四五六七八九十百千]+(?=[人名個个歳岁死件台発发枚隻艘棟栋票月日号])"
)
"""A number in Han signs, before what is counted: elsewhere they are parts of words."""


def han_value(signs: str) -> str:
    total = digit = 0
    for sign in signs:
        if sign in _HAN_UNITS:
            total += max(digit, 1) * _HAN_UNITS[sign]
            digit = 0
        else:
            digit = digit * 10 + _HAN[sign]
    return str(total + digit)
