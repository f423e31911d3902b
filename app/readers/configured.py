"""The user's own readers, as the configuration names them."""

from __future__ import annotations

from app.config import Config


def use_configured(config: Config) -> None:
    """Read with the readers of the configured folder too, in this process and in those that it starts.

    Raises:
        SiteReaderError: one of them cannot be used.
    """
    if (folder := config.readers_folder) is not None:
        # a worker without such a folder leaves all reading to other processes, and its libraries too
        from crawler.pages.registry import use_folder

        use_folder(folder)
