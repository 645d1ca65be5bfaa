"""How a call crosses to a worker: the function by name, the values as JSON of their declared types."""

import inspect
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from operator import attrgetter
from typing import Any, Generic, TypeVar, get_type_hints

from pydantic import ConfigDict, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from service.errors import ParseError, ParseTimeoutError


T = TypeVar("T")

AS_JSON = ConfigDict(
    ser_json_bytes="base64", val_json_bytes="base64", ser_json_inf_nan="constants"
)
LARGEST = 32 * 1024 * 1024
"""Bytes of a packed result. Of arguments, twice as much: they are ours."""
LONGEST_DETAIL = 200
GOOD, BAD = b"=", b"!"


@dataclass(frozen=True, slots=True)
class Contract(Generic[T]):
    """The name of a function, and the types of its arguments and result."""

    name: str
    arguments: TypeAdapter[tuple[Any, ...]]
    result: TypeAdapter[tuple[T]]
    """In a tuple, because a dataclass by itself takes no settings from its adapter."""

    def pack_job(self, args: Sequence[object]) -> bytes:
        try:
            packed = self.arguments.dump_json(tuple(args), warnings="error")
        except (PydanticSerializationError, UnicodeEncodeError) as error:
            raise ParseError("bad_arguments", shorten(str(error))) from error
        if len(packed) > 2 * LARGEST:
            raise ParseError("too_large", f"{len(packed)} bytes are too many for a worker")
        return f"{self.name}/{len(args)}\n".encode() + packed

    def pack_result(self, value: T) -> bytes:
        packed = self.result.dump_json((value,), warnings="error")
        if len(packed) > LARGEST:
            return pack_error(ParseError("too_large", f"the result has {len(packed)} bytes"))
        return GOOD + packed

    def unpack_result(self, answer: bytes) -> T:
        """Give the result, or raise the error that came instead of it."""
        if answer[:1] != GOOD:
            raise unpack_error(answer)
        try:
            value: tuple[T] = self.result.validate_json(answer[1:])
        except ValidationError as error:
            detail = f"a malformed result: {error.error_count()} faults"
            raise ParseError("parser_failed", detail) from error
        return value[0]


@lru_cache(maxsize=256)
def contract_of(function: Callable[..., T], count: int) -> Contract[T]:
    """Read the contract for a call with so many arguments off the annotations."""
    name = name_of(function)
    hints = get_type_hints(function, include_extras=True)
    taken = list(inspect.signature(function).parameters)[:count]
    if len(taken) < count:
        raise TypeError(f"{function.__qualname__} takes {len(taken)} arguments, not {count}")
    types = tuple(hints[one] for one in taken)
    return Contract(
        name=name,
        arguments=_in_a_tuple(*types),
        result=_in_a_tuple(hints["return"]),
    )


def _in_a_tuple(*types: object) -> TypeAdapter[Any]:
    kind: Any = tuple.__class_getitem__(types)
    return TypeAdapter(kind, config=AS_JSON)


def name_of(function: Callable[..., object]) -> str:
    """Give `module:qualname`, by which a worker finds the function again."""
    if "<" in function.__qualname__ or function.__module__ == "__main__":
        raise TypeError(f"{function.__qualname__} cannot be imported by a worker")
    return f"{function.__module__}:{function.__qualname__}"


def unpack_job(job: bytes) -> tuple[Callable[..., Any], Contract[Any], tuple[Any, ...]]:
    """Find the function, and read its arguments."""
    head, _, packed = job.partition(b"\n")
    name, _, count = head.decode().rpartition("/")
    function = find(name)
    contract = contract_of(function, int(count))
    return function, contract, contract.arguments.validate_json(packed)


def find(name: str) -> Callable[..., Any]:
    module, _, path = name.partition(":")
    found: Callable[..., Any] = attrgetter(path)(import_module(module))
    return found


def pack_error(error: ParseError) -> bytes:
    late = isinstance(error, ParseTimeoutError)
    return BAD + json.dumps([error.code, error.detail, late]).encode()


def unpack_error(answer: bytes) -> ParseError:
    code, detail, late = json.loads(answer[1:])
    return ParseTimeoutError(code, detail) if late else ParseError(code, detail)


def describe(error: BaseException) -> str:
    """Name an error that is not ours, in few words."""
    return shorten(f"{type(error).__name__}: {error}")


def shorten(text: str) -> str:
    return text if len(text) <= LONGEST_DETAIL else text[: LONGEST_DETAIL - 1] + "…"
