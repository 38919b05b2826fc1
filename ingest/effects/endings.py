"""What a text does to the force of other acts, and of parts of them.

Four forms: words before the acts (`bãi bỏ …`, `Nghị định này thay thế …`); words behind them (`… hết hiệu
lực kể từ ngày …`); either over a list (`Các văn bản sau đây hết hiệu lực:`); and an article that amends
an act, below which only parts are named (`b) Bãi bỏ khoản 2 Điều 46`).

Reads: the matching text, sentences, Head, Citations. Writes: Effect records of every kind but `begins`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.document import Citation, Effect, EffectKind, Head
from ingest.effects.beginnings import names_itself, self_type
from ingest.effects.days import Told, told_within
from ingest.effects.powers import may_change
from ingest.effects.sentences import Level, Sentence
from ingest.effects.targets import Cited, Target
from ingest.effects.vocabulary import doing, ending, words

_RANK: dict[Level, int] = {"article": 0, "clause": 1, "point": 2, "dash": 3, "": 4}


@dataclass(frozen=True, slots=True)
class _Heading:
    """Something said for the lines below."""

    kind: EffectKind | None
    level: Level
    line: int
    start: int
    end: int
    when: Told | None
    position: int | None = None
    """The act that is amended below, by its citation."""
    article: str = ""
    """The article of it that is amended below."""


def endings(
    text: str, said: Sequence[Sentence], head: Head, citations: Sequence[Citation]
) -> Iterator[Effect]:
    """What the text does to other acts; each act, kind and set of parts once a sentence."""
    reader = _Reader(text, said, head, citations)
    for sentence in said:
        yield from reader.read(sentence)


class _Reader:
    """Reads sentence after sentence, and remembers what headings said for what stands below them."""

    def __init__(
        self, text: str, said: Sequence[Sentence], head: Head, citations: Sequence[Citation]
    ) -> None:
        self.text = text
        self.head = head
        self.cited = Cited(text, citations)
        self.type = self_type(head, said, text)
        self.headings: list[_Heading] = []
        self.line = -1

    def read(self, sentence: Sentence) -> Iterator[Effect]:
        """What one sentence does."""
        self._close(sentence)
        exception = words("exception").search(self.text, sentence.start, sentence.end)
        stop = exception.start() if exception else sentence.end
        kept = self.text[stop : sentence.end].strip(" ,.;") if exception else ""
        done = list(self._before(sentence, stop)) or list(self._behind(sentence, stop))
        above = None
        if not done:
            above = next((h for h in reversed(self.headings) if h.kind), None)
            done = list(self._listed(sentence, stop, above))
        when = told_within(self.text, sentence.start, sentence.end, self.head)
        if when and when.counted == "own":
            when = None
        seen = set()
        for kind, target in done:
            effect = self._effect(kind, target, sentence, when, kept, above)
            if effect and effect not in seen:
                seen.add(effect)
                yield effect
        if sentence.heads or sentence.level == "article":
            self._open(sentence, done, when)

    # What stands above

    def _close(self, sentence: Sentence) -> None:
        """Ends the headings that a new line does not stand under any more."""
        if sentence.line == self.line:
            return
        self.line = sentence.line
        if sentence.level in ("", "dash"):
            if sentence.level == "" and not self._carries_on(sentence):
                self.headings = [h for h in self.headings if h.kind is None]
            return
        rank = _RANK[sentence.level]
        self.headings = [h for h in self.headings if _RANK[h.level] < rank]

    def _carries_on(self, sentence: Sentence) -> bool:
        """Whether a line without an enumerator is an item of the list above: one that begins with an act."""
        near = sentence.start + 40
        acts = any(c.start < near for _, c in self.cited.acts(sentence.start, near))
        return acts or any(True for _ in self.cited.parts(sentence.start, sentence.start + 2))

    def _open(self, sentence: Sentence, done: Sequence[tuple[str, Target]], when: Told | None) -> None:
        if done:
            kind, target = done[-1]
            if kind == "amended":
                article = next((p for p in target.provisions if p.startswith("Điều")), "")
                self._put(
                    _Heading(
                        *(None, sentence.level, sentence.line, sentence.start, sentence.end, None),
                        *(target.position, article if len(target.provisions) == 1 else ""),
                    )
                )
            return
        listed = self._heading_kind(sentence)
        if listed and sentence.heads:
            self._put(_Heading(listed, sentence.level, sentence.line, sentence.start, sentence.end, when))

    def _put(self, heading: _Heading) -> None:
        self.headings = [*[h for h in self.headings if _RANK[h.level] < _RANK[heading.level]], heading]

    def _heading_kind(self, sentence: Sentence) -> EffectKind | None:
        """What a line that heads a list says of what is listed."""
        if not words("listed").search(self.text, sentence.start, sentence.end):
            return None
        if m := ending().search(self.text, sentence.start, sentence.end):
            return m.lastgroup  # type: ignore[return-value]
        found = [
            m for m in doing().finditer(self.text, sentence.start, sentence.end) if self._stands(m, sentence)
        ]
        kinds = {m.lastgroup for m in found}
        if len(kinds) == 1 and found[0].lastgroup not in ("words", "amended"):
            return found[0].lastgroup  # type: ignore[return-value]
        return None

    # The forms

    def _before(self, sentence: Sentence, stop: int) -> Iterator[tuple[str, Target]]:
        """Words before the acts."""
        verbs = [m for m in doing().finditer(self.text, sentence.start, stop) if self._stands(m, sentence)]
        covered = sentence.start
        for n, verb in enumerate(verbs):
            if verb.start() < covered:
                continue
            following = [v for v in verbs[n + 1 :] if v.start() >= covered]
            chained = bool(following) and bool(
                words("chained").fullmatch(self.text, verb.end(), following[0].start())
            )
            if chained:
                continue
            earlier = verbs[n - 1] if n else None
            mixed = earlier is not None and bool(
                words("chained").fullmatch(self.text, earlier.end(), verb.start())
            )
            limit = following[0].start() if following else stop
            kind = "amended" if mixed else str(verb.lastgroup)
            targets = self.cited.targets(verb.end(), stop if not following else limit)
            if targets and following and targets[-1].reach >= limit:
                targets = self.cited.targets(verb.end(), stop)
            targets = targets or self._parts_only(verb.end(), limit)
            for target in targets:
                covered = max(covered, target.reach)
                yield kind, target

    def _stands(self, verb: re.Match[str], sentence: Sentence) -> bool:
        """Whether words of doing are the sentence's own predicate, not part of a title or of a rule."""
        opening = words("opening").match(self.text, sentence.start, sentence.end)
        begins = opening.end() if opening else sentence.start
        if verb.start() <= begins:
            return True
        if not words("joint").search(self.text, max(sentence.start, verb.start() - 24), verb.start()):
            return False
        first = doing().match(self.text, begins, sentence.end)
        return (
            first is not None or names_itself(self.text, sentence.start, verb.start(), self.type) is not None
        )

    def _parts_only(self, start: int, end: int) -> list[Target]:
        """Parts named below an article that amends an act."""
        above = next((h for h in reversed(self.headings) if h.position is not None), None)
        if above is None:
            return []
        provisions = tuple(
            p
            if "Điều" in p or not above.article or not p.startswith(("khoản", "điểm"))
            else f"{p} {above.article}"
            for p in self.cited.provisions(start, end)
        )
        over = (above.start, above.end)
        return [Target(above.position, provisions, True, start, end, over)] if provisions else []

    def _behind(self, sentence: Sentence, stop: int) -> Iterator[tuple[str, Target]]:
        """Words behind the acts, which open the sentence."""
        said = ending().search(self.text, sentence.start, stop)
        if said is None:
            return
        for start in (sentence.start, self.text.rfind(";", sentence.start, said.start()) + 1):
            found = self._ending(max(start, sentence.start), said)
            if found:
                yield from found
                return

    def _ending(self, start: int, said: re.Match[str]) -> list[tuple[str, Target]]:
        """The acts between the start of a clause and the words of ending, where they open it."""
        opening = words("opening").match(self.text, start, said.start())
        begins = opening.end() if opening else start
        lead = words("subject").match(self.text, begins, said.start())
        edge = lead.end() if lead else begins
        targets = self.cited.targets(begins, said.start())
        firsts = [t.start for t in targets[:1]] + [p.start for p in self.cited.parts(begins, edge + 2)][:1]
        if not targets or min(firsts) > edge + 1:
            return []
        return [(str(said.lastgroup), target) for target in targets]

    def _listed(self, sentence: Sentence, stop: int, above: _Heading | None) -> Iterator[tuple[str, Target]]:
        """An item of a list over which the words stand."""
        if above is None or above.kind is None or sentence.line <= above.line:
            return
        for target in self.cited.targets(sentence.start, stop):
            yield above.kind, target

    def _effect(
        self,
        kind: str,
        target: Target,
        sentence: Sentence,
        when: Told | None,
        kept: str,
        above: _Heading | None,
    ) -> Effect | None:
        if target.position is None:
            return None
        act = self.cited.citations[target.position]
        if not may_change(self.head, self.type, act):
            return None
        when = when or (above.when if above else None)
        swapped = kind == "words"
        effect = Effect(
            "amended" if swapped else kind,  # type: ignore[arg-type]
            sentence.start,
            sentence.end,
            target.position,
            target.provisions,
            partly=target.partly or swapped or kind == "amended",
            exception=kept,
            heading=(above.start, above.end) if above else target.heading,
        )
        return replace(effect, day=when.day, counted=when.counted) if when else effect
