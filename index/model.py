"""Which embedding model is meant, and whether it is here: answered without loading it.

A setting is empty (the model that comes with the program), a folder, or a name such as
`intfloat/multilingual-e5-base` that has been put into the local cache before. Nothing is ever fetched.

Reads: a setting. Writes: Model.
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.errors import Unusable

SETTING = "CANCU_MODEL"
SHIPPED = "cancu-luat"
"""The name of the model that comes with the program."""
REVISION = "weights_revision"
"""The setting of a model's folder that tells which weights it holds: a digest of them."""
_REMEDY = (
    f"hãy chép mô hình vào máy này rồi đặt {SETTING} là đường dẫn tới thư mục ấy, "
    f"hoặc bỏ {SETTING} để dùng mô hình mặc định"
)


@dataclass(frozen=True, slots=True)
class Model:
    """An embedding model as the index records it."""

    name: str
    revision: str
    segmented: bool
    """Whether the model was trained on words whose syllables are joined by `_` (the PhoBERT family)."""
    setting: str = ""
    """What `located` was asked for."""

    @property
    def key(self) -> str:
        """Identifies the vectors that it makes."""
        return f"{self.name}@{self.revision}"


def located(setting: str | None = None) -> Model:
    """The model that a setting means (None: the environment's, then the default); Unusable where absent."""
    asked = (os.environ.get(SETTING, "") if setting is None else setting).strip()
    if not asked:
        return Model(SHIPPED, _shipped_revision(), segmented=False)
    folder = _folder(asked)
    name = asked if not Path(asked).is_dir() else Path(asked).resolve().name
    return Model(name, _revision(folder), _is_segmented(asked, folder), asked)


def model_folder(model: Model) -> Path:
    """The folder to load a model from."""
    return _folder(model.setting) if model.setting else shipped_folder()


def shipped_folder() -> Path:
    """The folder of the model that comes with the program."""
    return Path(__file__).parent / "legal_model"


def _shipped_revision() -> str:
    """The revision that the model's folder tells of itself; raises Unusable where it is not whole."""
    settings = _json(shipped_folder() / "config_sentence_transformers.json")
    revision = settings.get(REVISION)
    if not isinstance(revision, str) or not (shipped_folder() / "model.safetensors").is_file():
        why = "thư mục mô hình đi kèm chương trình bị thiếu tệp"
        raise Unusable("Không có mô hình mặc định", why, f"hãy cài lại chương trình hoặc đặt {SETTING}")
    return revision


def _folder(asked: str) -> Path:
    if Path(asked).is_dir():
        if not any((Path(asked) / name).is_file() for name in ("modules.json", "config.json")):
            raise Unusable(
                f"Không dùng được mô hình «{asked}»",
                "thư mục không chứa mô hình sentence-transformers",
                _REMEDY,
            )
        return Path(asked)
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(asked, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError, ValueError):
        raise Unusable(
            f"Không có mô hình «{asked}»", "không phải thư mục và chưa có trong bộ đệm của máy", _REMEDY
        ) from None


def _revision(folder: Path) -> str:
    """A digest of the small files and of the large ones' names, sizes and times."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(str(path.relative_to(folder)).encode())
        known = path.stat()
        small = known.st_size < 1 << 20
        digest.update(path.read_bytes() if small else f"{known.st_size} {known.st_mtime_ns}".encode())
    return digest.hexdigest()[:16]


def _is_segmented(asked: str, folder: Path) -> bool:
    """PhoBERT's tokenizer, or a folder that says so itself (`"word_segmentation": true` in its settings)."""
    told = [
        _json(folder / name)
        for name in ("config_sentence_transformers.json", "tokenizer_config.json", "config.json")
    ]
    if any(settings.get("word_segmentation") is True for settings in told):
        return True
    kinds = " ".join(str(settings.get("tokenizer_class", "")) for settings in told)
    return "phobert" in f"{Path(asked).name} {kinds}".lower()


def _json(path: Path) -> dict[str, Any]:
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return read if isinstance(read, dict) else {}
