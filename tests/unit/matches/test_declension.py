import pytest

from service.matches.declension import name_forms


@pytest.mark.parametrize(
    ("name", "languages", "forms"),
    [
        ("Путин", "ru", "путин путина путину путиным путине"),
        ("Зеленский", "ru", "зеленского зеленскому зеленским зеленском"),
        ("Россия", "en", "россии россию россией"),
        ("Китаец", "ru", "китайца китайцу"),
        ("Шойгу", "ru", "шойгу"),
        ("Рыбинск", "en", "рыбинска рыбинске"),
        ("В'ячеслав", "uk", "вячеслава вячеславу"),
        ("Филиппины", "ru", "филиппин филиппинах филиппинами"),
        ("Філіппіни", "uk", "філіппін філіппінах"),
        ("Домодедово", "ru", "домодедова домодедове"),
        ("Київ", "en", "києва києву києвом києві"),
        ("Шевченко", "uk", "шевченка шевченку шевченком"),
        ("Зеленський", "uk", "зеленського зеленському зеленським"),
        ("Tusk", "pl", "tuska tuskowi tuskiem tusku"),
        ("Kraków", "pl", "krakowa krakowem krakowie"),
        ("Warszawa", "pl", "warszawy warszawie warszawę warszawą".replace("ę", "e")),
        ("Μητσοτάκης", "en", "μητσοτακη"),
        ("Παπανδρέου", "el", "παπανδρεου"),
        ("Merkel", "de", "merkels"),
        ("Deutsche", "de", "deutschen deutscher"),
    ],
)
def test_one_spelling_is_enough(name: str, languages: str, forms: str) -> None:
    """A name is found in its cases, by the endings of its language."""
    wanted = {form.replace("ą", "a") for form in forms.split()}
    assert wanted <= name_forms(name, (languages,))


@pytest.mark.parametrize(
    ("name", "language"),
    [("КНДР", "ru"), ("Tusk", "en"), ("F-16", "ru"), ("Ли", "ru"), ("Scholz", "de")],
)
def test_what_does_not_decline(name: str, language: str) -> None:
    """Abbreviations, the shortest words and names of other languages stay as they are."""
    assert len(name_forms(name, (language,))) == 1
