"""Where the sentences and the paragraphs of a text end, for W/S, W/P and EVENT."""

from watch.sentences.lettering import has_case
from watch.sentences.lines import paragraph_ends
from watch.sentences.stops import ends_at_stops, sentence_ends

__all__ = ["ends_at_stops", "has_case", "paragraph_ends", "sentence_ends"]
