"""The best way to pair what stands on two sides, where few pairs are possible at all.

The assignment problem on a sparse graph, solved by shortest augmenting paths with potentials (Kuhn's
Hungarian method as Tomizawa, Edmonds and Karp sped it up): each left node in turn finds the cheapest way to be paired,
or to stay alone, given all earlier ones; the result is the cheapest of all. A search ends at the first free
node it settles, so that it stays within a neighbourhood.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush


def assign(edges: Sequence[Mapping[int, int]], alone: int) -> list[int | None]:
    """Return for each left node the right node it is paired with, or None.

    The sum of the costs of all pairs and of `alone` for every left node without one is the least possible; of
    equally cheap ways the same one is found each time.

    Args:
        edges: per left node, right node -> cost of the pair, at least 0.
        alone: what a left node costs that stays alone.
    """
    search = _Search(edges, alone)
    for left in range(len(edges)):
        search.settle(left)
    return [right if right >= 0 else None for right in search.partner]


class _Search:
    """The state: partners found so far, and what each right node has come to be worth.

    A left node that stays alone is paired with a right node of its own, numbered below 0.
    """

    def __init__(self, edges: Sequence[Mapping[int, int]], alone: int) -> None:
        self.edges = edges
        self.alone = alone
        self.partner: list[int] = [-1] * len(edges)
        self.taken: dict[int, int] = {}
        self.price: dict[int, int] = {}

    def settle(self, start: int) -> None:
        """Pair left node `start`, moving earlier pairs where that is cheaper in all."""
        if self._free(start):
            return
        edges, price, taken = self.edges, self.price, self.taken
        distance: dict[int, int] = {}
        came: dict[int, int] = {}
        settled: dict[int, int] = {}
        queue: list[tuple[int, int]] = []
        left, base = start, 0
        while True:
            for right, cost in (*edges[left].items(), (-1 - left, self.alone)):
                found = base + cost - price.get(right, 0)
                if found < distance.get(right, found + 1) and right not in settled:
                    distance[right], came[right] = found, left
                    heappush(queue, (found, right))
            nearest, right = heappop(queue)
            while right in settled or nearest > distance[right]:
                nearest, right = heappop(queue)
            settled[right] = nearest
            if right not in taken:
                break
            left = taken[right]
            cost = self.alone if right < 0 else edges[left][right]
            base = nearest - cost + price.get(right, 0)
        for node, reached in settled.items():
            price[node] = price.get(node, 0) + reached - nearest
        self._turn(right, came, start)

    def _free(self, start: int) -> bool:
        """Pair `start` with what is cheapest for it where nobody has that; no price changes then."""
        price = self.price
        choices = (*self.edges[start].items(), (-1 - start, self.alone))
        _, right = min((cost - price.get(right, 0), right) for right, cost in choices)
        if right in self.taken:
            return False
        self.taken[right], self.partner[start] = start, right
        return True

    def _turn(self, right: int, came: Mapping[int, int], start: int) -> None:
        """Pair along the path that was found, from its free end back to `start`."""
        while True:
            left = came[right]
            previous = self.partner[left]
            self.taken[right], self.partner[left] = left, right
            if left == start:
                return
            right = previous
