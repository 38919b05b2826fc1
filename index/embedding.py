"""Texts become vectors, through sentence-transformers.

Reads: texts, a Model. Writes: normalised vectors, float32.
"""

from __future__ import annotations

import json
import os
import threading
import warnings
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.errors import Unusable
from index.model import Model, model_folder
from ingest import words

Vectors = NDArray[np.float32]
"""One row a text, each of length 1."""

WHOLE_NUMBERS = "int8_linear"
"""The setting of a model's folder that lets its linear layers run in 8-bit whole numbers."""
_BATCH_TOKENS = 2_048
"""Tokens of a batch, padding included: more would spend time on padding, fewer leave the cores idle."""
_PASSAGE = ("passage", "document", "corpus")
_QUERY = ("query",)
"""Names under which models keep what they want before a text of each kind."""
_KEPT = 2_048
"""Vectors of queries that are remembered."""


class Embedder:
    """A model that loads itself when it is first needed; safe to share between threads.

    `cores` is how many one text may use: a question is too short to share out, waiting for the other core
    costs more than it gives, and that core has other questions to answer; a build's batches want them all.

    `quick` runs the linear layers in 8-bit whole numbers where the model's folder allows it: twice as fast,
    for texts by the ten thousand; a vector then depends a little on what is embedded beside. Questions are to
    be embedded as the texts were.
    """

    def __init__(self, model: Model, cores: int = 1, *, quick: bool = False) -> None:
        self.model = model
        self._cores = cores
        self._quick = quick
        self._loading = threading.Lock()
        self._loaded: Any = None
        self._remembered = lru_cache(maxsize=_KEPT)(self._query)

    def load(self) -> None:
        """Loads the model if it is not loaded; raises Unusable where its files cannot be used."""
        with self._loading:
            if self._loaded is None:
                self._loaded = _load(
                    model_folder(self.model), self.model.name, self._cores, quick=self._quick
                )

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts that are to be found; at least one text."""
        return self._encode(texts, _PASSAGE)

    def query(self, text: str) -> Vectors:
        """The vector of a question, one dimension; a question asked before is remembered."""
        return self._remembered(text)

    def tokens(self, texts: Sequence[str]) -> list[int]:
        """How many tokens the model sees in each text, its own marks at both ends included."""
        self.load()
        return [len(ids) for ids in self._loaded.tokenizer(list(texts), verbose=False)["input_ids"]]

    def passages_and_tokens(self, texts: Sequence[str]) -> tuple[Vectors, list[Vectors]]:
        """Vectors of texts that are to be found, and those of their tokens; at least one text."""
        return self._encode_tokens(texts, _PASSAGE)

    def query_and_tokens(self, text: str) -> tuple[Vectors, Vectors]:
        """The vector of a question, and those of its tokens."""
        vectors, tokens = self._encode_tokens([text], _QUERY)
        return vectors[0], tokens[0]

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        self.load()
        return int(self._loaded.get_embedding_dimension())

    @property
    def folder(self) -> Path:
        """Where the model's files lie."""
        return model_folder(self.model)

    def _query(self, text: str) -> Vectors:
        vector: Vectors = self._encode([text], _QUERY)[0]
        vector.setflags(write=False)
        return vector

    def _encode_tokens(self, texts: Sequence[str], roles: tuple[str, ...]) -> tuple[Vectors, list[Vectors]]:
        batches, encoded = self._run(texts, roles, None)
        vectors = np.empty((len(texts), len(encoded[0][0]["sentence_embedding"])), np.float32)
        tokens: list[Vectors] = [vectors] * len(texts)
        for at, one in zip(chain(*batches), chain(*encoded), strict=True):
            vectors[at] = one["sentence_embedding"].numpy()
            tokens[at] = one["token_embeddings"][one["attention_mask"].bool()].float().numpy()
        return vectors, tokens

    def _encode(self, texts: Sequence[str], roles: tuple[str, ...]) -> Vectors:
        batches, encoded = self._run(texts, roles, "sentence_embedding")
        vectors = np.concatenate(encoded).astype(np.float32)
        return np.ascontiguousarray(vectors[np.argsort(np.concatenate(batches))])

    def _run(
        self, texts: Sequence[str], roles: tuple[str, ...], output: str | None
    ) -> tuple[list[list[int]], list[Any]]:
        """Places of the texts, batch by batch, and what the model gave for each batch."""
        self.load()
        if self.model.segmented:
            texts = [" ".join(word.replace(" ", "_") for word in found) for found in words.segment(texts)]
        role = next((name for name in roles if name in self._loaded.prompts), None)
        prompt = self._loaded.prompts[role] if role else None
        batches = self._batches(texts)
        encoded = [
            self._loaded.encode(
                [texts[i] for i in batch],
                prompt=prompt or "",
                batch_size=len(batch),
                normalize_embeddings=True,
                output_value=output,
                convert_to_numpy=output is not None,
                show_progress_bar=False,
            )
            for batch in batches
        ]
        return batches, encoded

    def _batches(self, texts: Sequence[str]) -> list[list[int]]:
        """Positions of texts of about one length, so that little is padding."""
        if len(texts) == 1:
            return [[0]]
        longest = self._loaded.max_seq_length or 512
        lengths = [min(n, longest) for n in self.tokens(texts)]
        batches: list[list[int]] = []
        width = 0
        for i in sorted(range(len(texts)), key=lambda i: -lengths[i]):
            if not batches or width * (len(batches[-1]) + 1) > _BATCH_TOKENS:
                batches.append([])
                width = lengths[i]
            batches[-1].append(i)
        return batches


@lru_cache(maxsize=4)
def embedder_of_questions(model: Model, *, quick: bool = False) -> Embedder:
    """The one embedder that a process keeps for questions to indexes that were made so."""
    return Embedder(model, quick=quick)


def import_libraries(cores: int) -> None:
    """Imports what loading needs; most of the time that it takes to have a model is this."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # a fork later would warn otherwise
    os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # waiting threads leave the cores to others
    import sentence_transformers  # noqa: F401
    import torch
    import transformers

    torch.set_num_threads(min(cores, os.cpu_count() or 1))
    transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _load(folder: Path, name: str, cores: int, *, quick: bool = False) -> Any:  # noqa: ANN401 - a SentenceTransformer, which is imported here only
    import_libraries(cores)
    from sentence_transformers import SentenceTransformer

    try:
        loaded = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            model_kwargs={"dtype": "float32"},
            trust_remote_code=False,
        )
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        reason = " ".join(str(error).split())[:200]
        raise Unusable(
            f"Không nạp được mô hình «{name}»", reason, "hãy kiểm tra thư mục mô hình hoặc cài lại"
        ) from error
    loaded.float()
    _lighten(loaded, folder / "model.safetensors")
    loaded.eval()
    if quick and _allows_whole_numbers(folder):
        _in_whole_numbers(loaded)
    return loaded


def _allows_whole_numbers(folder: Path) -> bool:
    """Whether a model's folder says that its linear layers may be run in 8-bit whole numbers."""
    settings = folder / "config_sentence_transformers.json"
    return settings.is_file() and bool(json.loads(settings.read_text(encoding="utf-8")).get(WHOLE_NUMBERS))


def _in_whole_numbers(loaded: Any) -> None:  # noqa: ANN401
    """Runs the linear layers in 8-bit whole numbers, each row of weights with a scale of its own."""
    import torch

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # torch says that this will move to a package of its own
        encoder = loaded[0].auto_model
        per_row = torch.ao.quantization.per_channel_dynamic_qconfig
        torch.ao.quantization.quantize_dynamic(encoder, {torch.nn.Linear: per_row}, inplace=True)


def _lighten(loaded: Any, weights: Path) -> None:  # noqa: ANN401
    """Leaves the table of word embeddings, most of a small model, in its file; needed rows are read there.

    Only where the file keeps it in half precision: a row is made single when a position's is added to it, so
    the vectors are the same. The other weights are copied, so that the mapping which loading made can go.
    """
    import torch
    from safetensors import safe_open

    found = getattr(loaded[0], "auto_model", None)
    if found is None or found.config.model_type != "bert" or not weights.is_file():
        return
    table = found.get_input_embeddings()
    with safe_open(str(weights), "pt") as file:
        for name in file.keys():  # noqa: SIM118 - the file is no dictionary
            if name.endswith("word_embeddings.weight"):
                kept = file.get_tensor(name)
                if kept.dtype == torch.float16 and kept.shape == table.weight.shape:
                    table.weight = torch.nn.Parameter(kept, requires_grad=False)
    for weight in loaded.parameters():
        if weight is not table.weight:
            weight.data = weight.data.clone()
