from collections.abc import Callable, Sequence

_Header = tuple[str, str]
_HeaderFilter = Callable[[_Header], _Header | None]

class StatusAndHeaders:
    statusline: str
    headers: list[_Header]
    protocol: str
    def __init__(
        self,
        statusline: str,
        headers: Sequence[_Header],
        protocol: str = ...,
        total_len: int = ...,
        is_http_request: bool = ...,
    ) -> None: ...
    def get_header(self, name: str) -> str | None: ...
    def get_statuscode(self) -> str: ...
    def to_bytes(self, filter_func: _HeaderFilter | None = None, encoding: str = "utf-8") -> bytes: ...
    def to_ascii_bytes(self, filter_func: _HeaderFilter | None = None) -> bytes: ...
