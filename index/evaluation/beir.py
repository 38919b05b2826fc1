"""Sets in BEIR layout: a corpus and questions as lines of JSON, judgements as lines of three columns.

Files may be packed (.xz, .gz); what they are is seen from their first bytes. They are read as they come, line
by line, and every line is held to a limit, so that a file from anywhere can be given.

Reads: corpus.jsonl, queries.jsonl, qrels.tsv. Writes: ArticleText, questions, grades; a run in TREC's layout.
"""

from __future__ import annotations

import gzip
import json
import lzma
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn, cast

from index.articles.records import ArticleHit, ArticleText
from index.errors import Unusable

LONGEST_LINE = 8 << 20
"""Bytes of a line; the longest article of the official codification has a tenth of it."""
MOST_LINES = 5_000_000
MOST_BYTES = 64 << 30
"""Of a whole file, unpacked."""
MOST_RELEVANT = 1_000
"""The highest grade, and the lowest below 0."""
_XZ, _GZ = b"\xfd7zXZ\x00", b"\x1f\x8b"
_DAMAGED = (EOFError, lzma.LZMAError, gzip.BadGzipFile, zlib.error)
_CORPUS_REMEDY = 'mỗi dòng cần là một đối tượng JSON như {"_id": "…", "title": "…", "text": "…"}'
_QUERIES_REMEDY = 'mỗi dòng cần là một đối tượng JSON như {"_id": "…", "text": "…"}'
_QRELS_REMEDY = "mỗi dòng cần ba cột cách nhau bằng dấu tab: mã câu hỏi, mã điều, mức liên quan (số nguyên)"


def articles(path: Path) -> Iterator[ArticleText]:
    """The articles of a corpus, as they come; Unusable where a line is not one or an id comes twice."""
    seen: set[str] = set()
    for number, line in _lines(path):
        read = _object(path, number, line, _CORPUS_REMEDY)
        article = _id(path, number, read, seen, _CORPUS_REMEDY)
        title, text, source = (
            _text(path, number, read, name, _CORPUS_REMEDY) for name in ("title", "text", "source")
        )
        yield ArticleText(article, title, text, source)
    if not seen:
        _fail(path, None, "không có điều nào", _CORPUS_REMEDY)


def queries(path: Path) -> dict[str, str]:
    """The questions by id, in the file's order; Unusable where a line is not one."""
    found: dict[str, str] = {}
    seen: set[str] = set()
    for number, line in _lines(path):
        read = _object(path, number, line, _QUERIES_REMEDY)
        query = _id(path, number, read, seen, _QUERIES_REMEDY)
        found[query] = _text(path, number, read, "text", _QUERIES_REMEDY)
        if not found[query].strip():
            _fail(path, number, "thiếu câu hỏi («text»)", _QUERIES_REMEDY)
    if not found:
        _fail(path, None, "không có câu hỏi nào", _QUERIES_REMEDY)
    return found


def qrels(path: Path) -> dict[str, dict[str, int]]:
    """The grades by question; a first line of column names may stand there or not."""
    found: dict[str, dict[str, int]] = {}
    for number, line in _lines(path):
        columns = line.rstrip("\n").split("\t")
        if number == 1 and columns[-1].strip().lower() == "score":
            continue
        if len(columns) != 3 or not all(column.strip() for column in columns):
            _fail(path, number, f"có {len(columns)} cột", _QRELS_REMEDY)
        grade = _grade(path, number, columns[2])
        found.setdefault(columns[0].strip(), {})[columns[1].strip()] = grade
    if not found:
        _fail(path, None, "không có đánh giá nào", _QRELS_REMEDY)
    return found


def _grade(path: Path, number: int, column: str) -> int:
    try:
        grade = int(column)
    except ValueError:
        _fail(path, number, f"mức liên quan «{column.strip()[:20]}» không phải số nguyên", _QRELS_REMEDY)
    if abs(grade) > MOST_RELEVANT:
        _fail(path, number, f"mức liên quan vượt quá {MOST_RELEVANT}", _QRELS_REMEDY)
    return grade


def packed(path: Path) -> Path:
    """The file of this name, or the packed one beside where that is there instead."""
    beside = (path, path.with_name(path.name + ".xz"), path.with_name(path.name + ".gz"))
    return next((file for file in beside if file.is_file()), path)


def write_run(path: Path, run: Mapping[str, Iterable[ArticleHit]], name: str = "cancu") -> None:
    """Write what was found in TREC's layout, tabs between the columns: ids of Vietnamese sets hold spaces."""
    with path.open("w", encoding="utf-8") as file:
        for query, hits in run.items():
            for rank, hit in enumerate(hits, 1):
                file.write(f"{query}\tQ0\t{hit.id}\t{rank}\t{hit.score:.6f}\t{name}\n")


def content(path: Path) -> Iterator[bytes]:
    """The lines of a file as bytes, unpacked; Unusable where it is damaged or a line is endless."""
    with _opened(path) as file:
        number = total = 0
        while line := file.readline(LONGEST_LINE + 1):
            number, total = number + 1, total + len(line)
            if len(line) > LONGEST_LINE:
                _fail(path, number, f"dài hơn {LONGEST_LINE >> 20} MB", "hãy kiểm tra lại tệp")
            if number > MOST_LINES or total > MOST_BYTES:
                why = f"có hơn {MOST_LINES} dòng hoặc {MOST_BYTES >> 30} GB"
                _fail(path, None, why, "hãy chia tệp thành nhiều phần")
            yield line


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as raw:
            first = raw.read(len(_XZ))
            raw.seek(0)
            if first == _XZ:
                with lzma.open(raw) as file:
                    yield cast("IO[bytes]", file)
            elif first.startswith(_GZ):
                with gzip.open(raw) as file:
                    yield cast("IO[bytes]", file)
            else:
                yield raw
    except _DAMAGED as error:
        why = "tệp nén bị hỏng hoặc bị cắt ngang"
        raise Unusable(f"Không đọc được «{path.name}»", why, "hãy chép lại tệp") from error


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(content(path), 1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            _fail(path, number, "không phải UTF-8", "hãy lưu lại tệp bằng bảng mã UTF-8")
        if text.strip():
            yield number, text


def _object(path: Path, number: int, line: str, remedy: str) -> dict[str, Any]:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        _fail(path, number, "không phải JSON", remedy)
    if not isinstance(read, dict):
        _fail(path, number, "không phải đối tượng JSON", remedy)
    return read


def _id(path: Path, number: int, read: dict[str, Any], seen: set[str], remedy: str) -> str:
    value = read.get("_id")
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        _fail(path, number, "thiếu mã («_id»)", remedy)
    found = _whole(str(value)).strip()
    if found in seen:
        _fail(path, number, f"mã «{found[:80]}» đã có ở dòng trước", "mỗi mã chỉ được có một lần")
    seen.add(found)
    return found


def _text(path: Path, number: int, read: dict[str, Any], name: str, remedy: str) -> str:
    value = read.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        _fail(path, number, f"«{name}» không phải chuỗi", remedy)
    return _whole(value)


def _whole(text: str) -> str:
    """The text with a `?` for half a surrogate pair, which JSON can spell and no file can hold."""
    return text.encode("utf-8", "replace").decode()


def _fail(path: Path, line: int | None, why: str, remedy: str) -> NoReturn:
    raise Unusable(f"Không dùng được «{path.name}»", why if line is None else f"dòng {line} {why}", remedy)
