"""A visitor of others' sites: one request at a time, with pauses, under a name, where robots.txt lets it.

robots.txt as RFC 9309 reads it: one that is not there forbids nothing, one that the server fails to give
forbids everything.

Reads: addresses. Writes: Reply.
"""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from types import TracebackType
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpcore
import httpx

from index.fetching.guard import Transport
from index.fetching.rules import RULES, Refusal, Rules

_NAME = "CanCu"
_ROBOTS_BYTES = 512 * 1024
_BUSY = frozenset((429, 500, 502, 503, 504))
_MOVED = frozenset((301, 302, 303, 307, 308))
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Reply:
    """What an address gave; `status` is 200 or 304, and no body comes with 304."""

    url: str
    """Where the text was in the end, behind all redirects."""
    status: int
    body: bytes
    content_type: str
    etag: str
    last_modified: str


@dataclass(slots=True)
class Visitor:
    """Asks sites for texts. A context manager, as it holds connections."""

    rules: Rules = RULES
    _client: httpx.Client = field(init=False)
    _last: dict[str, float] = field(init=False, default_factory=dict)
    _robots: dict[str, RobotFileParser | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        contact = f" (+{self.rules.contact})" if self.rules.contact else ""
        headers = {
            "User-Agent": f"{_NAME}/{version('cancu')}{contact}",
            "Accept": "text/html, application/pdf, */*;q=0.5",
            "Accept-Language": "vi",
            "Accept-Encoding": "gzip, identity",
        }
        self._client = httpx.Client(
            transport=Transport(self.rules), headers=headers, timeout=self.rules.silence, trust_env=False
        )

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, conditions: Mapping[str, str] | None = None) -> Reply:
        """What an address gives now; `conditions` are headers of a conditional request. Raises Refusal."""
        for _ in range(self.rules.redirects + 1):
            self._must_be_allowed(url)
            reply = self._patiently(url, conditions or {})
            if isinstance(reply, Reply):
                return reply
            url = web_address(urljoin(url, reply))
        raise Refusal("máy chủ", f"trang chuyển hướng quá {self.rules.redirects} lần")

    def _must_be_allowed(self, url: str) -> None:
        robots = self._robots_of(_site(web_address(url)))
        if robots is None:
            raise Refusal("robots", "không đọc được robots.txt của trang vì máy chủ lỗi, nên không lấy")
        if not robots.can_fetch(_NAME, url):
            raise Refusal("robots", "trang không cho chương trình tự động lấy địa chỉ này (robots.txt)")

    def _robots_of(self, site: str) -> RobotFileParser | None:
        """A site's rules; None where its server fails to give them."""
        if site not in self._robots:
            self._robots[site] = self._read_robots(site)
        return self._robots[site]

    def _read_robots(self, site: str) -> RobotFileParser | None:
        parser = RobotFileParser()
        url = f"{site}/robots.txt"
        for _ in range(self.rules.redirects + 1):
            try:
                reply = self._once(url, {}, _ROBOTS_BYTES)
            except Refusal as refusal:
                if refusal.kind in ("mạng", "địa chỉ"):
                    raise
                return None
            if isinstance(reply, Reply):
                parser.parse(reply.body.decode("utf-8", "replace").splitlines())
                return parser
            if isinstance(reply, int):
                parser.parse([])
                return parser if 400 <= reply < 500 and reply != 429 else None
            url = web_address(urljoin(url, reply))
        return None

    def _patiently(self, url: str, conditions: Mapping[str, str]) -> Reply | str:
        """A reply or where it is; a busy or broken server is asked again, later each time."""
        status = 0
        for tried in range(self.rules.tries):
            reply = self._once(url, conditions, self.rules.reply_bytes)
            if not isinstance(reply, int):
                return reply
            status = reply
            if status not in _BUSY:
                break
            if tried + 1 < self.rules.tries:
                self._wait(url, self.rules.pause * 2 ** (tried + 1))
        raise Refusal("máy chủ", f"máy chủ trả lời lỗi {status}")

    def _once(self, url: str, conditions: Mapping[str, str], most: int) -> Reply | str | int:
        """One request: the reply, or the address that it is moved to, or the status of an error."""
        self._wait(url, self._pause_of(_site(url)))
        try:
            with self._client.stream("GET", url, headers=dict(conditions)) as got:
                if got.status_code in _MOVED and "location" in got.headers:
                    return str(got.headers["location"])
                if got.status_code not in (200, 304):
                    self._must_not_wait_long(got.headers.get("retry-after", ""))
                    return got.status_code
                body = b"".join(_unpacked(got, most)) if got.status_code == 200 else b""
                named = (got.headers.get(name, "") for name in ("content-type", "etag", "last-modified"))
                return Reply(url, got.status_code, body, *named)
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise Refusal(
                "mạng" if "Connect" in type(error).__name__ else "giới hạn", _late(error)
            ) from error
        except (httpcore.ConnectError, httpx.ConnectError) as error:
            raise Refusal("mạng", f"không nối được tới {urlsplit(url).hostname}") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, zlib.error) as error:
            raise Refusal("máy chủ", "máy chủ ngắt giữa chừng hoặc trả lời sai giao thức") from error
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise Refusal("địa chỉ", "địa chỉ sai dạng") from error
        finally:
            self._last[_site(url)] = time.monotonic()

    def _pause_of(self, site: str) -> float:
        robots = self._robots.get(site)
        asked = robots.crawl_delay(_NAME) if robots else None
        pause = max(self.rules.pause, float(asked or 0))
        if pause > self.rules.longest_pause:
            raise Refusal("robots", f"trang đòi đợi {pause:.0f} giây giữa hai lần hỏi")
        return pause

    def _must_not_wait_long(self, said: str) -> None:
        if said.isdigit() and int(said) > self.rules.longest_pause:
            raise Refusal("máy chủ", f"máy chủ bận, hẹn {said} giây nữa; hãy chạy lại sau")

    def _wait(self, url: str, pause: float) -> None:
        last = self._last.get(_site(url))
        if last is not None:
            time.sleep(max(0.0, last + pause - time.monotonic()))


def _unpacked(got: httpx.Response, most: int) -> Iterator[bytes]:
    """The body piece by piece, never more than `most` bytes of it, however well they were packed."""
    packing = got.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip", ""):
        raise Refusal("nội dung", f"máy chủ nén theo cách không được hỏi ({packing[:20]})")
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in packing else None
    left = most
    for raw in got.iter_raw():
        piece = unpack.decompress(raw, left + 1) if unpack else raw
        left -= len(piece)
        if left < 0:
            raise Refusal("giới hạn", f"tệp lớn hơn {most // 1024} KiB")
        yield piece
    if unpack is not None and not unpack.eof:
        raise Refusal("máy chủ", "máy chủ ngắt giữa chừng (dữ liệu nén thiếu)")


def _late(error: Exception) -> str:
    return "nối quá lâu" if "Connect" in type(error).__name__ else "máy chủ trả lời quá chậm"


def web_address(url: str) -> str:
    """The address, if it is one of the web. Raises Refusal."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refusal("địa chỉ", "địa chỉ sai dạng") from error
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or port == 0:
        raise Refusal("địa chỉ", "không phải địa chỉ http hoặc https")
    return url


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
