"""A database is brought to this version's schema, or not opened at all."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from service.errors import SchemaError
from service.store import revision
from service.store.migrate import check, current, head, migrate
from service.store.schema import metadata
from service.store.sqlite import SqliteFile


def foreign(path: Path) -> bytes:
    """Make a database of another program."""
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE photo (id INTEGER)")
    other.commit()
    other.close()
    return path.read_bytes()


def damaged(template: Path, path: Path) -> None:
    """Copy a sound database, and write over pages in its middle."""
    body = bytearray(template.read_bytes())
    body[3 * 4096 : 6 * 4096] = b"\xff" * (3 * 4096)
    path.write_bytes(body)


@pytest.fixture
def opened(tmp_path):
    """Open a file of the folder for writing; all are closed at the end."""
    engines = []

    def open_(name: str) -> Engine:
        engines.append(SqliteFile(tmp_path / name).writer())
        return engines[-1]

    yield open_
    for engine in engines:
        engine.dispose()


def test_an_empty_file_becomes_ours(opened):
    """A new installation needs no preparation; a second look changes nothing."""
    engine = opened("new.db")
    assert migrate(engine) == (None, head())
    assert migrate(engine) == (head(), head())
    assert check(engine) == ()


def test_the_migrations_make_the_tables_that_the_queries_use(engine):
    """Columns, types, indexes and keys are those of `schema.py`, and no table is left over."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_every_constraint_stands_in_the_database(engine):
    """Keys that Alembic does not compare are compared here."""
    found = inspect(engine)
    for table in metadata.sorted_tables:
        key = found.get_pk_constraint(table.name)["constrained_columns"]
        assert key == [column.name for column in table.primary_key], table.name
        renamed = {
            tuple(one["constrained_columns"]): one["options"].get("onupdate")
            for one in found.get_foreign_keys(table.name)
        }
        assert renamed == {
            tuple(one.column_keys): one.onupdate for one in table.foreign_key_constraints
        }, table.name


def test_the_newest_revision_is_known_without_alembic():
    """The names of the scripts are in the order of their revisions."""
    assert revision.newest() == head()


def test_a_revision_is_read_without_alembic(engine, opened):
    """Ours has one, a file of nobody has none."""
    assert revision.current(engine) == head()
    assert revision.current(opened("new.db")) is None


def test_a_newer_database_is_refused_and_left_as_it_is(engine):
    """An older program does not guess what a newer one meant."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(SchemaError, match="newer than this wirewatch"):
        migrate(engine)
    with engine.connect() as connection:
        assert current(connection) == "9999"
    assert check(engine) == (f"schema is 9999, this version needs {head()}",)


def test_the_database_of_another_program_is_refused_and_left_as_it_is(opened, tmp_path):
    """Not a byte of it changes."""
    before = foreign(tmp_path / "photos.db")
    with pytest.raises(SchemaError, match="belongs to another program"):
        migrate(opened("photos.db"))
    assert (tmp_path / "photos.db").read_bytes() == before


@pytest.mark.parametrize("number", ["0001", head(), "9999", "5f2c9d1e0b3a"])
def test_another_program_may_number_its_revisions_as_we_do(opened, tmp_path, number):
    """It is neither older nor newer than ours, whatever its number: nothing is made in it."""
    foreign(tmp_path / "photos.db")
    engine = opened("photos.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num TEXT)"))
        connection.execute(text("INSERT INTO alembic_version VALUES (:n)"), {"n": number})
    with pytest.raises(SchemaError, match="belongs to another program"):
        migrate(engine)
    assert inspect(engine).get_table_names() == ["alembic_version", "photo"]
    assert revision.current(engine) is None


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(opened, tmp_path):
    """A file that somebody mistook is not written over."""
    (tmp_path / "notes.txt").write_text("buy milk\n" * 100)
    with pytest.raises(SchemaError, match="not a sound database"):
        migrate(opened("notes.txt"))
    assert (tmp_path / "notes.txt").read_text() == "buy milk\n" * 100
    assert "not a sound database" in check(opened("notes.txt"))[0]


def test_damage_is_found(file, opened, tmp_path):
    """Pages that were written over by something else do not pass as sound."""
    damaged(file.path, tmp_path / "damaged.db")
    assert check(opened("damaged.db")) != ()


def test_a_database_without_a_schema_is_named_so(opened):
    """An empty file is no sound database yet."""
    assert check(opened("empty.db")) == (f"schema is missing, this version needs {head()}",)


def test_rows_that_point_nowhere_are_found(file):
    """A broken key names its table and row."""
    other = sqlite3.connect(file.path)
    other.execute(
        "INSERT INTO stream_scope (stream_id, watchlist, tier) VALUES ('none', 'w', 'normal')"
    )
    other.commit()
    other.close()
    assert check(file.reader()) == ("foreign key broken in table stream_scope, row 1",)


def test_a_migration_that_fails_leaves_nothing(opened):
    """All tables or none: a crash in the middle is as if it had never begun."""
    engine = opened("new.db")
    with engine.connect() as connection, connection.begin() as transaction:
        metadata.create_all(connection)
        transaction.rollback()
    assert inspect(engine).get_table_names() == []
    assert migrate(engine) == (None, head())
