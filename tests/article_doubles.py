"""An index of articles without engines or a model, for tests whose subject is what is done with one.

Lexical search counts shared syllables; dense search counts shared syllables without marks; both together add them.
"""

from __future__ import annotations

import json

from index.articles.records import ArticleHit
from index.syllables import fold, words


class Building:
    """Stands in for index.articles.building; `made` lists what each call had to make."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.scheme = "1"
        self.fails = False

    def build(self, home, articles, *, model=None, progress=None, vectors=True):
        tell = progress or (lambda *_: None)
        read = [[a.id, f"{a.title} {a.text} {a.source}"] for a in articles]
        folder = home / f"parts-{self.scheme}"
        file = folder / "articles.json"
        held = json.loads(file.read_text(encoding="utf-8"))[1] if file.is_file() else None
        if held is None:
            self.made.append("lexical")
            tell("lexical", len(read), len(read))
        if self.fails:
            raise KeyboardInterrupt
        if vectors and not held:
            self.made.append("vectors")
            tell("vectors", 0, len(read))
            tell("vectors", len(read), len(read))
        folder.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps([read, vectors or bool(held)]), encoding="utf-8")
        (home / "served").write_text(folder.name)
        return folder


class ArticleIndexDouble:
    """Stands in for ArticleIndex."""

    def __init__(self, folder) -> None:
        self.articles, self.vectors = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
        self.settings: dict[str, object] = {"model": "double", "weights": "1"}

    @classmethod
    def open(cls, home):
        return cls(home / (home / "served").read_text())

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return None

    def search(self, query, limit, mode="fused"):
        assert mode == "lexical" or self.vectors
        found = [ArticleHit(key, self._score(query, text, mode)) for key, text in self.articles]
        kept = sorted((hit for hit in found if hit.score > 0), key=lambda hit: (-hit.score, hit.id))
        return kept[:limit]

    def _score(self, query, text, mode) -> float:
        ways = {"lexical": [str], "dense": [fold], "fused": [str, fold]}[mode]
        return float(sum(len(set(map(way, words(query))) & set(map(way, words(text)))) for way in ways))
