"""What has been done since the last settling, so that it can be undone: a failed transaction leaves no trace."""

from collections.abc import Callable


class Journal:
    """Ways back, the newest last. What is noted must be undone in reverse, and all of it."""

    def __init__(self) -> None:
        self._back: list[Callable[[], object]] = []

    def __len__(self) -> int:
        return len(self._back)

    def note(self, back: Callable[[], object]) -> None:
        self._back.append(back)

    def settle(self) -> None:
        """Keep what was done."""
        self._back.clear()

    def undo(self) -> None:
        while self._back:
            self._back.pop()()
