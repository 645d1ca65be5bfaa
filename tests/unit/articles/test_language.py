import pytest

from service.articles.language import detect, primary


ENGLISH = "The foreign ministry said on Monday that it would summon the ambassador over the ferry."
GERMAN = "Das Auswärtige Amt teilte am Montag mit, dass der Botschafter einbestellt werde."
RUSSIAN = "Министерство иностранных дел заявило в понедельник, что посол будет вызван."
KOREAN = "국방부는 월요일 회담이 오월까지 계속될 것이라고 밝혔다. 그러나 자세한 내용은 없다."
JAPANESE = "防衛省は月曜日、会談が五月まで続くと発表した。詳細は明らかにしていない。"
CHINESE = "外交部星期一表示，会谈将持续到五月。发言人没有透露更多细节，会谈气氛良好，双方满意。"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (RUSSIAN, "ru"),
        (KOREAN, "ko"),
        (JAPANESE, "ja"),
        (CHINESE, "zh"),
        ("Too short", None),
        ("", None),
    ],
)
def test_detected(text, code):
    """A text tells its language, unless it is too short."""
    assert detect(text) == code


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        (ENGLISH, ("en-GB",), "en"),
        (ENGLISH, ("ko",), "en"),
        (KOREAN, ("en-US", "ko"), "ko"),
        (GERMAN, (None, "nl"), "nl"),
        (RUSSIAN, ("uk_UA",), "uk"),
        (RUSSIAN, ("sr",), "sr"),
        (ENGLISH, ("sr-Latn",), "sr"),
        ("Short", ("fr",), "fr"),
        ("Short", ("und",), None),
    ],
)
def test_declared(text, declared, code):
    """The first declared language is believed if the script allows it."""
    assert detect(text, *declared) == code


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-US", "en"),
        ("zh_Hant_TW", "zh"),
        ("DE", "de"),
        ("x-default", None),
        ("english", None),
        ("mul", None),
        (None, None),
    ],
)
def test_primary(tag, code):
    """A tag's first part names the language."""
    assert primary(tag) == code
