"""What the pages about watches show: which there are, and what a query would catch."""
