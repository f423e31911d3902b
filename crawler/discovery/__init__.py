"""FIND: from any page of a site to the sources that it has, the freshest first. No network, no framework."""

from crawler.discovery.answers import Answer
from crawler.discovery.survey import Survey, survey

__all__ = ["Answer", "Survey", "survey"]
