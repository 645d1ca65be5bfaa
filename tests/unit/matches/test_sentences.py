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
        ("「行け。」彼は言った。", "彼", "彼は言った。"),
        ("发射了吗？没有！他说。", "没有", "没有！"),
        ("그럴 것. 그는 말했다. 끝", "그는", "그는 말했다."),
        ("هل أطلقت؟ نعم. انتهى", "نعم", "نعم."),
        ("उसने कहा। वह गया।", "वह", "वह गया।"),
        ("Ήρθε; Ναι. Τέλος", "Ναι", "Ναι."),
        ("He came; She left. End", "She", "He came; She left."),
        ("Er kam am 3. Oktober an. Dann", "Oktober", "Er kam am 3. Oktober an."),
        ("Es waren 12. Dann kam er.", "Dann", "Dann kam er."),
        ("Встретил А. Иванова. Потом", "Иванова", "Встретил А. Иванова."),
        ("Er sagte: „Komm.“ Dann ging er.", "Dann", "Dann ging er."),
        ("It rose 3.5 percent to 1.2. Then", "percent", "It rose 3.5 percent to 1.2."),
        ("N. Korea fired. Then", "fired", "N. Korea fired."),
        ("It docked in the U.S. The port opened.", "port", "The port opened."),
        ("It left at 5 p.m. The port opened.", "left", "It left at 5 p.m."),
        ("The U.S. A-10 came. Then", "came", "The U.S. A-10 came."),
        ("The U.S. Navy came. Then", "Navy", "The U.S. Navy came."),
        ("He met J. A. Smith. Then", "Smith", "He met J. A. Smith."),
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
