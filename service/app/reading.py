"""Looking into a database that another process may be using; nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from service.app.database import database, require
from service.settings import SENDING, Settings, environment, load_settings
from service.store.database import Database
from service.store.faults import translated


P = ParamSpec("P")
T = TypeVar("T")


def settings_to_read(config_dir: Path) -> Settings:
    """Read the settings for a command that sends nothing. Raises `ConfigError`.

    An editor who looks something up has not the secrets that the service has.
    """
    return load_settings(config_dir, environment(), SENDING)


def look(
    settings: Settings,
    work: Callable[Concatenate[Connection, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Run `work` on the database that the settings name. Raises `StoreError`."""
    engine = readable(settings).reader()
    try:
        with engine.connect() as connection:
            return work(connection, *args, **kwargs)
    except SQLAlchemyError as error:
        raise translated(error) from error
    finally:
        engine.dispose()


def readable(settings: Settings) -> Database:
    """Give the database of the settings, if this version can read it. Raises `StoreError`."""
    return require(database(settings), None if settings.database_url else settings.data_dir)
