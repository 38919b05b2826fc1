"""What several tests share: the material beside the repository, the plan, and a served index over it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with gold and real documents beside the repository; the test is skipped without it."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the shared material is not beside the repository")
    return folder


@pytest.fixture(scope="session")
def plan_path() -> Path:
    """The provincial plan as received."""
    return REPOSITORY / "corpus" / "documents" / "ke-hoach-138-tuyen-quang-2024.txt"


HOSTILE_PLAN = """ỦY BAN NHÂN DÂN TỈNH <SCRIPT>ALERT(1)</SCRIPT>
Số: 999/KH-UBND
KẾ HOẠCH
Về <script>alert("trích yếu")</script> & <img src=x onerror=alert(1)>

I. NHIỆM VỤ <b>đậm</b>

1. Sửa chữa đường ray xe lửa <script>alert('việc')</script> "><svg onload=alert(1)> theo Nghị định số 49/2020/NĐ-CP.

(Sở Giao thông <i>vận tải</i> chủ trì; Sở Tư pháp phối hợp thực hiện)
"""
TOKEN = "mã-truy-cập-của-bài-thử"


@pytest.fixture(scope="session")
def built_home(tmp_path_factory: pytest.TempPathFactory, plan_path: Path) -> Path:
    """A home with an index over the plan and a document that tries to be a script, and a small codification."""
    from index.building import build
    from index.codification.articles import build_articles
    from index.codification.importing import import_release
    from tests.writers.codification import two_subjects, write_release

    folder = tmp_path_factory.mktemp("index")
    hostile = folder / "hostile.txt"
    hostile.write_text(HOSTILE_PLAN, encoding="utf-8")
    build(folder / "home", [plan_path, hostile])
    import_release(folder / "home", write_release(folder / "BoPhapDien.zip", *two_subjects()))
    build_articles(folder / "home")
    return folder / "home"


@pytest.fixture(scope="session")
def milvus_home(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same index, searched by Milvus in a file beside it."""
    import shutil

    from index.building import add
    from index.codification.articles import build_articles
    from tests.engines import released, selected

    folder = tmp_path_factory.mktemp("milvus")
    with selected("milvus", folder, keep_open=True):
        shutil.copytree(built_home, folder / "home", symlinks=True)
        add(folder / "home", [])
        build_articles(folder / "home")
    yield folder / "home"
    released(folder / "milvus.db")


@pytest.fixture(scope="module", params=["embedded", "milvus"])
def engine_home(request: pytest.FixtureRequest) -> Iterator[Path]:
    """The home of that index on each engine, which is the selected one meanwhile."""
    from tests.engines import selected

    home: Path = request.getfixturevalue("milvus_home" if request.param == "milvus" else "built_home")
    with selected(request.param, home.parent, keep_open=True):
        yield home


@pytest.fixture(params=["embedded", "milvus"])
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Each engine, selected; Milvus with a file of its own."""
    from index.engines.choice import SETTING
    from tests.engines import selected

    before = os.environ.get(SETTING)
    with selected(request.param, tmp_path_factory.mktemp("engine")) as name:
        yield name
    assert os.environ.get(SETTING) == before


@pytest.fixture(scope="session")
def client(built_home: Path) -> Iterator[object]:
    """A client of the application over that index, warmed up."""
    from fastapi.testclient import TestClient

    from search_api.api.app import create_app
    from search_api.service.settings import ServiceSettings

    settings = ServiceSettings(rate=0)  # tests ask faster than people
    app = create_app(built_home, host_names=[], token=TOKEN, settings=settings)
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as opened:
        app.state.shelf.wait()
        yield opened


@pytest.fixture(scope="session")
def page_address(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the real server over a copy of that index, to which documents may be added."""
    import shutil

    from tests.page_server import served

    home = tmp_path_factory.mktemp("page") / "home"
    shutil.copytree(built_home, home, symlinks=True)
    with served(home, TOKEN) as address:
        yield address


@pytest.fixture(scope="session")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A tab of headless Chromium; the test is skipped where there is none."""
    from tests.browser import CHROMIUM, Browser

    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    opened = Browser(tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[object]:
    """A PostgreSQL server of the tests' own; the test is skipped where there is none."""
    from bench.postgres_server import PostgresServer, programs

    pytest.importorskip("psycopg_pool", reason="psycopg is not installed")
    if programs() is None:
        pytest.skip("no PostgreSQL on this machine")
    server = PostgresServer()
    yield server
    server.remove()
