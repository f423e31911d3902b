"""Which paragraphs of a page are its article's: a small model over what each looks like and where it stands."""

from crawler.pages.classifier.classify import Judgement, classify
from crawler.pages.classifier.features import Known

__all__ = ["Judgement", "Known", "classify"]
