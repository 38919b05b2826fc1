"""What several tests share: the material beside the repository, and the plan."""

from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and real documents that lies beside the repository; the test is skipped without it."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared material is not beside the repository")
    return folder


@pytest.fixture(scope="session")
def plan_path() -> Path:
    """The provincial plan as received."""
    return REPOSITORY / "corpus" / "documents" / "ke-hoach-138-tuyen-quang-2024.txt"
