"""Full-text indexes over the same texts, used raw, each in its best form."""
