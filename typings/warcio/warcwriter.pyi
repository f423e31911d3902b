from collections.abc import Mapping
from typing import IO, Protocol

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders

class _Out(Protocol):
    def write(self, data: bytes, /) -> object: ...
    def flush(self) -> object: ...

class WARCWriter:
    def __init__(self, filebuf: _Out, gzip: bool = ..., *, warc_version: str = ...) -> None: ...
    def create_warcinfo_record(self, filename: str, info: Mapping[str, str]) -> ArcWarcRecord: ...
    def create_warc_record(
        self,
        uri: str,
        record_type: str,
        payload: IO[bytes] | None = ...,
        length: int | None = ...,
        *,
        warc_headers_dict: Mapping[str, str] = ...,
        http_headers: StatusAndHeaders = ...,
    ) -> ArcWarcRecord: ...
    def write_record(self, record: ArcWarcRecord) -> None: ...
    def write_request_response_pair(self, req: ArcWarcRecord, resp: ArcWarcRecord) -> None: ...
