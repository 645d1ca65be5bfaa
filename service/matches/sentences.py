"""Sentences: what is quoted around a piece of evidence."""

from bisect import bisect_right

from service.matches.words import Folded
from service.sentences import cut_sentences


class Sentences:
    """The sentences of one field, found paragraph by paragraph and only where asked for."""

    def __init__(self, folded: Folded) -> None:
        self._folded = folded
        self._starts = [start for start, _ in folded.paragraphs]
        self._known: dict[int, tuple[list[int], list[tuple[int, int]]]] = {}

    def around(self, start: int, end: int) -> tuple[int, int]:
        """Give the sentence that holds [start, end); from the first to the last, if it spans some."""
        first = self._sentence(start)
        if first[0] <= start and end <= first[1]:
            return first
        last = first if end <= first[1] else self._sentence(end - 1)
        return min(first[0], start), max(last[1], end)

    def every(self) -> list[tuple[int, int]]:
        """Give all sentences, in order."""
        numbers = range(len(self._starts))
        return [sentence for number in numbers for sentence in self._of_paragraph(number)[1]]

    def _of_paragraph(self, number: int) -> tuple[list[int], list[tuple[int, int]]]:
        """Give where its sentences begin, and the sentences."""
        if number not in self._known:
            found = cut_sentences(self._folded.text, *self._folded.paragraphs[number])
            self._known[number] = [start for start, _ in found], found
        return self._known[number]

    def _sentence(self, offset: int) -> tuple[int, int]:
        number = bisect_right(self._starts, offset) - 1
        if number >= 0 and offset < self._folded.paragraphs[number][1]:
            starts, sentences = self._of_paragraph(number)
            sentence = sentences[bisect_right(starts, offset) - 1]
            is_inside = sentence[0] <= offset < sentence[1]
            return sentence if is_inside else self._folded.paragraphs[number]
        return offset, offset + 1
