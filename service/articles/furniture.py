"""What stands on a page and is not the report: menus, boxes, captions, invitations, rights.

Lines are judged as a reader would judge them: by what they say, never by which site they come from.
"""

import re

from service.articles import phrases
from service.articles.shapes import Shapes
from service.articles.wire import alone, dateline
from service.sentences import CLOSING


_BULLET = phrases.BULLET

_ENDS = Shapes(
    r"^\W*\(?(?:end|fine|ende|끝)\)\W*$",
    r"^[-#*\s]{3,}end[-#*\s]{3,}$",
    r"^###$|^-30-$|^-0-$",
    r"^(?:©|ⓒ|\(c\)\s|copyright\b|저작권자)",
    r"^(?:this material may not be published|our standards: )",
    rf"{_BULLET}(?:leave a (?:comment|reply)|post a comment|add a comment|join the (?:conversation|discussion)"
    r"|\d* ?comments?\b(?: \(\d+\))?|show comments|view comments|social comments?\??)\W*$",
    *phrases.COMMENTS,
    loose={
        f"all rights reserved|{phrases.RIGHTS}": "",
        "무단|재배포": r"무단\s?전재|재배포\s?금지",
        "to write|to post|to leave|to add": r"to (?:write|post|leave|add) (?:a )?comments?,? (?:please|you)",
    },
)
"""After these no report goes on."""

_BOXES = Shapes(
    rf"{_BULLET}(?:the )?(?:most (?:popular|read|viewed|shared|commented)|popular(?: now| news| stories| posts)?|trending(?: now)?"
    r"|latest(?: news| stories| headlines| articles)?|top (?:news|stories|headlines)|hot news.{0,12}|breaking news"
    r"|related(?: (?:articles?|stories|news|topics|content|posts|links|coverage|reading))?|more (?:from|on|in|stories|news|like this).{0,60}"
    r"|read (?:more|next|also)\b.{0,80}|see also\b.{0,80}|also read\b.{0,80}|you (?:may|might) (?:also )?(?:like|be interested in).{0,20}"
    r"|recommended(?: for you| stories| videos?)?|editor'?s'? (?:picks?|choice)|don'?t miss|must[- ]reads?|sponsored(?: content)?"
    r"|advertisements?|promoted|what to read next|from around the web|in this (?:article|story)|topics|tags|keywords)\W*$",
    *phrases.BOXES,
    *phrases.ALSO,
)
"""Headings of boxes: what follows is not the report, until its sentences go on."""

_ASIDES = Shapes(
    r"^(?:\W*|.{0,30}\b(?:please|or|to comment,?) )(?:log|sign) ?in\b.{0,80}$",
    r"^.{0,40}\b(?:sign up|subscribe|register)\b.{0,60}\b(?:newsletters?|updates?|alerts?|inbox|account|free|access|channel|podcast)\b.{0,60}$",
    r"^\W*(?:subscribe|sign up|sign in|log ?in|log ?out|register|join us|donate|follow(?: us)?|newsletters?)\b[^.]{0,24}$",
    r"^follow (?:us|him|her|them|@|\w+ on (?:x|twitter|facebook|instagram)).{0,80}$",
    r"^(?:share|tweet|pin|e?-?mail|print|save|copy link|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|kakaotalk|line|url|bookmark"
    r"|print dictionary print|print this (?:page|article|story)|listen|gift|text size|font size|play|pause|mute|menu|search|close|home|skip to .{0,24}|back to top|top"
    r"|back|next|previous|prev|toggle .{0,20}|lock icon|help-image.{0,24}|s|a|ok|cancel|submit|reply|like|dislike|report|send|edit|x)\W*$",
    r"^(?:share|teilen|partager|compartir|condividi|compartilhar|поделиться|공유)\b(?: (?:this|on|via|article|story|:).{0,40})?\W*$",
    r"^(?:loading|privacy policy|terms of (?:use|service)|about us|contact us|cookie (?:policy|settings)|accept (?:all )?cookies"
    r"|(?:have|got) (?:a )?(?:news )?tips?\??|click here|tap here|open in app|continue reading|standards? board policy|editorial standards"
    r"|report (?:a|an) (?:typo|error|correction)|listen to this article|scroll (?:down )?to continue)\b[^.]{0,40}\W*$",
    r"^(?:getting your trinity audio|your browser does not support|javascript (?:is|must)|this (?:site|website) uses cookies|we use cookies"
    r"|download (?:the|our) app|read (?:the )?full (?:story|article)|(?:story|article) continues below|this article (?:was|has been) (?:automatically )?translated"
    r"|this story (?:was|has been) (?:published from|auto)|support (?:our|independent) journalism|(?:have|got) a (?:news )?tip\?).{0,160}$",
    r"^\(?\d{1,4}\s?/\s?\d{2,5}\s?(?:자|characters?|zeichen)?\)?$",
    r"^\W*\d{1,6}\s?(?:shares?|likes?|views?|comments?|reads?|min(?:ute)?s? read|dogs?|개|명|회)?\W*$|^\d{1,2} min(?:ute)?s? read$",
    r"^\W*(?:great|i[’']m (?:sad|angry|happy)|i recommend it|like it|funny|wow|sad|angry|dog|0|좋아요|슬퍼요|화나요|훈훈해요|후속.{0,8}|추천해요)\W*\d*$",
    r"^\W*(?:기자\s?(?:사진|페이지|프로필)|글자\s?크기.{0,12}|글씨.{0,12}|가|구독(?:하기|중)?|로그인.{0,12}|공유(?:하기)?|스크랩|인쇄(?:하기)?|프린트"
    r"|메일.{0,8}|페이스북|트위터|카카오톡.{0,8}|네이버.{0,12}|밴드|링크\s?복사|url\s?복사|본문\s?(?:바로가기|듣기)|음성으로.{0,8}|기사\s?(?:저장|듣기)"
    r"|제보.{0,40}|이전\s?기사|다음\s?기사|목록|맨\s?위로|뉴스\s?듣기|좋아요\s?\d*|닫기|메뉴|검색|전체\s?메뉴)\W*$",
    r"^(?:reporting|writing|additional reporting|editing|compiled|edited|translated) by\b.{0,300}$",
    r"^(?:the )?(?:views|opinions) expressed\b|^(?:a|this) version of this (?:article|story)|^editor'?s'? note:",
    r"^(?:https?://|www\.)\S+$|^@\w+$|^#\w+(?:\s+#\w+)*$",
    r"^(?:quelle|fuente|fonte|source|источник)\s?:\s?.{2,60}$|^(?:stand|standort)\s?:\s?.{0,20}$",
    r"^(?:mit material von|avec afp|con información de).{0,60}$",
    *phrases.ALSO,
    *phrases.ASKS,
    loose={
        **phrases.COOKIES,
        "follow us on": r"\bfollow us on\b",
        "/": r"\(\d/\d{2,5}\s?자?\)$",
        "구독|제보|문의": r"(?:구독|제보|문의)(?:를|은|는)? .{0,40}(?:하세요|주세요|바랍니다)",
    },
)
"""Furniture wherever it stands."""

_BIO = Shapes(
    r"^(?:about the author|the (?:author|writer) is)\b",
    r"^.{0,200}\bcontributed to this (?:report|article|story)\b|^[\w .,’'-]{3,60} reported from [a-z]",
    r"^[([](?:reporting|writing|editing|with) .{0,200}[)\]]\W*$",
    loose={
        "is |are ": (
            r"\b(?:is|are) (?:an? |the )?(?:[\w'’-]+ ){0,6}(?:reporter|correspondent|staff writer|writer|columnist|freelancer?|editor|journalist|fellow"
            r"|professor)s? (?:at|for|with|covering|based in|who covers|and)\b"
        ),
        "writes |covers |reports |written |covered ": (
            r"^(?!(?:the|this|that|an?|in|its?|his|her|their|our) )[^\W\d_][\w.'’-]*(?: [\w.'’-]+){1,3} (?:(?:writes|reports|has written|has reported) (?:about|on)\b"
            r"|(?:covers|has covered) .{3,90} (?:for|at) (?:[^.]{2,40}\.\s+(?:she|he|they|before|previously)\b"
            r"|[^.]{0,30}\b(?:times|post|courier|journal|herald|news|agency|press|tribune|guardian|reuters|bloomberg|globe|star|telegraph|magazine|wire)\W*$))"
        ),
        **phrases.BIOS,
        "can be|you can": r"\b(?:can be|you can) (?:reached|contacted|follow(?:ed)?|reach|contact)\b",
    },
)
"""Sentences about the people who wrote it: at a report's end only, since journalists are news too."""

_CRUMBS = re.compile(r"^[^.!?>›»]{1,40}(?:\s?[>›»]\s?[^.!?>›»]{1,40}){1,5}$")
_QUOTED = re.compile(r"[«‹]|(?:^|[\s(])[»›](?=\S)[^»›]*(?<=\S)[»›](?!\w)")
"""«…», »…«, »…»: such marks quote; the way to a page has a blank on both sides of them, or on none."""
_MENU = re.compile(r"^[^|•·.!?]{1,30}(?:\s?[|•]\s?[^|•·.!?]{1,30}|\s·\s[^|•·.!?]{1,30}){2,}$")
"""A point without blanks joins what belongs together: 한·미·일."""
_EMAIL = re.compile(r"[\w.+%-]{1,64}@(?:[\w-]{1,63}\.)+[a-zA-Z]{2,24}")
_ONLY_EMAIL = re.compile(
    rf"^(?:[-–•·*]\s*)?(?:e-?mail|contact|이메일|메일)?\W*{_EMAIL.pattern}\W*$", re.IGNORECASE
)
_IMAGE = re.compile(
    r"^!\[[^\]]*\]\([^)]*\)\W*$|^\[?(?:image|img|photo|video|gallery|bild|사진|이미지|영상)(?:\s?\d+)?\]?$",
    re.IGNORECASE,
)
_SYMBOLS = re.compile(r"^[\W_]*$")

_CAPTION_START = Shapes(
    r"^[▲△▴◀◁◂◄▼▽▾↑←◆◇](?=\s?\S)",
    r"^(?:file|archiv|archivbild)\s?(?:photo|image|picture)?\s?[-–—:]\s",
    r"^(?:photos?|captions?|images?|pictures?|video|file photo|foto|bild|illustration|credit|photo credit|bildquelle|legende|사진|자료\s?사진)\s?[:=]",
    r"^\(?(?:file|courtesy) (?:photo|image|picture)\b|^in this (?:file |undated |\w+ )?(?:photo|image|picture|handout|frame grab)\b",
    r"^(?:this|a|an) (?:undated |file |combination |handout |screen |satellite |\w+ )?(?:photo|image|picture|photograph|screenshot|frame grab|graphic)s?"
    r" (?:combination )?(?:taken|provided|released|shows|from|made|captured|published|posted|distributed|issued)\b",
    *phrases.CAPTIONS,
    r"^(?:gettyimages|getty images|ap photo|afp photo|epa|shutterstock|istock|reuters|picture alliance|imago)\s?(?:[/|–-].{0,60}|)$",
)
_PHOTO_CREDIT = Shapes(
    loose={
        ")|]": (
            r"[(\[][^()\[\]]{0,60}\b(?:photo|foto|getty|epa|shutterstock|courtesy|handout|captur|screenshot)[^()\[\]]{0,60}[)\]]\W*$"
            r"|[(\[](?=[^()\[\]]{3,32}[)\]]\W*$)[^()\[\]]*\b(?:image|picture|pool|file|provided|via)\b[^()\[\]]*[)\]]\W*$"
        ),
        "/|via |getty images|file photo|picture alliance": r"(?:/getty images|/ap|/afp|/epa|/reuters|/pool|/handout|/shutterstock|/tass|via reuters|via ap|ap photo/.{2,60}|reuters/[a-z].{2,90}|getty images|file photo|picture alliance.{0,40})\W*$",
        "photo|picture|image|foto|bild|illustration": r"\b(?:photo(?:graph)?|picture|image|foto|bild|illustration)s? ?(?:by|credit|courtesy of|:|von)\b.{2,60}$",
        "photo|foto|bild|фото|사진|写真": r"[.!?。)\]”»]\s*(?:file )?(?:photos?|fotos?|bild|фото|사진|写真)(?: credit)?\s?[:=：＝]\s?[^.!?。]{2,60}\W?$",
        "/|=|사진|@": (
            r"[/=]\s?(?:뉴시스|뉴스1|연합뉴스|로이터|사진공동취재단|[가-힣]{2,4}\s?(?:사진)?기자|.{2,12}\s?제공)\W*$|\[사진[^\]]*\]|자료\s?사진\W*$"
            r"|\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?(?:\s?/\s?|\s)\S{0,40}@\S{3,40}$"
        ),
    },
)
_BRACKETED_END = re.compile(r"(?:\[[^\]]{2,40}\]|\([^()]{2,80}\))\W*$")
_SEEN = re.compile(
    r"\((?:left|right|center|centre|middle|top|bottom|[LRC]|front|back|(?:second|third|2nd|3rd) from (?:the )?(?:left|right)|from left)\)"
    r"|,\s(?:left|right|center|centre|second from (?:left|right)|from left),|\bfrom left\b"
    r"|\b(?:is|are) (?:seen|pictured|shown|photographed)\b|\bpictured (?:here|in|on|at|with)\b"
    r"|\b(?:poses?|shakes? hands?|delivers?|speaks?|arrives?|attends?|waves?|walks?|talks?|inspects?|looks?|smiles?|gestures?|holds?|hold|greets?|watch(?:es)?"
    r"|stands?|salutes?|reacts?|leaves?|addresses|sits?|meets?|signs?|shows?|fl(?:y|ies)|march(?:es)?|answers?|gives?|makes?|passes|drives?|bows?)\b",
    re.IGNORECASE,
)

_SENTENCE_END = re.compile(
    rf"[.!?。！？…](?:[{CLOSING}]|\s?\([^()]{{2,40}}\)|\s»)*(?:\s(?:[A-ZÀ-Þ]{{2,6}}|dpa|Enditem|/\w{{2,8}}/))?$"
)
"""Agencies put their name, or a word for the end, behind the last sentence."""
_LAST_WORD = re.compile(r"\s*(?:Enditem|\((?:END|끝)\)|\[END\]|\(계속\))$")
_WORDLESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


def ends(line: str) -> bool:
    """Tell whether the report is over where this line stands."""
    return _ENDS.hold(line)


def opens_box(line: str) -> bool:
    return len(line) < 100 and not line.endswith((".", "。")) and _BOXES.hold(line)


def stands_aside(line: str) -> bool:
    """Tell whether a line is furniture by itself, wherever it stands."""
    if _SYMBOLS.match(line) or _IMAGE.match(line) or only_email(line):
        return True
    if len(line) < 140 and (_MENU.match(line) or _is_way(line)):
        return True
    return len(line) < 400 and _ASIDES.hold(line)


def _is_way(line: str) -> bool:
    """Tell the way to a page: `News » Coast`."""
    return bool(_CRUMBS.match(line)) and not _QUOTED.search(line)


def captions(line: str, *, inside: bool) -> bool:
    """Tell whether a line describes a picture.

    `inside`: it stands before or between paragraphs, where an agency in brackets is a photo's credit.
    """
    if len(line) > 700 or (len(line) < 60 and dateline(line) and alone(line)):
        return False
    if _CAPTION_START.hold(line) or _PHOTO_CREDIT.hold(line):
        return True
    found = _BRACKETED_END.search(line) if ")" in line or "]" in line else None
    if found is None or found[0].endswith(
        "."
    ):  # "the news agency (KCNA)." is a part of its sentence
        return False
    credited = alone(found[0].strip(".")) is not None
    return (
        bool(_SEEN.search(line)) or (inside and credited) if credited else inside and _sees(line)
    )


def prose(line: str) -> bool:
    """Tell a sentence of a report from a heading, a label or a link."""
    weight = len(line) if line.isascii() else len(line) + len(_WORDLESS.findall(line))
    return weight >= 180 or (
        weight >= 50 and (line.endswith(":") or bool(_SENTENCE_END.search(line)))
    )


def without_end(paragraph: str) -> str:
    """Take off the word that tells an agency's subscribers that the report is over."""
    return _LAST_WORD.sub("", paragraph)


def about_author(line: str) -> bool:
    return len(line) < 600 and _BIO.hold(line)


def emails(line: str) -> list[str]:
    return _EMAIL.findall(line) if "@" in line else []


def only_email(line: str) -> bool:
    return bool(_ONLY_EMAIL.match(line))


def _sees(line: str) -> bool:
    return bool(_SEEN.search(line)) and len(_SENTENCE_END.findall(line)) <= 1
