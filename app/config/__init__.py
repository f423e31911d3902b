"""The configuration: one `wirewatch.toml`, validated whole, secrets resolved and never shown."""

from app.config.errors import ConfigError, Problem
from app.config.loading import Config, load
from app.config.locating import config_path

__all__ = ["Config", "ConfigError", "Problem", "config_path", "load"]
