"""Pages out of WARC files (ISO 28500:2017), as crawls of others write them: plain, gzip or Zstandard."""

from crawler.warc.errors import StoppedError, WarcError
from crawler.warc.records import Passed, WarcRecord, records

__all__ = ["Passed", "StoppedError", "WarcError", "WarcRecord", "records"]
