"""Fields by the names that other services give them, and what they are here."""

from service.matches.nodes import FactKind, Part
from service.matches.scripts import closest


PREFIXES = (*(part.value for part in Part), *(kind.value for kind in FactKind), "name", "case")
_OURS = {
    "title": "headline headlines hl ti hd hdl heading intitle allintitle titles subject",
    "lead": "hlead hlp lp leadpara ingress intro lede",
    "body": "text content intext allintext fulltext bodytext article",
    "source": "publication pub publisher outlet src sn feed sourcename",
    "domain": "site host website hostname",
    "url": "inurl allinurl link",
    "lang": "language languages la lg",
    "author": "byline by au authors reporter journalist",
    "wire": "agency newswire credit",
    "case": "caps allcaps",
}
_MEANT = {foreign: ours for ours, names in _OURS.items() for foreign in names.split()}
_NO_COUNTRY = "no article says its country: write domain:*.kr for its hosts, or words"
_NO_DATE = "leave it out: a rule looks at what comes from now on"
_NO_CODE = "codes of subjects and firms are not known here: write words, or name:x"
_NO_TAG = "choose sources by `sources: {include: [tag:x]}` above the rules"
_NO_LENGTH = "leave it out: no article is measured"
_NO_CASE = "write the word: it is found in any case and form; case:WHO and =visit ask for one"
_WITHOUT = {
    _NO_COUNTRY: "country countries region location geo place re sourcecountry",
    _NO_DATE: "date dates since until before after published year ld pd when from to",
    _NO_CODE: "ns co in ic pe topic topics category keyword keywords kw company ticker person",
    _NO_TAG: "tag tags label list folder rst sc group",
    _NO_LENGTH: "length wc wordcount words",
    _NO_CASE: "nocaps singular plural",
}
_LACKING = {name: why for why, names in _WITHOUT.items() for name in names.split()}


def is_field(name: str) -> bool:
    """Tell whether it is a field, here or elsewhere."""
    low = name.lower()
    return low in PREFIXES or low in _MEANT or low in _LACKING


def ours(name: str) -> str | None:
    """Give our name of a field; None where there is none."""
    low = name.lower()
    if low in PREFIXES:
        return low
    if low in _MEANT:
        return _MEANT[low]
    return None if low in _LACKING else closest(low, PREFIXES)


def why_not(name: str) -> str:
    """Say what to do in place of a field that is none here."""
    return _LACKING.get(name.lower(), f"known are {', '.join(PREFIXES)}")
