import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.digests.look import NIGHT, PAPER, Look, Section, contrast


@given(st.integers(0, 0xFFFFFF))
def test_accent_is_readable(colour):
    """Whatever accent is chosen, it can be read by day and by night."""
    look = Look(accent=f"#{colour:06x}")

    assert contrast(look.accent_on_paper, PAPER) >= 4.5
    assert contrast(look.accent_on_night, NIGHT) >= 4.5


def test_a_good_accent_stays():
    """A colour that can be read is not touched."""
    assert Look(accent="#1f4e79").accent_on_paper == "#1f4e79"


@pytest.mark.parametrize(
    "parts", [{"accent": "red"}, {"accent": "#fff;x:y"}, {"sections": (Section.STORIES,)}]
)
def test_refused(parts):
    """A look that cannot be used, or that hides the coverage, is refused."""
    with pytest.raises(ValueError, match=r"colour|sections"):
        Look(**parts)
