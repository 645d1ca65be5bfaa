"""The last weeks of a source as a bar: a character for each day, the newest at the right."""

from datetime import date

from service.model import Days


DAYS = 28
_LEVELS = "▁▂▃▄▅▆▇█"
NOTHING, AWAY, UNKNOWN = "·", "×", " "


def bar(days: Days | None, today: date) -> str:
    """Draw four weeks: `·` nothing new, `×` nobody could look, blank before it was known."""
    if days is None:
        return ""
    since = max(0, (today - days.last).days)
    news = [*days.news, *[-1] * since][-DAYS:]
    most = max(news, default=0)
    return "".join(_drawn(one, most) for one in news).rjust(DAYS, UNKNOWN)


def _drawn(news: int, most: int) -> str:
    if news < 0:
        return AWAY
    if not news:
        return NOTHING
    return _LEVELS[(news * len(_LEVELS) - 1) // most if most else 0]


def per_day(days: Days | None) -> float | None:
    """Give the mean of the days on which somebody looked; today counts as far as it has come."""
    looked = [one for one in (days.news if days else ()) if one >= 0]
    return sum(looked) / len(looked) if looked else None
