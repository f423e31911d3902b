"""ROUTE: whom a hit is told to, when, as what, and by which rule it is not. Pure: no database, no clock of its own."""
