"""The shipped tables of word frequencies, as lines: `build_shares` makes them."""

import zlib
from collections.abc import Iterator
from importlib.resources import files


def frequencies(language: str) -> Iterator[tuple[float, list[str]]]:
    """Give terms of a language with the share of all words that each is."""
    for line in lines(f"{language}.shares"):
        level, *terms = line.split(" ")
        yield 10 ** (-int(level) / 100), terms


def lines(name: str) -> list[str]:
    data = files("service.stories").joinpath(f"tables/{name}").read_bytes()
    return zlib.decompress(data).decode().split("\n")
