"""JSON Schemas of our files, so that editors complete and check them."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema

from service.settings.fields import write_duration
from service.settings.names import NamesFile
from service.settings.pins import PinsFile
from service.settings.shape import Settings
from service.settings.sources import SourcesFile
from service.watchlists.shape import WatchlistFile


_FILES: dict[str, type[BaseModel]] = {
    "watchlist": WatchlistFile,
    "config": Settings,
    "sources": SourcesFile,
    "names": NamesFile,
    "pins": PinsFile,
}


class _Generator(GenerateJsonSchema):
    """Writes defaults as our files do: `30m`, not `PT30M`."""

    def encode_default(self, dft: Any) -> Any:
        return write_duration(dft) if isinstance(dft, timedelta) else super().encode_default(dft)


def schemas() -> dict[str, dict[str, Any]]:
    """Give a schema for each kind of file: watchlist, config, sources, names, pins."""
    return {name: _schema(model) for name, model in _FILES.items()}


def _schema(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(schema_generator=_Generator)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write them as `watchlist.schema.json`, …; the shipped ones lie in `config/schema`."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(
        _write(folder / f"{name}.schema.json", schema) for name, schema in schemas().items()
    )


def _write(path: Path, schema: dict[str, Any]) -> Path:
    path.write_text(schema_text(schema), encoding="utf-8")
    return path


def schema_text(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
