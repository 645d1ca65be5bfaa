"""Whose text it is: the credit names it, or the clock does."""

from service.stories.origin import Holder, origin


def holder(report: int, agency: str | None = None, wire: str | None = None) -> Holder:
    return Holder(report=report, agency=agency, wire=wire)


def test_the_agency_that_others_credit_is_the_origin():
    """Also where a paper was faster with the agency's text."""
    assert origin([holder(1, wire="Yonhap"), holder(2, "Yonhap", "Yonhap")]) == 2


def test_without_a_credit_the_earliest_is_the_origin():
    """An agency that nobody credits may have taken it over itself."""
    assert origin([holder(1), holder(2, "Yonhap", "Yonhap"), holder(3)]) == 1


def test_an_agency_that_is_not_there_is_no_origin():
    """The earliest stands for it, and names it."""
    assert origin([holder(1, wire="AP"), holder(2, "Yonhap")]) == 1


def test_of_two_reports_of_the_agency_the_earlier_counts():
    """Its own correction is no origin."""
    found = [holder(1, wire="AP"), holder(2, "AP"), holder(3, "AP", "AP")]
    assert origin(found) == 2
