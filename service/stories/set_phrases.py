"""Sentences that stand in every other report and tell nothing of the event.

Only what says nothing else: a short sentence that asks for a subscription, credits an agency, or says that nobody
would comment. What an outlet's page holds beside the report was left out when it was read (`articles.furniture`).
"""

import re


LONGEST = 220
"""Characters of a sentence that may be a set phrase."""
_NO_COMMENT = (
    (r".{2,90}\b(?:did not|didn['’]t|has not|had not|have not)(?: (?:immediately|yet|initially))? "
    r"(?:respond(?:ed)?|repl(?:y|ied)|return(?:ed)?)(?: (?:immediately|yet))?(?: to)?"
    r"(?: (?:an?|our|the|several|repeated|multiple|any|emailed|written|\w+['’]s?)){0,3} (?:requests?|calls?|e-?mails?|messages?|questions?)"
    r"(?: (?:for|seeking) (?:a )?(?:comments?|a response|further information|details))?(?: (?:on|by|before|from) .{2,40})?"),
    r".{2,90}\bdeclin(?:ed|es|ing) to (?:comment|elaborate|give (?:further )?details)(?: (?:further|on (?:the (?:matter|report|case)|it)))?",
    r".{2,90}\b(?:could|can)(?: not|n['’]t) (?:immediately |independently )?be (?:reached|contacted)(?: (?:immediately|for (?:a )?comment))*",
    r".{2,60}\b(?:has|have|was|were) (?:been )?(?:contacted|approached|asked) for (?:a )?comments?",
    (r"(?:he|she|they|it|the (?:ministry|official|spokes\w+|statement|company))"
    r" (?:did not|didn['’]t|would not|gave no|provided no|offered no) (?:elaborate|(?:give |provide |go into )?(?:further |more |other )?details)(?: further)?"),
    r"(?:no|further|more) (?:further |other |more )?details (?:were|was|are) (?:immediately |yet )?(?:available|given|released|provided)",
    (r".{2,80}\b(?:wollte[nt]?|will|wollen|möchte)(?: sich)? (?:dazu|zu .{2,30}|hierzu)?\s?(?:zunächst )?(?:nicht|keine[nr]?) "
    r"(?:äußern|kommentieren|stellung(?:nahme)? (?:nehmen|abgeben))"),
    r".{2,80}\bwar(?:en)? (?:zunächst |vorerst )?(?:nicht|für eine stellungnahme nicht|für .{2,20} nicht) (?:zu erreichen|erreichbar)",
    r".{2,80}\b(?:n['’]a|n['’]ont) pas (?:immédiatement |encore |souhaité )?(?:répondu|commenter|réagi)(?: .{0,60}commentaires?)?",
    r".{2,80}\bno (?:respondió|respondieron|quiso|quisieron|contestó)(?: de inmediato)?(?: a .{0,40}| hacer )?(?:comentarios?|peticiones?|solicitud(?:es)?)",
    r".{2,80}\b(?:отказал(?:ся|ась|ись)|не стал[аи]?) (?:от комментариев|комментировать|давать комментари[ий])(?: .{0,30})?",
    r".{2,80}\bне ответил[аи]? на (?:запрос|просьбу).{0,50}",
    r".{2,60}(?:논평|답변|언급)(?:을|에|은)?\s?(?:거부|거절|요청에 응하지|응하지|하지).{0,12}(?:했다|않았다)",
    r".{2,60}(?:コメント|取材).{0,8}(?:控え|応じ|拒否|避け).{0,14}",
    r".{2,40}(?:未(?:立即|予)?回应|拒绝置评|不予置评|未置评).{0,14}",
    r".{2,60}(?:ولم|لم) (?:يرد|ترد|يعلق|تعلق|يستجب)(?: .{0,60})?",
)  # fmt: skip
_ABOUT_ITSELF = (
    r"(?:this is a|it is a)? ?(?:breaking|developing) (?:news )?story.{0,80}|(?:more|further) (?:details )?to follow|(?:the )?story is (?:being updated|developing)",
    r"\W*(?:additional )?(?:reporting|writing|editing|compiled|edited|translated) by .{0,160}|\W*with (?:agency )?(?:inputs?|files|reporting) from .{0,120}",
    r".{2,90}\bcontributed to this (?:report|article|story)",
    r"\W*(?:©|\(c\)|copyright|all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados|все права защищены).{0,120}",
    (r"\W*(?:last |first )?(?:updated|published)(?: (?:at|on))?\W*(?:[\d:.,/ -]|a\.?m|p\.?m|gmt|utc|[ecmp]s?[dt]t|ist|kst|cet|st|nd|rd|th"
    r"|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?|jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|\w*uary|march|april|august|\w+ember|october)*"),
    (r"\W*(?:read (?:more|also|next)|also read|see also|related|more on this|watch|listen|mehr (?:dazu|zum thema)|lesen sie auch|lire aussi|à lire|"
    r"lea también|leer más|leggi anche|leia (?:também|mais)|читайте также|читать далее|czytaj (?:też|także)|ayrıca okuyun|اقرأ أيضا|"
    r"관련\s?기사|関連記事|相关(?:报道|新闻)|延伸阅读)\s*[:：].{0,160}"),
    r"\W*(?:subscribe|sign up|follow us|join our|download our|get the latest|click here|подписывайтесь|подпишитесь|abonnez|suscríbe|abonnieren)\b.{0,160}",
    r"\W*(?:무단\s?(?:전재|복제)|저작권자|ⓒ|재배포\s?금지|제보는).{0,120}|.{0,60}무단\s?전재.{0,60}",
    r".{0,60}(?:無断(?:転載|複写)|転載を禁).{0,40}|.{0,60}(?:未经(?:授权|许可)|版权所有|责任编辑|編輯[:：]|编辑[:：]).{0,60}",
    r"\W*[\w.+-]+@[\w-]+\.[\w.]+\W*|\W*[가-힣]{2,4}\s?기자(?:\s?[\w.+-]+@\S+)?\W*|\W*\(?(?:end|끝|了|完|dpa|ap|afp|tass)\)?\W*",
    r"\W*(?:source|quelle|fuente|fonte|источник|kaynak|출처|来源|來源|المصدر)\s?[:：]\D{2,60}",
)  # fmt: skip
_END = r"[\s.!。…)\]]*"
_SAYING_NOTHING = re.compile(rf"(?:{'|'.join(_NO_COMMENT)}){_END}", re.IGNORECASE)
_FURNITURE = re.compile(rf"(?:{'|'.join(_ABOUT_ITSELF)}){_END}", re.IGNORECASE)


def is_furniture(sentence: str) -> bool:
    """Tell a sentence about the report itself: who made it, when, and what else there is to read."""
    return len(sentence) <= LONGEST and _FURNITURE.fullmatch(sentence) is not None


def says_nothing(sentence: str) -> bool:
    """Tell a sentence by which nobody said anything; who it was may be told in passing ("X, arrested on Friday, ...")."""
    return len(sentence) <= LONGEST and _SAYING_NOTHING.fullmatch(sentence) is not None
