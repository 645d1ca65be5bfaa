"""Finds the lines that problems talk about."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from service.errors import ConfigError, Problem
from service.settings.document import read_text


def with_source_lines(problems: Iterable[Problem], folder: Path) -> tuple[Problem, ...]:
    """Fill `source_line`; a column behind the end of its line is found on the lines after it.

    A rule knows where its query begins; what stands further on in a query of several lines is
    counted from there, each line break as one blank, as YAML folds them.
    """
    texts: dict[str, list[str]] = {}
    return tuple(_with_line(problem, folder, texts) for problem in problems)


def _with_line(problem: Problem, folder: Path, texts: dict[str, list[str]]) -> Problem:
    name = Path(problem.file).name
    if problem.source_line:
        return problem
    if name not in texts:
        texts[name] = _lines(folder / name)
    lines = texts[name]
    line, column = problem.line, problem.column
    while line < len(lines) and column > len(lines[line - 1].rstrip()) + 1:
        left = column - len(lines[line - 1].rstrip()) - 1
        line += 1
        column = left + len(lines[line - 1]) - len(lines[line - 1].lstrip())
    if line > len(lines):
        return problem
    return replace(problem, line=line, column=column, source_line=lines[line - 1])


def _lines(path: Path) -> list[str]:
    try:
        return re.split("\r\n|[\r\n\x85\u2028\u2029]", read_text(path))
    except ConfigError:
        return []
