"""Files that articles are exported to and imported from: JSON Lines, CSV and Parquet, a row a revision."""

from app.archive_files.formats import ArchiveFileError, FileFormat, format_of, read, require, writing
from app.archive_files.row import Broken, Found

__all__ = ["ArchiveFileError", "Broken", "FileFormat", "Found", "format_of", "read", "require", "writing"]
