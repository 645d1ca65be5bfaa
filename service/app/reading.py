"""Looking into a database that another process may be using; nothing is written."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from service.app.database import database, require
from service.settings import Settings
from service.store.database import Database
from service.store.faults import translated


P = ParamSpec("P")
T = TypeVar("T")


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
