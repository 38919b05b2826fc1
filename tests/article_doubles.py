"""An index of articles without engines or a model, for tests whose subject is what is done with one.

Lexical search counts shared syllables; dense search counts shared syllables without marks; both together add them.
"""

from __future__ import annotations

import json

from index.articles.records import ArticleHit
from index.syllables import fold, words


class Building:
    """Stands in for index.articles.building; `calls` lists what each call was told to make."""

    def __init__(self) -> None:
        self.model = "double"
        self.calls: list[bool] = []
        self.fails = False

    def scheme(self):
        return self.model

    def build(self, folder, articles, *, model=None, progress=None, vectors=True):
        self.calls.append(vectors)
        tell = progress or (lambda *_: None)
        read = [[a.id, f"{a.title} {a.text} {a.source}"] for a in articles]
        tell("indexing", len(read), len(read))
        if self.fails:
            raise KeyboardInterrupt
        if vectors:
            tell("embedding", 0, len(read))
            tell("embedding", len(read), len(read))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "articles.json").write_text(json.dumps([read, vectors]), encoding="utf-8")


class ArticleIndexDouble:
    """Stands in for ArticleIndex."""

    def __init__(self, folder) -> None:
        self.articles, self.vectors = json.loads((folder / "articles.json").read_text(encoding="utf-8"))
        self.settings: dict[str, object] = {"model": "double", "weights": "1"}

    @classmethod
    def open(cls, folder):
        return cls(folder)

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
