"""Connections that cannot be led into the network that the program runs in, nor be held for ever.

A name is resolved once, every address that it has must be a public one, and the connection goes to the very
address that was looked at, so that a second answer of the name service changes nothing. A request as a whole
has a time, however slowly its bytes drip.

Reads: requests. Writes: replies.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Iterator
from typing import Any

import httpcore
import httpx

from index.fetching.rules import Refusal, Rules


class Transport(httpx.BaseTransport):
    """A transport of httpx over guarded connections."""

    def __init__(self, rules: Rules) -> None:
        self._backend = _Backend(rules)
        self._rules = rules
        context = ssl.create_default_context()
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=self._backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends a request. Raises Refusal for an address that is not public, or httpcore's errors."""
        self._backend.deadline = time.monotonic() + self._rules.seconds
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        sent = httpcore.Request(
            request.method,
            url,
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        got = self._pool.handle_request(sent)
        return httpx.Response(
            got.status, headers=got.headers, stream=_Body(got.stream), extensions=got.extensions
        )

    def close(self) -> None:
        """Closes all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Any) -> None:  # noqa: ANN401  # httpcore types it as one of two iterables
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream

    def close(self) -> None:
        self._stream.close()


class _Backend(httpcore.NetworkBackend):
    """Opens connections to public addresses only."""

    def __init__(self, rules: Rules) -> None:
        self.deadline = float("inf")
        self._rules = rules
        self._real = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        place = public_address(host, port, private=self._rules.private)
        left = _left(self.deadline, timeout, httpcore.ConnectTimeout)
        stream = self._real.connect_tcp(place, port, left, local_address, socket_options)
        return _Stream(stream, self)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    """A connection whose reads and writes end when the request's time is over."""

    def __init__(self, stream: httpcore.NetworkStream, backend: _Backend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._backend.deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._backend.deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._backend.deadline, timeout, httpcore.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._backend)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401  # as in httpcore
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None, late: type[Exception]) -> float:
    """Seconds that are left of a request's time."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("the request's time is over")
    return left if timeout is None else min(timeout, left)


def public_address(host: str, port: int, *, private: bool = False) -> str:
    """The first address of a host. Raises Refusal where any of its addresses is not a public one.

    Raises httpcore.ConnectError where the name has no address.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (socket.gaierror, UnicodeError) as error:
        raise httpcore.ConnectError(str(error)) from error
    addresses = [str(entry[4][0]) for entry in found]
    if not private and not all(map(_is_public, addresses)):
        raise Refusal("địa chỉ", f"«{host}» là địa chỉ trong mạng nội bộ, không phải trang công khai")
    return addresses[0]


def _is_public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (mapped is None or mapped.is_global)
