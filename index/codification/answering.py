"""Which articles of the codification answer a question: the act, the provision, its words, its force.

Articles stand where enough of the question's own words are in them and their meaning is near; among those
that fit about equally well, acts of higher force come first, then later ones. Whether an article is in force
on the day asked for is told only as far as the release states it.

Reads: the codification, the index over its articles, a question. Writes: DirectiveAnswer records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.answers import Codified, DirectiveAnswer
from index.articles.overlap import share_of
from index.weights import CodificationWeights
from ingest.codification.clauses import Clause, clause, clauses, has_point
from ingest.force_of_acts import rank_of

if TYPE_CHECKING:
    from index.articles.records import ArticleHit
    from index.articles.searching import ArticleIndex
    from index.articles.syllable_table import SyllableTable
    from index.codification.reading import Codification
    from index.codification.records import CodifiedArticle
    from ingest.codification.records import Amendment

_DIGITS = 4
_SHOWN = 700
"""Code points of a clause that are shown."""
_LONGEST_SHOWN = 2_000
"""Code points of a provision that was asked for by its number."""
_ENDS = ("bãi bỏ", "hủy bỏ")


@dataclass(frozen=True, slots=True)
class Fitting:
    """An article that answers, with what speaks for it."""

    article: CodifiedArticle
    score: float
    share: float
    """How much of the information in the question's own words stands in it, 0..1."""


def codified(codification: Codification, index: ArticleIndex) -> Codified:
    """How much was searched."""
    return Codified(index.manifest.articles, round(index.embedded, _DIGITS), codification.known_until)


def codified_answers(
    codification: Codification, index: ArticleIndex, question: str, day: str, weights: CodificationWeights
) -> tuple[DirectiveAnswer, ...]:
    """The articles that answer a question as of a day (ISO), best first; none where none does."""
    reading = index.read(question)
    asked = reading.content
    if len(asked) < weights.least:
        return ()
    found = _fitting(codification, index, index.find(reading, weights.weighed), asked, weights)
    first = of_higher_force_first(found, weights.equal)[: weights.answers]
    return _answers(codification, index, first, asked, day)


def nearest_articles(
    codification: Codification, index: ArticleIndex, words_typed: str, day: str, limit: int
) -> tuple[DirectiveAnswer, ...]:
    """The articles nearest to some words, best first, whether they answer anything or not."""
    reading = index.read(words_typed)
    hits = index.find(reading, limit)
    found = [Fitting(one, hit.score, 0.0) for hit in hits if (one := codification.article(hit.id))]
    return _answers(codification, index, found, reading.content or reading.syllables, day)


def _answers(
    codification: Codification,
    index: ArticleIndex,
    found: Sequence[Fitting],
    asked: Sequence[str],
    day: str,
) -> tuple[DirectiveAnswer, ...]:
    table = index.table
    return tuple(_answer(codification, one, _telling(one.article.text, asked, table), day) for one in found)


def of_higher_force_first(found: Sequence[Fitting], equal: float) -> list[Fitting]:
    """The best first; of those within `equal` of the best of a run, the higher in force, then the later."""
    ordered: list[Fitting] = []
    rest = sorted(found, key=lambda one: -one.score)
    while rest:
        run = [one for one in rest if one.score >= rest[0].score - equal]
        ordered += sorted(sorted(run, key=_date, reverse=True), key=_rank)
        rest = rest[len(run) :]
    return ordered


def _rank(one: Fitting) -> int:
    act = one.article.act
    return rank_of(act.type, act.issuer) if act else rank_of("", "")


def _date(one: Fitting) -> str:
    return one.article.act.date if one.article.act else ""


def _fitting(
    codification: Codification,
    index: ArticleIndex,
    hits: Sequence[ArticleHit],
    asked: Sequence[str],
    weights: CodificationWeights,
) -> list[Fitting]:
    best = hits[0].score if hits else 0.0
    found: list[Fitting] = []
    for hit in hits:
        article = codification.article(hit.id)
        if article is None or hit.score < weights.follow * best:
            continue
        act = article.act.title if article.act else ""
        share = share_of(asked, f"{act}\n{article.title}\n{article.text}", index.table)
        near = (hit.signals.meaning + hit.signals.late) / 2 if hit.signals else 0.0
        if share >= weights.words and share + weights.meaning * near >= weights.answer:
            found.append(Fitting(article, hit.score, share))
    return found


def provision_answer(
    codification: Codification, work: str, number: str, path: tuple[str, str, str], day: str
) -> DirectiveAnswer | None:
    """What an article of an act (work id, number) says, or a khoản or điểm of it, as of a day (ISO).

    `path` is the numbers of article and khoản and the letter of the điểm, empty where one is not asked for.
    Of a điểm whose khoản is left out, where it is in one, the article. None where the codification lacks it.
    """
    article, para, point = path
    for held in codification.by_provision(number, article):
        whole = point and not para and has_point(held.text, point)
        part = clause(held.text, para, point) or (clause(held.text, "") if whole else None)
        if held.act and held.act.work == work and part:
            return _answer(codification, Fitting(held, 1.0, 1.0), part, day, _LONGEST_SHOWN)
    return None


def _answer(
    codification: Codification, one: Fitting, part: Clause, day: str, shown: int = _SHOWN
) -> DirectiveAnswer:
    article, act = one.article, one.article.act
    made = [amendment for amendment in codification.amendments(article.key) if _by(amendment, day)]
    status, status_as_of = standing(article, made, day, codification.known_until)
    return DirectiveAnswer(
        number=(act.number or None) if act else None,
        type=act.type if act else None,
        title=(act.title or None) if act else None,
        date=(act.date or None) if act else None,
        issuer=(act.issuer or None) if act else None,
        status=status,
        status_as_of=status_as_of,
        replaced_by=None,
        provision=" ".join(one for one in (part.label, article.provision) if one) or None,
        evidence=_shown(article.text[part.start : part.end], shown),
        in_corpus=True,
        score=round(one.score, _DIGITS),
        work=act.work if act else None,
        article=article.anchor,
        article_code=article.code,
        article_title=article.title or None,
        effective_from=article.effective_from or None,
        amended_by=tuple(_said(amendment) for amendment in made),
    )


def _telling(text: str, asked: Sequence[str], table: SyllableTable) -> Clause:
    """The clause that holds most of what is asked; the first of those that hold as much."""
    cut = clauses(text)
    if not cut:
        return Clause("", 0, 0)
    return max(cut, key=lambda one: share_of(asked, text[one.start : one.end], table))


def _shown(text: str, most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"


def standing(
    article: CodifiedArticle, made: Sequence[Amendment], day: str, until: str
) -> tuple[str | None, str | None]:
    """What the release states of an article's force on a day, and the last day for which it does."""
    if article.effective_from and day < article.effective_from:
        return "chưa có hiệu lực", day
    known = min(day, until) if until else None
    if not article.in_force:
        return article.standing, known
    if not article.effective_from or known is None:
        return None, None
    if any(amendment.relation in _ENDS for amendment in made):
        return "hết hiệu lực một phần", known
    return "còn hiệu lực", known


def _by(amendment: Amendment, day: str) -> bool:
    return not amendment.effective_from or amendment.effective_from <= day


def _said(amendment: Amendment) -> str:
    since = "/".join(reversed(amendment.effective_from.split("-"))) if amendment.effective_from else ""
    words_of = [amendment.relation, "bởi", amendment.provision, amendment.type, amendment.number]
    line = " ".join(word for word in words_of if word)
    return f"{line} từ ngày {since}" if since else line
