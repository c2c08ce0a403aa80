"""How wide the columns of a printed table are: as their weights say, and never narrower than a word."""

from __future__ import annotations

from ictrack.reports.document import Grid, plain_cell

# What a line of a table holds, in letters of its size, from margin to margin of an A4 page.
LETTERS_IN_LINE = 104.0
# Words that are longer may break.
_LONGEST_WORD = 18
# Bold letters, capitals and wide ones; and what stands free beside the text of a cell.
_SPARE = 1.15
_GAP = 2.0
# A mark stands before its words in a column that has any.
_LEAST = 4.0


def column_letters(grid: Grid) -> tuple[float, ...]:
    """Share the letters of a line among the columns of a table."""
    least = [_letters_of(word) for word in _longest_words(grid)]
    if sum(least) >= LETTERS_IN_LINE:
        return tuple(LETTERS_IN_LINE * each / sum(least) for each in least)
    weights = [max(heading.weight, 1) for heading in grid.headings]
    fixed: set[int] = set()
    while True:
        free = LETTERS_IN_LINE - sum(least[number] for number in fixed)
        whole = sum(weight for number, weight in enumerate(weights) if number not in fixed)
        shares = [
            least[number] if number in fixed else free * weight / whole
            for number, weight in enumerate(weights)
        ]
        narrow = {number for number, share in enumerate(shares) if share < least[number]}
        if not narrow:
            return tuple(shares)
        fixed |= narrow


def letters_that_fit(letters: float) -> int:
    """Give how long a word may be in a column of so many letters."""
    return max(1, int((letters - _GAP) / _SPARE + 1e-6))


def _letters_of(word: int) -> float:
    return max(_LEAST, min(word, _LONGEST_WORD) * _SPARE + _GAP)


def _longest_words(grid: Grid) -> list[int]:
    """Give the length of the longest word of each column, its heading's and its cells'."""
    longest = [_longest_word(heading.label) for heading in grid.headings]
    for row in grid.rows:
        for number, cell in enumerate(row):
            text = plain_cell(cell)
            if text is not None:
                longest[number] = max(longest[number], _longest_word(str(text)))
    return longest


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)
