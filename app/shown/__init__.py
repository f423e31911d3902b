"""Articles and what made them match, in the forms that the command line, the pages and the API show."""
