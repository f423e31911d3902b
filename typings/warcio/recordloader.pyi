from typing import IO

from warcio.digestverifyingreader import DigestChecker
from warcio.statusandheaders import StatusAndHeaders

class ArcWarcRecord:
    rec_type: str
    rec_headers: StatusAndHeaders
    http_headers: StatusAndHeaders | None
    raw_stream: IO[bytes]
    digest_checker: DigestChecker
    def content_stream(self) -> IO[bytes]: ...
