"""Any sentence-transformers model, through that library: slow to import, and it takes every kind.

Reads: a model's folder, texts. Writes: normalised vectors; vectors of tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import transformers
from sentence_transformers import SentenceTransformer

from index.arithmetic import Arithmetic, allows_whole_numbers
from index.embedding_batches import batches
from index.encoded import Encoded
from index.whole_numbers import in_whole_numbers


class AnyModel:
    """A loaded model; raises what the library raises where the folder cannot be used."""

    def __init__(self, folder: Path, arithmetic: Arithmetic) -> None:
        transformers.logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self._loaded: Any = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            model_kwargs={"dtype": "float32"},
            trust_remote_code=False,
        )
        self._loaded.float()
        self._loaded.eval()
        if arithmetic == "int8" and allows_whole_numbers(folder):
            in_whole_numbers(self._loaded[0].auto_model)

    @property
    def prompts(self) -> Mapping[str, str]:
        """What the model wants before a text, by the text's role."""
        found: Mapping[str, str] = self._loaded.prompts
        return found

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        return int(self._loaded.get_embedding_dimension())

    def run(self, texts: Sequence[str], *, tokens: bool) -> Iterator[Encoded]:
        """Embeds texts, prompts and all, batch by batch."""
        longest = self._loaded.max_seq_length or 512
        lengths = [1]
        if len(texts) > 1:
            read = self._loaded.tokenizer(list(texts), verbose=False)["input_ids"]
            lengths = [min(len(ids), longest) for ids in read]
        for places in batches(lengths):
            yield self._encoded([texts[at] for at in places], places, tokens=tokens)

    def _encoded(self, texts: Sequence[str], places: list[int], *, tokens: bool) -> Encoded:
        found = self._loaded.encode(
            texts,
            prompt="",
            batch_size=len(texts),
            normalize_embeddings=True,
            output_value=None if tokens else "sentence_embedding",
            convert_to_numpy=not tokens,
            show_progress_bar=False,
        )
        if not tokens:
            return Encoded(places, np.asarray(found, np.float32), [])
        return Encoded(
            places,
            np.stack([one["sentence_embedding"].float().numpy() for one in found]),
            [one["token_embeddings"][one["attention_mask"].bool()].float().numpy() for one in found],
        )
