"""How well a few letters fit a name: they must stand in it in order; beginnings of words and runs count more."""

from __future__ import annotations

_RUN, _START, _FIRST = 6, 8, 4
_GAP = -1  # for each letter skipped between two found ones, at most _MOST_GAP
_MOST_GAP = -3


def match(query: str, text: str) -> tuple[int, tuple[int, ...]] | None:
    """The best way to find the letters of `query` (blanks do not count) in `text`, in order, whatever their case.

    Returns
    -------
    (score, places of the letters found), larger is better; None where they are not all there
    """
    letters, name = "".join(query.lower().split()), text.lower()
    if not letters:
        return 0, ()
    # best[j]: the best way to have found the letters so far with the last of them at place j
    best: dict[int, tuple[int, tuple[int, ...]]] = {}
    for i, letter in enumerate(letters):
        found: dict[int, tuple[int, tuple[int, ...]]] = {}
        for j, other in enumerate(name):
            if other != letter:
                continue
            value = _START if j == 0 or not name[j - 1].isalnum() else 0
            if i == 0:
                found[j] = value + (_FIRST if j == 0 else max(-j, _MOST_GAP)), (j,)
                continue
            ways = [
                (score + value + (_RUN if j == k + 1 else max(_GAP * (j - k - 1), _MOST_GAP)), (*places, j))
                for k, (score, places) in best.items()
                if k < j
            ]
            if ways:
                found[j] = max(ways)
        best = found
        if not best:
            return None
    return max(best.values(), key=lambda way: (way[0], -len(name)))
