"""Tracks that are made out of a take while it comes in; they follow its segments on disk and can not hold it up."""
