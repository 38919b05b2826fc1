"""`cancu evaluate`: the program's search is asked a retrieval set, and what it finds is scored.

Reads: a set in BEIR layout. Writes: the figures, for people or as the contract's object; a run.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from search_api.cli import console
from search_api.cli.options import AsJson, Home

if TYPE_CHECKING:
    from index.articles.records import Mode
    from index.evaluation.kept import Progress
    from index.evaluation.questions import Part
    from index.evaluation.running import Evaluation

STAGES = {
    "lexical": "Lập chỉ mục từ",
    "vectors": "Tính véc-tơ",
    "asking": "Hỏi",
}
MODES = ("fused", "lexical", "dense")
PARTS = ("train", "held-out", "all")

Corpus = Annotated[
    Path, typer.Option("--corpus", metavar="TỆP", help="Các điều: corpus.jsonl, có thể nén .xz, .gz.")
]
Queries = Annotated[Path, typer.Option("--queries", metavar="TỆP", help="Các câu hỏi: queries.jsonl.")]
Qrels = Annotated[
    Path, typer.Option("--qrels", metavar="TỆP", help="Đánh giá: qrels.tsv, mỗi dòng câu hỏi, điều, mức.")
]
Run = Annotated[
    Path | None, typer.Option("--run", metavar="TỆP", help="Ghi những điều tìm được theo dạng TREC.")
]
Cache = Annotated[
    Path | None,
    typer.Option("--cache", metavar="DIR", help="Giữ chỉ mục ở đây để lần sau không phải dựng lại."),
]
ModeOption = Annotated[
    str, typer.Option("--mode", metavar="CÁCH", help="fused: cả hai; lexical: theo từ; dense: theo nghĩa.")
]
NoMarks = Annotated[bool, typer.Option("--no-marks", help="Bỏ hết dấu của câu hỏi trước khi hỏi.")]
PartOption = Annotated[
    str,
    typer.Option(
        "--part",
        metavar="PHẦN",
        help="train: những câu đã dùng để chỉnh chương trình; held-out: những câu để riêng; all: tất cả.",
    ),
]


def evaluate(
    corpus: Corpus,
    queries: Queries,
    qrels: Qrels,
    as_json: AsJson = False,
    run: Run = None,
    cache: Cache = None,
    mode: ModeOption = "fused",
    no_marks: NoMarks = False,
    part: PartOption = "all",
    home: Home = None,
) -> None:
    """Đo chất lượng tìm kiếm trên một bộ câu hỏi có sẵn đáp án."""
    del home  # accepted everywhere, of no use here
    _must_be("--mode", mode, MODES)
    _must_be("--part", part, PARTS)
    from index.evaluation.running import BenchmarkFiles, Conditions
    from index.evaluation.running import evaluate as run_evaluation

    conditions = Conditions(cast("Mode", mode), not no_marks, cast("Part", part))
    with console.progress("Đo tìm kiếm") as advance:
        measured = run_evaluation(
            BenchmarkFiles(corpus, queries, qrels),
            conditions,
            cache=cache,
            run=run,
            progress=_told(advance),
        )
    if as_json:
        console.print_json(measured.as_json())
    else:
        _show(measured)


def _must_be(option: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise typer.BadParameter(f"{option} phải là một trong: {', '.join(allowed)}")


def _told(advance: console.Advance) -> Progress:
    def told(stage: str, done: int, total: int) -> None:
        advance(done, total, STAGES.get(stage, stage))

    return told


def _show(measured: Evaluation) -> None:
    left_out = f", bỏ {measured.left_out} câu không có đánh giá" if measured.left_out else ""
    console.say(f"{measured.queries} câu hỏi trên {measured.corpus} điều{left_out}")
    for name, value in measured.metrics.items():
        console.say(f"  {name:<12} {value:.4f}")
    seconds = measured.seconds
    console.say(f"Lập chỉ mục {seconds.index:.1f} giây, tính véc-tơ {seconds.embed:.1f} giây")
    console.say(
        f"Mỗi câu hỏi: trung vị {seconds.per_query_p50 * 1000:.1f} mili giây, "
        f"95 % không quá {seconds.per_query_p95 * 1000:.1f} mili giây"
    )
