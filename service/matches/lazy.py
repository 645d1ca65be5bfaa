"""`functools.cached_property` without its lock, which Python 3.11 still takes at every first use.

What it is for is asked by one thread at a time.
"""

from collections.abc import Callable
from typing import Any, Generic, Self, TypeVar, overload


T = TypeVar("T")
R = TypeVar("R")


class lazy(Generic[T, R]):  # noqa: N801 - used as a decorator, like `property`
    """Computed when it is first asked for, then an attribute like any other."""

    def __init__(self, make: Callable[[T], R]) -> None:
        self._make = make
        self._name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, instance: None, owner: type[T]) -> Self: ...
    @overload
    def __get__(self, instance: T, owner: type[T]) -> R: ...
    def __get__(self, instance: T | None, owner: type[T]) -> Any:
        if instance is None:
            return self
        value = instance.__dict__[self._name] = self._make(instance)
        return value
