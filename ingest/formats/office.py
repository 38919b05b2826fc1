"""Files of other office programs (.doc, .rtf, .odt) become Word files through LibreOffice.

Every run has a profile of its own that ends with it, in which macros and the updating of links are off.
Nothing of the network can be reached: where the kernel allows it the program runs in a network of its own
without connections, and everywhere its profile blocks what a document links to and sends the rest to a
proxy that is not there. The program and everything that it started is ended at the time limit.

Reads: bytes. Writes: bytes of a .docx file.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from ingest.errors import Unreadable
from ingest.formats.word_package import check_archive
from ingest.limits import LIMITS, Limits

FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8"}
"""The kinds that are converted, and the one filter that may read each."""
_NAMES = {"doc": "tệp Word đời cũ (.doc)", "rtf": "tệp RTF", "odt": "tệp OpenDocument (.odt)"}
_LOCKED = "hãy mở bằng Word và lưu lại thành .docx không mật khẩu"
_SAVE_AGAIN = "hãy mở bằng Word và lưu lại thành .docx"
_BOUNDED = 'ulimit -c 0; ulimit -v "$1"; ulimit -f "$2"; shift 2; exec "$@"'
"""A shell sets the limits of memory and file size (in KiB and half KiB), and becomes the program."""
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Java/VirtualMachine", "Enable", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)


def soffice() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def to_word(name: str, data: bytes, kind: str, limits: Limits = LIMITS) -> bytes:
    """A .doc, .rtf or .odt file as .docx.

    Raises `Unreadable` where LibreOffice is absent, cannot read the file, or is not done within
    `limits.office_seconds` and `limits.office_memory`.
    """
    program = soffice()
    if program is None:
        raise Unreadable(
            name,
            f"{_NAMES[kind]} cần LibreOffice, máy này chưa có",
            "hãy cài LibreOffice (Debian: apt install libreoffice-writer) hoặc lưu lại thành .docx",
        )
    if kind == "odt":
        _check_archive(name, data, limits)
    with tempfile.TemporaryDirectory(prefix="cancu-office-", ignore_cleanup_errors=True) as folder:
        return _converted(name, data, kind, program, Path(folder), limits)


def _check_archive(name: str, data: bytes, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            check_archive(name, packed, len(data), limits)
    except Unreadable:
        raise
    except Exception as error:  # an archive can be damaged in any of its codecs
        raise Unreadable(name, "tệp OpenDocument hỏng", _SAVE_AGAIN) from error


def _converted(name: str, data: bytes, kind: str, program: str, folder: Path, limits: Limits) -> bytes:
    """Run the program once in a folder of its own."""
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "out").mkdir()
    items = "\n".join(_ITEM.format(path=path, name=key, value=value) for path, key, value in _SETTINGS)
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.write_text(_PROFILE.format(items=items), encoding="utf-8")
    source = folder / f"tep.{kind}"
    source.write_bytes(data)
    command = [
        "/bin/sh", "-c", _BOUNDED, "sh",
        str(limits.office_memory // 1024), str(2 * limits.unpacked_bytes // 1024),
        *_without_network(),
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard",
        f"--infilter={FILTERS[kind]}", "--convert-to", "docx:MS Word 2007 XML",
        "--outdir", str(folder / "out"), str(source),
    ]  # fmt: skip
    if not _run(command, folder, limits.office_seconds):
        why = f"LibreOffice chuyển quá {limits.office_seconds:.0f} giây chưa xong"
        raise Unreadable(name, why, _SAVE_AGAIN)
    result = folder / "out" / "tep.docx"
    if not result.is_file() or result.stat().st_size > limits.unpacked_bytes:
        raise Unreadable(
            name, f"LibreOffice không chuyển được {_NAMES[kind]} (hỏng hoặc đặt mật khẩu)", _LOCKED
        )
    return result.read_bytes()


def _run(command: list[str], folder: Path, seconds: float) -> bool:
    """Run a command with its children as one group; False, the group ended, where it takes too long."""
    environment = {
        "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": "http://127.0.0.1:9",
        "https_proxy": "http://127.0.0.1:9",
    }
    process = subprocess.Popen(  # noqa: S603 - a fixed program, the file's name is ours
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    else:
        return True
    finally:
        _end_group(process)


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End everything that a command started, whether it ended itself or not."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@cache
def _without_network() -> tuple[str, ...]:
    """What runs a program in a network of its own that reaches nothing; nothing where the kernel refuses."""
    program = shutil.which("unshare")
    if program is None:
        return ()
    command = (program, "--map-root-user", "--net")
    try:
        tried = subprocess.run([*command, "true"], capture_output=True, timeout=10, check=False)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return ()
    return command if tried.returncode == 0 else ()
