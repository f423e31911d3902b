"""Polarity: whether an action is asserted, hedged or denied, and by which words."""

from watch.polarity.judging import Cue, Polarities, deciding_cue, polarity_of

__all__ = ["Cue", "Polarities", "deciding_cue", "polarity_of"]
