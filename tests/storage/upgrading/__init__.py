"""An archive of the first release, taken to this one and back while a program of the first release reads it."""
