"""Captions as files, and where they stand in a recording."""
