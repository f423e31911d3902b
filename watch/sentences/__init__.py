"""Where the sentences and the paragraphs of a text end, for W/S, W/P and EVENT."""

from watch.sentences.lines import paragraph_ends
from watch.sentences.stops import sentence_ends

__all__ = ["paragraph_ends", "sentence_ends"]
