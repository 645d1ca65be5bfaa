"""Looking into a data folder that another process may be using; nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from service.app.places import DATABASE
from service.errors import SchemaError, StoreError
from service.store import revision
from service.store.engine import reader_engine


P = ParamSpec("P")
T = TypeVar("T")


def look(
    data_dir: Path,
    work: Callable[Concatenate[Connection, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> T:
    """Run `work` on the database of a data folder. Raises `StoreError`."""
    engine = reader_engine(require(data_dir))
    try:
        with engine.connect() as connection:
            return work(connection, *args, **kwargs)
    except SQLAlchemyError as error:
        raise StoreError(f"{type(error).__name__}: {error.args[0]}") from error
    finally:
        engine.dispose()


def require(data_dir: Path) -> Path:
    """Give the path of a database that this version can read. Raises `StoreError`."""
    path = data_dir / DATABASE
    if not path.exists():
        raise StoreError(f"there is no database in {data_dir} yet: `wirewatch run` makes it")
    engine = reader_engine(path)
    try:
        found = revision.current(engine)
    except SQLAlchemyError as error:
        raise SchemaError(f"{path} is not a sound database: {error.args[0]}") from error
    finally:
        engine.dispose()
    if found != (newest := revision.newest()):
        raise SchemaError(
            f"{path} has the schema {found or 'of another program'}, this version reads "
            f"{newest}: `wirewatch db migrate` brings an older one up to date"
        )
    return path
