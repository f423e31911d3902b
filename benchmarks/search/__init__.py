"""How long a search takes in archives of up to a million articles, beside full-text indexes used raw."""
