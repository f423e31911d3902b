"""Who may ask what, and what a browser may do with the answer."""
