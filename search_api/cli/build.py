"""`cancu build`, `cancu add`, `cancu doctor`: the index is made, extended, examined.

Reads: files, the home. Writes: the index; what was done, for people or as JSON.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from search_api.cli import console
from search_api.cli.intake_report import (
    counted,
    must_be_writable,
    say_each,
    show_folder,
    tell_outcomes,
    write_report,
)
from search_api.cli.options import AsJson, Home, home_of

if TYPE_CHECKING:
    from index.building import Progress, Report

STAGES = {
    "reading": "Đọc văn bản",
    "recognising": "Nhận dạng chữ trong ảnh",
    "linking": "Nối viện dẫn",
    "embedding": "Tính véc-tơ",
    "indexing": "Lập chỉ mục",
}

Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="TỆP…", help="Tệp hoặc thư mục; bỏ trống để dùng các văn bản kèm theo chương trình."
    ),
]
Mend = Annotated[bool, typer.Option("--mend", help="Sửa luôn những sai lệch sửa được mà không mất gì.")]
PathsToAdd = Annotated[list[Path], typer.Argument(metavar="TỆP…", help="Tệp hoặc thư mục cần thêm.")]
ReportFile = Annotated[
    Path | None,
    typer.Option(
        "--report", metavar="TỆP", help="Ghi báo cáo từng tệp (JSON) vào tệp này.", show_default=False
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Chỉ nói sẽ làm gì với từng tệp, không đọc, không ghi.")
]
TellEach = Annotated[
    bool, typer.Option("--each", help="Nói từng tệp ngay khi đã lưu xong (ra đầu ra lỗi chuẩn).")
]


def build(context: typer.Context, paths: Paths = None, as_json: AsJson = False, home: Home = None) -> int:
    """Dựng chỉ mục từ các văn bản; tệp không đổi thì không đọc lại."""
    from index.building import build as build_index

    with console.progress("Dựng chỉ mục") as advance:
        report = build_index(home_of(context, home), paths or None, _told(advance))
    return _tell(report, as_json)


def add(
    context: typer.Context,
    paths: PathsToAdd,
    as_json: AsJson = False,
    report_file: ReportFile = None,
    dry_run: DryRun = False,
    each: TellEach = False,
    home: Home = None,
) -> int:
    """Thêm văn bản, cả thư mục, vào chỉ mục; các văn bản khác giữ nguyên.

    Bị ngắt thì chạy lại: tệp đã lưu không phải đọc lại. Tệp trùng nhau và các dạng khác nhau của một văn bản
    (bản quét, PDF, HTML và Word) được nhận ra và ghép làm một.
    """
    if report_file is not None:
        must_be_writable(report_file)
    if dry_run:
        from index.foreseeing import foreseen

        outcomes = foreseen(home_of(context, home), paths)
        return tell_outcomes(outcomes, as_json, report_file)
    from index.building import add as add_to_index

    with console.progress("Thêm văn bản") as advance:
        report = add_to_index(home_of(context, home), paths, _told(advance), each=say_each if each else None)
    if report_file is not None:
        write_report(report_file, report.outcomes)
    of_folder = any(path.is_dir() for path in paths)
    if of_folder and not as_json:
        show_folder(report.outcomes)
    return _tell(report, as_json, warned=of_folder and not as_json)


def _told(advance: console.Advance) -> Progress:
    def told(stage: str, done: int, total: int) -> None:
        advance(done, total, STAGES.get(stage, stage))

    return told


def _tell(report: Report, as_json: bool, *, warned: bool = False) -> int:
    """Say what was done, warnings where no table has `warned`; exit status 1 for an unreadable file."""
    for outcome in report.outcomes:
        if outcome.state == "failed":
            console.fail(outcome.reason or f"Không đọc được «{outcome.path}».")
        for warning in () if warned else (*outcome.warnings, *outcome.doubts):
            console.warn(f"{Path(outcome.path).name}: {warning}")
    if as_json:
        console.print_json(asdict(report))
    else:
        said = "Chỉ mục mới đã được dùng" if report.published else "Không có gì thay đổi"
        console.say(f"{said}: {counted(report.outcomes)}.")
        console.say(
            f"Trong chỉ mục: {report.documents} văn bản, {report.passages} đoạn, "
            f"{report.directives} văn bản được viện dẫn. Mất {report.seconds:.1f} giây."
        )
    return 1 if report.failed else 0


def doctor(context: typer.Context, as_json: AsJson = False, mend: Mend = False, home: Home = None) -> int:
    """Kiểm tra kho, chỉ mục và mô hình: phần nào tốt, phần nào thiếu, cần làm gì."""
    from search_api.cli.examination import examine

    findings = list(examine(home_of(context, home), mend=mend))
    healthy = all(f.well for f in findings)
    if as_json:
        console.print_json({"healthy": healthy, "checks": [asdict(f) for f in findings]})
    else:
        for f in findings:
            console.say(f"{'✓' if f.well else '✗'} {f.part}: {f.words}")
    return 0 if healthy else 1
