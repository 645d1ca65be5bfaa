"""`watchlists/*.yaml`: what to look for, and who is told.

Every file stands for itself and every rule in it too: what is wrong stays off and is told, with
its place and its mend. The query language itself is read in `service.matches`.
"""

from service.watchlists.load import files_in, joined, load_watchlist, load_watchlists
from service.watchlists.places import with_source_lines
from service.watchlists.reading import Around
from service.watchlists.schemas import schema_text, schemas, write_schemas
from service.watchlists.shape import Loaded, RuleTest, Watchlist
from service.watchlists.streams import joint_streams, operators


__all__ = [
    "Around",
    "Loaded",
    "RuleTest",
    "Watchlist",
    "files_in",
    "joined",
    "joint_streams",
    "load_watchlist",
    "load_watchlists",
    "operators",
    "schema_text",
    "schemas",
    "with_source_lines",
    "write_schemas",
]
