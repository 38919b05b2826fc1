"""The vocabularies as typed, frozen records; a field too many or too few is refused by name.

Any stage reads its own file with `records`, giving the record class that the tables must fit; agencies,
abbreviations and provinces have their loaders here. Files are read with importlib.resources, so that an
installed wheel finds them.

Reads: corpus/vocabulary/*.toml. Writes: frozen records.
"""

from __future__ import annotations

import re
import tomllib
import types
import unicodedata
from dataclasses import MISSING, dataclass, fields, is_dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

Level = Literal["trung ương", "tỉnh", "huyện", "xã", "khu vực"]
Family = Literal["nhà nước", "Đảng", "đoàn thể", "tư pháp", "công an", "quân đội", "đơn vị sự nghiệp", "khác"]
Certainty = Literal["confirmed", "unconfirmed"]
"""Confirmed: an official text or an official page says so. Unconfirmed: a copy, the press, an inference."""


class VocabularyError(ValueError):
    """A vocabulary file does not fit its record; the message names file, table, record and field."""


@dataclass(frozen=True, slots=True)
class Successor:
    """Who took a function over from a body that ended, or what a continuing body gained."""

    name: str
    function: str
    """What went there, in words; `toàn bộ` where everything did."""
    since: str
    """ISO date."""
    basis: str
    """The act that says so, by number."""
    source: str
    """Where that can be read: an address or an act's number."""
    certainty: Certainty
    keywords: tuple[str, ...] = ()
    """Words of a task that this function covers."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """A body by its canonical name, with every way of writing it."""

    name: str
    level: Level
    kind: str
    family: Family
    abbreviations: tuple[str, ...] = ()
    """Short forms that mean this body wherever they stand."""
    aliases: tuple[str, ...] = ()
    """Other full spellings."""
    in_lists: tuple[str, ...] = ()
    """What is left of the name behind a shared head: `Tư pháp`, `TP` in `Các sở: Tư pháp, …`."""
    former_names: tuple[str, ...] = ()
    base: str = ""
    """The body without its level, where it exists at several: `Công an` of `Công an tỉnh`."""
    same_as: str = ""
    """Another record's name for the same body, where documents use both and both are kept as printed."""
    members_of: str = ""
    """The body whose members a group is."""
    since: str = ""
    until: str = ""
    """Last day, ISO; empty while it exists."""
    basis: str = ""
    source: str = ""
    successors: tuple[Successor, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    """What nobody could confirm about it, in words."""
    examples: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name as an ASCII slug: `so-tu-phap`."""
        return slug(self.name)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every form that means this body on its own: names, short forms, head and what lists leave of it."""
        head = self.name.split()[0]
        listed = (f"{head} {rest}" for rest in self.in_lists)
        return tuple(dict.fromkeys((self.name, *self.aliases, *self.abbreviations, *listed)))


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of body that exists at several levels and is named with one: `Công an` + `tỉnh`."""

    base: str
    kind: str
    family: Family
    levels: tuple[Level, ...]
    abbreviations: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form and what it stands for."""

    short: str
    meaning: str
    kind: Literal["word", "agency"]
    example: str
    """A phrase of a public document that uses it."""
    source: str
    """That document: number and date, or the plan's path in corpus/."""
    context: str = ""
    """Where there are several meanings: a linear pattern over the words around that selects this one."""
    examples: tuple[str, ...] = ()
    """Phrases that `context` selects; empty where the short form has one meaning."""
    certainty: Certainty = "confirmed"


@dataclass(frozen=True, slots=True)
class Province:
    """A province or a city under the central government."""

    name: str
    kind: Literal["tỉnh", "thành phố"]
    formed_from: tuple[str, ...] = ()
    """Names before 1 July 2025, where it was formed by a merger."""
    merged_into: str = ""
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    basis: str = ""
    source: str = ""
    certainty: Certainty = "confirmed"


def slug(text: str) -> str:
    """ASCII letters and digits joined by hyphens: `Sở Tư pháp` → `so-tu-phap`."""
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D").replace("Ð", "D"))
    letters = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


@dataclass(frozen=True, slots=True)
class Words:
    """Words with one meaning."""

    pattern: str
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()
    """Texts that look like them and have another meaning."""


@cache
def tables(file: str, folder: str = "vocabulary") -> dict[str, Any]:
    """Read a data file of corpus/ as TOML gives it.

    Raises VocabularyError where it is no TOML, FileNotFoundError where it is absent.
    """
    data = files("corpus").joinpath(folder, file).read_bytes()
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise VocabularyError(f"corpus/{folder}/{file}: {error}") from error


@cache
def records(file: str, table: str, kind: type[T], folder: str = "vocabulary") -> tuple[T, ...]:
    """Read the tables `[[table]]` of a file as records of a frozen dataclass, in file order.

    Raises VocabularyError where a field is unknown, missing or of another type, or the table is absent.
    """
    found = tables(file, folder).get(table)
    where = f"corpus/{folder}/{file}"
    if not isinstance(found, list):
        raise VocabularyError(f"{where}: no [[{table}]]")
    return tuple(record(kind, item, f"{where} [[{table}]] {at}") for at, item in enumerate(found, 1))


@cache
def wording(file: str, table: str) -> re.Pattern[str]:
    """The words of a table `[[table]]` whose records all mean the same, one pattern.

    Raises VocabularyError as `records` does.
    """
    return re.compile("|".join(f"(?:{one.pattern})" for one in records(file, table, Words)))


def record(kind: type[T], item: object, where: str) -> T:
    """One TOML table as a record; `where` is named in errors. Raises VocabularyError."""
    if not isinstance(item, dict):
        raise VocabularyError(f"{where}: expected a table, found {item!r}")
    known = {f.name: f for f in fields(kind)}  # type: ignore[arg-type]
    label = item.get("id") or item.get("name") or item.get("number") or item.get("short")
    where = f"{where} ({label})" if label else where
    if unknown := sorted(set(item) - set(known)):
        raise VocabularyError(f"{where}: unknown field {', '.join(unknown)}; known: {', '.join(known)}")
    needed = [n for n, f in known.items() if f.default is MISSING and f.default_factory is MISSING]
    if missing := [n for n in needed if n not in item]:
        raise VocabularyError(f"{where}: missing field {', '.join(missing)}")
    hints = get_type_hints(kind)
    return kind(**{n: _value(hints[n], v, f"{where}: {n}") for n, v in item.items()})


def _value(hint: Any, value: object, where: str) -> Any:  # noqa: ANN401  # the hint decides the type
    """Check a TOML value against the type that a field declares."""
    origin = get_origin(hint)
    if origin is tuple:
        if not isinstance(value, list):
            raise VocabularyError(f"{where}: expected a list, found {value!r}")
        return tuple(_value(get_args(hint)[0], v, where) for v in value)
    if origin in (Union, types.UnionType):
        return _value(next(a for a in get_args(hint) if a is not type(None)), value, where)
    if origin is Literal:
        if value not in get_args(hint):
            raise VocabularyError(f"{where}: {value!r} is none of {', '.join(map(repr, get_args(hint)))}")
        return value
    if is_dataclass(hint) and isinstance(hint, type):
        return record(hint, value, where)
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise VocabularyError(f"{where}: expected {getattr(hint, '__name__', hint)}, found {value!r}")
    return value


def agencies() -> tuple[Agency, ...]:
    """Every body of the vocabulary, existing and ended."""
    return records("agencies.toml", "agency", Agency)


@cache
def agency_by_name() -> dict[str, Agency]:
    """Bodies by canonical name."""
    return {a.name: a for a in agencies()}


def bodies() -> tuple[Body, ...]:
    """Kinds of bodies that take a level: `Công an` + `tỉnh`."""
    return records("levels.toml", "body", Body)


def abbreviations() -> tuple[Abbreviation, ...]:
    """Short forms with their meanings."""
    return records("abbreviations.toml", "abbreviation", Abbreviation)


def provinces() -> tuple[Province, ...]:
    """Provinces and centrally run cities, present and former."""
    return records("provinces.toml", "province", Province)
