"""What is made of one object again and again, kept by the object itself and not by what it equals."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

_MOST = 32
_First = TypeVar("_First")
_Rest = ParamSpec("_Rest")
_Made = TypeVar("_Made")


class _Itself:
    """An object that equals itself alone: a whole programme takes longer to compare than to lay out."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.value is self.value

    def __hash__(self) -> int:
        return id(self.value)


def kept(
    make: Callable[Concatenate[_First, _Rest], _Made],
) -> Callable[Concatenate[_First, _Rest], _Made]:
    """Keep what `make` returns for the very same first argument and equal others.

    The first argument and the result must never change. The latest few are kept alive.
    """

    @lru_cache(maxsize=_MOST)
    def known(itself: _Itself, *others: Hashable, **named: Hashable) -> _Made:
        return cast("Callable[..., _Made]", make)(itself.value, *others, **named)

    @wraps(make)
    def asked(first: _First, /, *others: _Rest.args, **named: _Rest.kwargs) -> _Made:
        return known(_Itself(first), *others, **named)  # type: ignore[arg-type]

    return asked
