"""What only PostgreSQL brings: an address, an owner, and texts that it would refuse."""

import signal
import subprocess
import sys
import uuid

import pytest
from sqlalchemy import select, text

from service.errors import LockedError, SchemaError, StoreError
from service.store.migrate import migrate
from service.store.postgres import Ownership, PostgresServer, read_url
from service.store.schema import channel
from tests.postgres import Server


@pytest.fixture
def server(postgres: Server):
    """A database without tables."""
    with postgres.database() as url:
        yield read_url(url)


def end_sessions(server: PostgresServer) -> None:
    """End every other session of a database, as an administrator may, or a restart does."""
    with server.session().connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


# --- the address -------------------------------------------------------------------------------


def test_a_password_is_shown_nowhere():
    """An address in a log or an error names user, host and database."""
    server = read_url("postgresql://desk:hush@db.example:5433/news")
    assert str(server) == "postgresql://desk:***@db.example:5433/news"
    assert "hush" not in repr(server)


@pytest.mark.parametrize("given", ["news.db", "mysql://desk:hush@db.example/news", "hush:hush"])
def test_what_is_no_address_is_refused_and_not_quoted(given):
    """The mend is shown; the text may hold a password."""
    with pytest.raises(StoreError, match="write postgresql://") as caught:
        read_url(given)
    assert "hush" not in str(caught.value)


def test_a_server_that_does_not_answer_is_named():
    """Host and reason, no password."""
    server = read_url("postgresql://desk:hush@127.0.0.1:1/news")
    with pytest.raises(StoreError, match=r"127\.0\.0\.1.*cannot be used.*refused") as caught:
        server.exists()
    assert "hush" not in str(caught.value)


def test_options_of_the_address_are_kept(server):
    """A schema of one's own is chosen there."""
    chosen = PostgresServer(server.url.update_query_dict({"options": "-c search_path=desk"}))
    with chosen.session().connect() as connection:
        assert connection.scalar(text("SHOW search_path")) == "desk"
        assert connection.scalar(text("SHOW lock_timeout")) == "1min"


def test_tables_are_there_once_they_are_made(server):
    """An empty database is no database of ours yet."""
    assert not server.exists()
    engine = server.writer()
    migrate(engine)
    engine.dispose()
    assert server.exists()


# --- the owner ---------------------------------------------------------------------------------


def test_a_database_belongs_to_one_service(server):
    """A second one is refused, and says who has it; it ends with its owner."""
    first = Ownership(server)
    with pytest.raises(LockedError, match=r"another wirewatch \(.+/\d+\) is using"):
        Ownership(server, patience=0)
    first.release()
    Ownership(server, patience=0).release()


def test_two_services_may_live_in_two_schemas(server):
    """Who shares a server need not share a database."""
    with server.session().connect() as connection:
        connection.exec_driver_sql("CREATE SCHEMA desk")
    chosen = PostgresServer(server.url.update_query_dict({"options": "-c search_path=desk"}))
    first, second = Ownership(server), Ownership(chosen, patience=0)
    first.release()
    second.release()


def test_a_schema_that_is_not_there_is_named(server):
    """Without one there would be no lock: nobody else has it, and nobody is blamed."""
    url = server.url.update_query_dict({"options": "-csearch_path=nowhere"})
    with pytest.raises(StoreError, match=r"no schema of its search_path \(nowhere\)"):
        Ownership(PostgresServer(url))


def test_tables_in_a_later_schema_of_the_path_are_refused(server):
    """Two services would use the same tables, each under a lock of its own."""
    with server.session().connect() as connection:
        connection.exec_driver_sql("CREATE SCHEMA empty")
        connection.exec_driver_sql("CREATE SCHEMA desk")
    both = PostgresServer(server.url.update_query_dict({"options": "-c search_path=empty,desk"}))
    Ownership(both).release()  # as long as there are no tables
    own = PostgresServer(server.url.update_query_dict({"options": "-c search_path=desk"}))
    engine = own.writer()
    migrate(engine)
    engine.dispose()
    with pytest.raises(StoreError, match=r"in the schema desk, .+ name desk first"):
        Ownership(both)
    Ownership(own).release()


def test_missing_rights_are_told_in_one_line(server):
    """What the server says of them, and none of the statement."""
    role = f"poor_{uuid.uuid4().hex[:8]}"
    poor = PostgresServer(server.url.set(username=role, password="x"))
    with server.session().connect() as connection:
        connection.exec_driver_sql("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        connection.exec_driver_sql(f"CREATE ROLE {role} LOGIN PASSWORD 'x'")
        try:
            engine = poor.writer()
            with pytest.raises(SchemaError, match="permission denied for schema public") as caught:
                migrate(engine)
            engine.dispose()
        finally:
            connection.exec_driver_sql(f"DROP ROLE {role}")
    assert "\n" not in str(caught.value)
    assert "CREATE TABLE" not in str(caught.value)


def test_a_server_that_vanishes_is_noticed(server):
    """Whoever waits for it does so for half a minute, unless the address says otherwise."""
    chosen = PostgresServer(server.url.update_query_dict({"tcp_user_timeout": "7000"}))
    for one, wanted in ((server, "30000"), (chosen, "7000")):
        with one.session().connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            given = driver.info.get_parameters()
        assert (given["tcp_user_timeout"], given["keepalives_idle"]) == (wanted, "15")


def test_a_database_that_cannot_hold_all_letters_is_refused(postgres: Server):
    """News comes in every script."""
    with postgres.database() as url:
        given = read_url(url)
        other = given.url.set(database=f"{given.url.database}_ascii")
        with given.session().connect() as connection:
            connection.exec_driver_sql(
                f"CREATE DATABASE \"{other.database}\" TEMPLATE template0 ENCODING 'SQL_ASCII' "
                "LC_COLLATE 'C' LC_CTYPE 'C'"
            )
        try:
            with pytest.raises(StoreError, match="its encoding is SQL_ASCII"):
                Ownership(PostgresServer(other))
        finally:
            postgres.drop(other.render_as_string(hide_password=False))


def test_a_lost_session_is_taken_up_again(server):
    """A server that restarts ends nobody's work."""
    mine = Ownership(server)
    end_sessions(server)
    with pytest.raises(StoreError):
        mine.hold()
    mine.hold()
    with pytest.raises(LockedError):
        Ownership(server, patience=0)
    mine.release()


def test_who_lost_it_to_another_is_told(server):
    """Two owners at once would tell everything twice."""
    mine = Ownership(server)
    end_sessions(server)
    other = Ownership(server)
    with pytest.raises(StoreError):
        mine.hold()
    with pytest.raises(LockedError):
        mine.hold()
    other.release()
    mine.release()


def test_a_killed_owner_is_followed_at_once(server):
    """The server needs a moment to notice that a process is gone; who comes next has that patience."""
    code = (
        "import os, signal, sys; from service.store.postgres import Ownership, read_url\n"
        "mine = Ownership(read_url(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    url = server.url.render_as_string(hide_password=False)
    done = subprocess.run([sys.executable, "-c", code, url], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    Ownership(server).release()


# --- what is stored ----------------------------------------------------------------------------


def test_a_text_with_a_nul_is_stored_without_it(database, engine):
    """The server has no NUL, and hostile feeds do; SQLite takes it as it is."""
    with engine.begin() as connection:
        connection.execute(channel.insert().values(name="a\0b", alarm="c\0d"))
        (row,) = connection.execute(select(channel).where(channel.c.name == "a\0b")).all()
    assert row.alarm.replace("\0", "\N{REPLACEMENT CHARACTER}") == "c\N{REPLACEMENT CHARACTER}d"


def test_names_sort_by_their_bytes_whatever_the_server_is_set_to(engine):
    """Times of day are compared as text; a dictionary's order would shuffle them."""
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite compares bytes")
    with engine.connect() as connection:
        wrong = connection.execute(
            text(
                "SELECT table_name, column_name FROM information_schema.columns "
                "WHERE table_schema = current_schema() AND table_name <> 'alembic_version' "
                "AND data_type IN ('text', 'character varying') "
                "AND collation_name IS DISTINCT FROM 'C'"
            )
        ).all()
    assert wrong == []


def test_a_session_names_its_process(server):
    """An administrator sees whose it is."""
    with server.session().connect() as connection:
        name = connection.scalar(text("SHOW application_name"))
    assert name.startswith("wirewatch ")
