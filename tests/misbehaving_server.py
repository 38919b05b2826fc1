"""A web server on this machine that behaves badly in the ways in which servers do."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

DECREE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body><p>CHÍNH PHỦ</p><p>Số: 49/2020/NĐ-CP</p>"
    "<p>NGHỊ ĐỊNH</p><p>Quy định chi tiết thi hành Luật Thi hành án hình sự về tái hòa nhập cộng đồng</p></body></html>"
).encode()


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *arguments) -> None:
        pass

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers), time.monotonic()))
        name = self.path.strip("/").partition("?")[0]
        if name == "robots.txt":
            if self.server.robots is None:
                return self.reply(404, b"")
            if self.server.robots == "broken":
                return self.reply(500, b"")
            return self.reply(200, self.server.robots.encode())
        getattr(self, f"give_{name.replace('-', '_')}", self.give_text)()
        return None

    def reply(self, status: int, body: bytes, length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for key, value in headers.items():
            self.send_header(key.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def give_text(self) -> None:
        tag, day = '"abc"', "Mon, 01 Jan 2024 00:00:00 GMT"
        if self.headers.get("If-None-Match") == tag and self.headers.get("If-Modified-Since") == day:
            return self.reply(304, b"")
        return self.reply(200, DECREE, Content_Type="text/html", ETag=tag, Last_Modified=day)

    def give_packed(self) -> None:
        self.reply(200, gzip.compress(DECREE), Content_Type="text/html", Content_Encoding="gzip")

    def give_gzip_bomb(self) -> None:
        self.reply(200, gzip.compress(bytes(8 << 20)), Content_Type="text/html", Content_Encoding="gzip")

    def give_odd_packing(self) -> None:
        self.reply(200, b"x" * 99, Content_Encoding="br")

    def give_huge(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(64):
            self.wfile.write(b"x" * (1 << 20))
        self.close_connection = True

    def give_cut_off(self) -> None:
        self.reply(200, DECREE[:100], length=len(DECREE), Content_Type="text/html")
        self.close_connection = True

    def give_cut_off_gzip(self) -> None:
        self.reply(200, gzip.compress(DECREE)[:-20], Content_Type="text/html", Content_Encoding="gzip")

    def give_length_too_short(self) -> None:
        self.reply(200, DECREE, length=10)
        self.close_connection = True

    def give_image(self) -> None:
        self.reply(200, b"\x89PNG\r\n\x1a\n" + bytes(64), Content_Type="text/html")

    def give_nothing(self) -> None:
        self.reply(200, b"", Content_Type="text/html")

    def give_other_text(self) -> None:
        self.reply(200, "<html><body><p>Không tìm thấy văn bản.</p></body></html>".encode())

    def give_slow_body(self) -> None:
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(1000):
            self.wfile.write(b"x")
            time.sleep(0.1)

    def give_slow_head(self) -> None:
        for letter in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
            self.wfile.write(bytes([letter]))
            time.sleep(0.1)

    def give_garbage(self) -> None:
        self.wfile.write(b"\x00\x01 not http at all\r\n\r\n")
        self.close_connection = True

    def give_error(self) -> None:
        self.reply(500, b"")

    def give_missing(self) -> None:
        self.reply(404, b"")

    def give_busy_once(self) -> None:
        if sum(path == self.path for path, *_ in self.server.asked) == 1:
            return self.reply(503, b"", Retry_After="0")
        return self.reply(200, DECREE)

    def give_come_back_tomorrow(self) -> None:
        self.reply(503, b"", Retry_After="86400")

    def give_loop(self) -> None:
        self.reply(302, b"", Location="/loop")

    def give_moved(self) -> None:
        self.reply(301, b"", Location="/text")

    def give_to_file(self) -> None:
        self.reply(302, b"", Location="file:///etc/passwd")

    def give_to_private(self) -> None:
        self.reply(302, b"", Location="http://169.254.169.254/latest/meta-data")


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, str], float]] = []
        self.robots: str | None = None

    def handle_error(self, request, client_address) -> None:
        """Clients that give up are what these tests are about."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def paths(self) -> list[str]:
        return [path for path, *_ in self.asked]


@contextmanager
def serving() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
