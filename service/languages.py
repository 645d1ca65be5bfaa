"""Codes of languages (ISO 639-1), and what people write in their place: a name, a country, three letters."""

import re
from functools import cache


_TAG = re.compile(r"(?P<code>[a-z]{2,3})(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE)
_MISTAKEN = {"kr": "ko", "ee": "et", "ch": "de", "sa": "ar"}
"""Codes of countries that are those of languages no detector knows: Kanuri, Ewe, Chamorro, Sanskrit."""
_TABLE = """
aa aar afar qafar
ab abk abkhazian аԥсшәа
ae ave avestan
af afr afrikaans
ak aka akan / gh
am amh amharic አማርኛ
an arg aragonese aragonés
ar ara arabic العربية / bh eg eh iq jo ly ma qa sy td ye
as asm assamese অসমীয়া
av ava avaric
ay aym aymara
az aze azerbaijani azərbaycan
ba bak bashkir башҡорт
be bel belarusian беларуская / by
bg bul bulgarian български
bi bis bislama / vu
bm bam bambara bamanakan
bn ben bengali bangla বাংলা / bd
bo bod tib tibetan བོད་སྐད་
br bre breton brezhoneg
bs bos bosnian bosanski
ca cat catalan català / ad
ce che chechen нохчийн
ch cha chamorro
co cos corsican corsu
cr cre cree
cs ces cze czech čeština / cz
cu chu church-slavic
cv chv chuvash чӑваш
cy cym wel welsh cymraeg
da dan danish dansk / dk
de deu ger german deutsch / at
dv div divehi ދިވެހިބަސް / mv
dz dzo dzongkha རྫོང་ཁ / bt
ee ewe ewe eʋegbe
el ell gre greek ελληνικά / gr
en eng english / gb us au nz
eo epo esperanto
es spa spanish español / cl do ea ec gq gt hn ic mx ni pe pr uy
et est estonian eesti
eu eus baq basque euskara
fa fas per persian farsi فارسی / ir
ff ful fula pulaar
fi fin finnish suomi
fj fij fijian
fo fao faroese føroyskt
fr fra fre french français / bf bj bl cd cg ci cm dj gf gp mc mf mq mu nc pf pm re tf wf yt
fy fry western-frisian
ga gle irish gaeilge
gd gla scottish-gaelic
gl glg galician galego
gn grn guarani avañe’ẽ / py
gu guj gujarati ગુજરાતી
gv glv manx gaelg
ha hau hausa
he heb hebrew עברית / il
hi hin hindi हिन्दी / in
ho hiri motu
hr hrv croatian hrvatski
ht hat haitian-creole
hu hun hungarian magyar
hy hye arm armenian հայերեն
hz her herero
ia ina interlingua
id ind indonesian indonesia
ie ile interlingue
ig ibo igbo
ii iii sichuan-yi
ik ipk inupiaq
io ido ido
is isl ice icelandic íslenska
it ita italian italiano / va
iu iku inuktitut ᐃᓄᒃᑎᑐᑦ
ja jpn japanese 日本語 / jp
jv jav javanese jawa
ka kat geo georgian ქართული / ge
kg kon kongo
ki kik kikuyu gikuyu
kj kua kuanyama
kk kaz kazakh қазақ / kz
kl kal kalaallisut
km khm khmer ខ្មែរ / kh
kn kan kannada ಕನ್ನಡ
ko kor korean 한국어 조선말 / kp
kr kau kanuri
ks kas kashmiri کٲشُر
ku kur kurdish kurdî
kv kom komi
kw cor cornish kernewek
ky kir kyrgyz кыргызча
la lat latin latina
lb ltz luxembourgish lëtzebuergesch
lg lug ganda luganda
li lim limburgish
ln lin lingala lingála
lo lao lao ລາວ
lt lit lithuanian lietuvių
lu lub luba-katanga tshiluba
lv lav latvian latviešu
mg mlg malagasy
mh mah marshallese
mi mri mao māori
mk mkd mac macedonian македонски
ml mal malayalam മലയാളം
mn mon mongolian монгол
mr mar marathi मराठी
ms msa may malay melayu / cc
mt mlt maltese malti
my mya bur burmese မြန်မာ / mm
na nau nauru
nb nob bokmål
nd nde north-ndebele
ne nep nepali नेपाली / np
ng ndo ndonga
nl nld dut dutch nederlands / aw
nn nno nynorsk
no nor norwegian norsk
nr nbl south-ndebele
nv nav navajo diné bizaad
ny nya nyanja
oc oci occitan
oj oji ojibwa
om orm oromo oromoo
or ori odia ଓଡ଼ିଆ
os oss ossetic ирон
pa pan punjabi ਪੰਜਾਬੀ
pi pli pali
pl pol polish polski
ps pus pashto پښتو
pt por portuguese português / ao
qu que quechua runasimi
rm roh romansh rumantsch
rn run rundi ikirundi
ro ron rum romanian română / md
ru rus russian русский
rw kin kinyarwanda ikinyarwanda
sa san sanskrit संस्कृत भाषा
sc srd sardinian sardu
sd snd sindhi سنڌي
se sme northern sami davvisámegiella
sg sag sango sängö / cf
sh serbo-croatian srpskohrvatski
si sin sinhala සිංහල / lk
sk slk slo slovak slovenčina
sl slv slovenian slovenščina
sm smo samoan / ws
sn sna shona chishona / zw
so som somali soomaali
sq sqi alb albanian shqip / al xk
sr srp serbian српски / me rs
ss ssw swati siswati
st sot southern-sotho / ls
su sun sundanese basa sunda
sv swe swedish svenska
sw swa swahili kiswahili / ke tz
ta tam tamil தமிழ்
te tel telugu తెలుగు
tg tgk tajik тоҷикӣ / tj
th tha thai ไทย
ti tir tigrinya ትግርኛ / er
tk tuk turkmen türkmen / tm
tl tgl tagalog / ph
tn tsn tswana setswana
to ton tongan lea fakatonga
tr tur turkish türkçe
ts tso tsonga xitsonga
tt tat tatar татар
tw twi twi
ty tah tahitian
ug uig uyghur ئۇيغۇرچە
uk ukr ukrainian українська / ua
ur urd urdu اردو / pk
uz uzb uzbek o‘zbek
ve ven venda tshivenḓa
vi vie vietnamese việt / vn
vo vol volapük
wa wln walloon walon
wo wol wolof
xh xho xhosa isixhosa
yi yid yiddish ייִדיש
yo yor yoruba èdè yorùbá
za zha zhuang vahcuengh
zh zho chi chinese mandarin 中文 汉语 漢語 / cn hk mo
zu zul zulu isizulu
"""
"""Code, three letters, names / countries whose code is no language."""


@cache
def _meanings() -> dict[str, str]:
    """Map codes, names and countries to codes."""
    meanings: dict[str, str] = {}
    rows = [row.partition(" / ") for row in _TABLE.strip().splitlines()]
    for names, _, countries in rows:
        code = names[:2]
        meanings |= dict.fromkeys((*names.split(), *countries.split()), code)
    return meanings | _MISTAKEN


def is_language(tag: str) -> bool:
    """Tell whether it is a language: `ko`, `pt-BR`, three letters where two are none (`yue`)."""
    found = _TAG.fullmatch(tag)
    code = found["code"].lower() if found else ""
    known = _meanings().get(code)
    if len(code) == 3:
        return known is None or known in _MISTAKEN
    return bool(code) and known == code


def language_meant(word: str) -> str | None:
    """Give the code that was probably meant: `ko` for Korean, 한국어, kor, KR, ko_KR."""
    folded = word.strip().casefold()
    first = re.split(r"[-_\s]", folded)[0]
    return _meanings().get(folded) or _meanings().get(first)
