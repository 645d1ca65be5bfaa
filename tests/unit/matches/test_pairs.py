"""What the language means, as pairs: a text, a query, yes or no."""

import pytest

from service.matches.compile import compile_rules
from service.matches.evaluate import evaluate
from tests.unit.matches.make import article, rule


FAR = "Arms were shown and the crowd then waited for quite some time before any transfer."
NEARBY = "Officials denied that any transfer to the north of arms had taken place."

PAIRS = [
    # inflection, not derivation
    ("The envoy visits Harbourton.", "visit", True),
    ("She visited Harbourton.", "visit", True),
    ("They are visiting.", "visit", True),
    ("Shoigu's visit ended.", "visit", True),
    ("The visit's end.", "visit", True),
    ("A visitor came.", "visit", False),
    ("Internal matters.", "international", False),
    ("International matters.", "internal", False),
    ("The university.", "universe", False),
    ("The army left.", "arms", False),
    ("Armed men.", "arms", False),
    ("He broke an arm.", "arms", False),
    ("Arms and more.", "arms", True),
    ("The arms' weight.", "arms", True),
    ("Talks ended.", "talks", True),
    ("He talked.", "talks", False),
    ("A weapon was found.", "weapons", True),
    ("Weapons were found.", "weapon", True),
    ("She visits often.", "visited", False),
    ("One analysis.", "analyses", True),
    ("Women met.", "woman", True),
    ("They sold goods.", "good", False),
    ("The Kims met.", "Kim", True),
    ("Two F-16s landed.", "F-16", True),
    ("Two F16s landed.", "F-16", True),
    ("Two F16s landed.", "F16", True),
    ("The T-72s rolled.", "T-72", True),
    ("A MiG-29 and MiG-29s.", "MiG-29", True),
    ("Two F-16s landed.", "=F-16", False),
    ("Two F-16s landed.", '"F-16"', False),
    ("In the 1990s.", "1990", False),
    # folding
    ("MISSILE TEST", "missile", True),
    ("The café in Zürich", "cafe zurich", True),
    ("Straße", "strasse", True),
    ("Łódź", "lodz", True),
    ("Ｍｉｓｓｉｌｅ", "missile", True),
    ("ΣΟΦΌΣ", "σοφος", True),
    ("Йод", "иод", False),
    ("The co-operation pact", "cooperation", True),
    ("Kim Jong-un spoke", "jongun", True),
    ("Kim Jong-un spoke", "Jong-un", True),
    ("Kim Jong Un spoke", "Jong-un", True),
    ("They re-sign today", "resign", False),
    ("state-of-the-art arms", "stateoftheart", False),
    ("1,000 shells", "1000", True),
    ("1000 shells", "1,000", True),
    ("10\u202f000 shells", "10,000", True),
    ("3.5 tons", "35", False),
    ("The U.N. council", "UN", True),
    ("The U.N. council", "U.N.", True),
    ("We don’t know", "don't", True),
    ("L'ONU a dit", "ONU", True),
    ("Путин сказал", "путин", True),
    ("북한 미사일", "북한", True),
    ("남북한 미사일", "북한", False),
    # side by side, phrases, nearness
    (NEARBY, "arms transfer", True),
    (FAR, "arms transfer", False),
    (FAR, "arms AND transfer", True),
    ("transfer arms", '"arms transfer"', False),
    ("b a c", '"a b c"', False),
    ("an arms-transfer deal", '"arms transfer"', True),
    ("arms transfers", '"arms transfer"', False),
    ("arms transfers", '"arms transf*"', True),
    ("Kim Jong-un’s guard", '"Kim Jong Un guard"', True),
    ("Kim Jong Un's guard", "“kim jong-un”", True),
    ("a b c d e f", "a NEAR/4 f", True),
    ("a b c d e f", "a NEAR/3 f", False),
    ("a b c d e f g", "a NEAR f", True),
    ("a b c d e f g", "a NEAR g", False),
    ("b then a", "a NEAR b", True),
    ("b then a", "a ONEAR b", False),
    ("a then b", "a ONEAR/1 b", True),
    ("arms", "arms NEAR/5 arms", False),
    ("arms and arms", "arms NEAR/5 arms", True),
    ("test test", "test test test", False),
    ("test test test", "test test test", True),
    ("North Korea sells", "name:dprk NEAR/0 Korea", False),
    ("Minister Shoigu's visit", "Shoigu NEAR/0 visit", True),
    ("one\n\ntwo", "one NEAR/0 two", True),
    ("x one y two z", "(one OR three) NEAR/1 (two OR four)", True),
    ("a c b", "(a NEAR/4 b) NEAR/4 c", False),
    ("a b c", "(a NEAR/4 b) NEAR/4 c", True),
    ("a b c", "a NEAR/0 b NEAR/0 c", True),
    # boolean and precedence
    ("a only", "a OR b AND c", True),
    ("b only", "a OR b AND c", False),
    ("b only", "(a OR b) AND c", False),
    ("c and d", "NOT a AND c", True),
    ("Moscow alone", "Shoigu OR NOT Moscow", False),
    ("Shoigu's visit to Harbourton", "Shoigu visit -Moscow", True),
    ("Shoigu's visit to Moscow", "Shoigu visit -Moscow", False),
    ("Shoigu's visit to Moscow", "Shoigu visit NOT Moscow", False),
    ("a x", "NOT a NEAR/2 b", True),
    ("a x b", "NOT a NEAR/2 b", False),
    # exact forms, case, names, wildcards
    ("He visits", "=visit", False),
    ("The Visit", "=visit", True),
    ("The WHO said", "case:WHO", True),
    ("who said", "case:WHO", False),
    ("N. Korea fired", "name:dprk", True),
    ("NK fired", "name:dprk", True),
    ("nk fired", "name:dprk", False),
    ("North Korean fire", "name:dprk", False),
    ("DPRK's fire", '"name:dprk fire"', True),
    ("Missiles", "missil*", True),
    ("Women", "wom?n", True),
    ("Womn", "wom?n", False),
]


@pytest.mark.parametrize(("text", "query", "expected"), PAIRS)
def test_pair(text: str, query: str, expected: bool) -> None:
    """The query holds for the text, or does not, as the language says."""
    made = compile_rules([rule(query)])
    assert set(made.rules) == {"w/r"}, made.problems
    assert bool(evaluate(made, article(text))) == expected
