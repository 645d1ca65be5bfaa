import pytest

from service.matches.compile import compile_rules
from service.matches.evaluate import candidates, evaluate
from service.model import ArticleId, Field, Tier
from tests.unit.matches.make import article, matched, quotes, rule, rules


def test_a_match_says_what_it_is_of():
    """A match carries the article, its version, and the rule."""
    made = compile_rules([rule("arms", tier=Tier.URGENT)])
    match = evaluate(made, article("Arms.", id=ArticleId(7), version=3))[0]
    assert (match.article, match.version, match.watchlist, match.rule) == (7, 3, "w", "r")
    assert (match.title, match.tier) == ("A rule", Tier.URGENT)


def test_evidence_quotes_the_original():
    """Evidence is the text as it stands, with its sentence and its clause."""
    text = "Before. The Ｓhoigu’s visit, as Köln says. After."
    match = matched("Shoigu visit", text)
    assert match
    first, second = match.evidence
    assert (first.quote, first.clause) == ("Ｓhoigu", "Shoigu")
    assert (second.quote, second.clause) == ("visit", "visit")
    assert text[first.start : first.end] == first.quote
    assert text[slice(*first.sentence)] == "The Ｓhoigu’s visit, as Köln says."


def test_both_sides_of_a_true_or():
    """Both sides of a true OR are evidence, a false side is not."""
    assert quotes("arms OR navy OR horse", "The navy and arms.") == ["navy", "arms"]


def test_only_what_takes_part():
    """Words too far apart are no evidence of a NEAR that holds elsewhere."""
    text = "arms a b c d e f g h transfer of arms"
    assert quotes("arms NEAR/3 transfer", text) == ["transfer", "arms"]


def test_nested_nearness_keeps_what_makes_it_up():
    """Of an inner NEAR only the words of a hull that takes part are evidence."""
    text = "a b x x x x a b c"
    match = matched("(a NEAR/0 b) NEAR/0 c", text)
    assert match
    assert [(e.quote, e.start) for e in match.evidence] == [("a", 12), ("b", 14), ("c", 16)]


def test_a_negated_negation_is_evidence():
    """A word under two NOTs speaks for the match again; under one it does not."""
    assert quotes("arms AND NOT (NOT navy OR horse)", "arms navy") == ["arms", "navy"]
    assert quotes("arms AND NOT (navy AND horse)", "arms navy") == ["arms"]
    assert quotes("arms NOT NOT navy", "arms and navy") == ["arms", "navy"]


def test_words_of_a_phrase_in_different_places():
    """A phrase whose words are all there, in two fields or another order, is not there."""
    assert not matched('"mutual aid pact"', "A pact of aid.", "Mutual")
    assert not matched('"mutual aid pact"', "A pact of aid, mutual.")


def test_fields_are_apart():
    """Nothing crosses from the title into the text; the summary is a field of its own."""
    assert not matched("arms transfer", "A transfer.", "Arms")
    assert matched("arms AND transfer", "A transfer.", "Arms")
    match = matched("arms", "No.", "Arms", summary="Of arms.")
    assert match
    assert [e.field for e in match.evidence] == [Field.TITLE, Field.SUMMARY]


def test_parts():
    """A part looks at its own words only."""
    text = "First arms.\n\nSecond navy.\n\nThird horse."
    assert matched("lead:(arms AND navy AND cabinet)", text, "Cabinet")
    assert not matched("lead:horse", text, "Cabinet")
    assert matched("body:horse", text)
    assert not matched("body:cabinet", text, "Cabinet")
    assert matched("title:(cabinet AND NOT arms) arms", text, "Cabinet")
    assert not matched("title:arms", text, "Cabinet", summary="arms")
    assert not matched("lead:(navy NEAR/0 third)", text)


def test_order_of_matches_and_evidence():
    """Matches come by rule, evidence by field and place, each once."""
    made = rules("navy AND navy", "arms")
    matches = evaluate(made, article("arms navy", "Navy"))
    assert [match.rule for match in matches] == ["r0", "r1"]
    assert [(e.field.value, e.quote) for e in matches[0].evidence] == [
        ("title", "Navy"),
        ("text", "navy"),
    ]


def test_a_joined_compound_is_quoted_whole():
    """What was found as one word is quoted as it is written."""
    assert quotes("cooperation", "Their co-operation.") == ["co-operation"]
    assert quotes('"UN envoy"', "The U.N. envoy") == ["U.N. envoy"]


def test_the_watchlist_of_the_reference():
    """The example watchlist of the rules page does what its own tests say."""
    made = rules("Shoigu visit", '"mutual aid" OR "mutual defense"')
    hit = article("Talks followed Defense Minister Sergei Shoigu's visit to Pyongyang.")
    miss = article("Shoigu chaired a meeting in Moscow.", "Cabinet meets", language="en")
    assert [match.rule for match in evaluate(made, hit)] == ["r0"]
    assert evaluate(made, miss) == ()
    assert [m.rule for m in evaluate(made, article("a vow of mutual aid"))] == ["r1"]


def test_rules_with_sources():
    """A rule looks only at the sources that its watchlist names."""
    made = compile_rules([rule("arms", include=("tag:wire", "*.kr"), exclude=("tabloid-x",))])
    assert evaluate(made, article("arms", tags=("Wire",)))
    assert evaluate(made, article("arms", url="https://www.news.kr/1"))
    assert not evaluate(made, article("arms", url="https://news.com/kr"))
    assert not evaluate(made, article("arms", tags=("wire",), source="tabloid-x"))


def test_a_compound_far_off_makes_no_nearness_wider():
    """Words are as long as they are where they stand: joined-joined is two, and too far away."""
    text = "joined joined joined joined treaty navy joined joined joined joined-joined"
    made = compile_rules([rule("join* treaty navy", nearness=2)])
    (match,) = evaluate(made, article(text))
    starts = [one.start for one in match.evidence if one.clause == "join*"]
    assert starts == [7, 14, 21, 40, 47, 54]


@pytest.mark.parametrize("leaf", ["arms", '"arms deal"', "missil*", "arms NEAR/3 deal"])
def test_rules_that_share_words_have_evidence_each(leaf):
    """What one rule has found is found for the next one, too, with its own clauses."""
    made = rules(leaf, f"{leaf} OR navy", f"({leaf}) AND NOT navy")
    found = evaluate(made, article("Missiles in an arms deal.", "An arms deal"))
    places = [[(e.field, e.start, e.end, e.clause) for e in match.evidence] for match in found]
    assert len(places) == 3
    assert places[0]
    assert places[0] == places[1] == places[2]


def test_only_what_holds_under_or_is_evidence():
    """A clause of an OR that does not hold has no evidence, though one of its words is there."""
    (match,) = evaluate(rules("(arms AND navy) OR deal"), article("An arms deal."))
    assert [piece.quote for piece in match.evidence] == ["deal"]


def test_words_under_two_negations_are_evidence():
    """NOT over a group with NOT asks for what stands under both."""
    made = rules("deal AND NOT (navy OR NOT arms)", "deal AND NOT (navy AND NOT arms)")
    both, one = evaluate(made, article("An arms deal."))
    assert [piece.quote for piece in both.evidence] == ["arms", "deal"]
    assert [piece.quote for piece in one.evidence] == ["arms", "deal"]


@pytest.mark.parametrize(
    ("query", "text", "held"),
    [
        ('"North Korea"', "North ad Korea", True),
        ('"North Korea"', "Korea and more, North", True),
        ('"North Korea"', "North ad Corea", False),
        ("北京", "北京 x", True),
        ("북한", "북한이 x", True),
    ],
)
def test_a_phrase_may_be_parted_in_coarse_words(query, text, held):
    """What stands between the words of a page may be left out when it is read."""
    assert bool(candidates(compile_rules([rule(query)]), text)) is held


@pytest.mark.parametrize("count", [1, 40])
def test_many_phrases_are_looked_up_at_once(count):
    """Whether few phrases are looked for or many are looked up, compounds count as one word, too."""
    words = [f"w{number}" for number in range(count)]
    text = " ".join(f"{word} Co-op. U.N. Vice-chair {word}-b" for word in words)
    there = [f"{word} coop" for word in words] + ["un vicechair", "vice chair", "coop u.n"]
    apart = [f"{word} vice" for word in words] + ["coop vicechair", "un chair"]
    made = rules(*(f'"{phrase}"' for phrase in (*there, *apart)))
    found = evaluate(made, article(text))
    assert {match.rule for match in found} == {f"r{number}" for number in range(len(there))}
