"""How well texts are grouped into stories."""
