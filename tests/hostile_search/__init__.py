"""Ten thousand hostile strings as the query of a search, and as the value of each option.

`python -m tests.hostile_search` asks them all. The strings were written by somebody who had not seen the search
(tests/hostile_strings/).
"""
