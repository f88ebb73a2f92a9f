"""Sets that grow together: items that were found to be the same thing."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Groups(Generic[Item]):
    """A union-find forest; every item starts alone."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        self._parent: dict[Item, Item] = {item: item for item in items}

    def find(self, item: Item) -> Item:
        """Return the item that stands for the group of `item`."""
        parent = self._parent
        parent.setdefault(item, item)
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, first: Item, second: Item) -> None:
        """Make the groups of two items one."""
        self._parent[self.find(second)] = self.find(first)

    def together(self, first: Item, second: Item) -> bool:
        """Tell whether two items are in one group."""
        return self.find(first) == self.find(second)

    def all(self) -> list[list[Item]]:
        """Return the groups; groups and items in the order in which the items came."""
        groups: defaultdict[Item, list[Item]] = defaultdict(list)
        for item in self._parent:
            groups[self.find(item)].append(item)
        return list(groups.values())
