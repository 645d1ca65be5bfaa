"""The six nouns as values."""

import dataclasses
import inspect

import pytest

from service import model
from service.model import (
    Precision,
    Provenance,
    Published,
    Rule,
    Tier,
    ZoneBasis,
)


CLASSES = [
    one for _, one in inspect.getmembers(model, dataclasses.is_dataclass) if inspect.isclass(one)
]


@pytest.mark.parametrize("value", CLASSES, ids=lambda one: one.__name__)
def test_every_value_is_frozen_slotted_and_named(value):
    """A stage takes values and gives values: none can be changed under another's hands."""
    assert value.__dataclass_params__.frozen
    assert "__slots__" in vars(value)
    assert all(field.kw_only for field in dataclasses.fields(value))


@pytest.mark.parametrize(
    "value",
    ["2023-09-05", "2023-09-05T23:59", "2023-09-05T23:59:59+14:00", "2023-09-05T00:00-12:00"],
)
def test_the_day_of_a_date_is_the_day_that_was_printed(value):
    """Whatever its zone."""
    printed = Published(
        value=value,
        precision=Precision.MINUTE,
        zone=ZoneBasis.STATED,
        provenance=Provenance.TEXT,
    )
    assert printed.day.isoformat() == "2023-09-05"


def test_tiers_have_an_order():
    """The most urgent comes first, whatever their names."""
    assert sorted(Tier, key=lambda tier: tier.rank) == [Tier.URGENT, Tier.NORMAL, Tier.BACKGROUND]


def test_a_rule_is_known_by_its_watchlist_and_its_id():
    """Two watchlists may each have a rule of one name."""
    rule = Rule(watchlist="korea", id="arms", title="Arms", query="arms")
    assert rule.key == "korea/arms"
