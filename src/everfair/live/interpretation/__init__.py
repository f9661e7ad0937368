"""Interpreted sound, in the live process: what interpreters say, mixed over the floor."""
