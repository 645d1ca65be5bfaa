import pytest

from service.matches.sentences import Sentences
from service.matches.words import Folded


@pytest.mark.parametrize(
    ("text", "word", "sentence"),
    [
        ("One. Two here. Three.", "Two", "Two here."),
        ("The U.S. Ambassador met Mr. Kim. Then he left.", "met", None),
        ("On Sept. 5 he left. Then", "left", "On Sept. 5 he left."),
        ("See No. 5 now. He said no. Then", "He", "He said no."),
        ('He said "Go." Then left.', "Then", "Then left."),
        ("Wait... no more. Yes", "Wait", "Wait... no more."),
        ("Really?! Yes", "Yes", "Yes"),
        ("One\n\nTwo", "Two", "Two"),
        ("他说。走了。", "走", "走了。"),
    ],
)
def test_sentence_around(text, word, sentence):
    """The sentence around a word, whole and no more."""
    start = text.index(word)
    found = Sentences(Folded(text)).around(start, start + len(word))
    expected = "The U.S. Ambassador met Mr. Kim." if sentence is None else sentence
    assert text[slice(*found)] == expected


def test_evidence_over_two_sentences():
    """A piece over several sentences brings them all."""
    assert Sentences(Folded("One. Two. Three.")).around(0, 8) == (0, 9)


def test_between_sentences():
    """A place in no sentence is its own."""
    sentences = Sentences(Folded("A.\n\nB."))
    assert sentences.around(2, 3) == (2, 3)
    assert Sentences(Folded("One.  Two.")).around(4, 5) == (0, 10)
    assert Sentences(Folded("\n\nA.")).around(0, 1) == (0, 1)
