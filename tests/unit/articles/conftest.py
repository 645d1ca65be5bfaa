from datetime import UTC, datetime

import pytest

from service.model import Hints


@pytest.fixture
def hints() -> Hints:
    """A moment after everything that the tests' texts tell of."""
    return Hints(now=datetime(2026, 3, 2, 8, 0, tzinfo=UTC))
