"""`python -m app.cli` is `wirewatch`."""

from app.cli.entry import main

main()
