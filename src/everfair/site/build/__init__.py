"""The asset build: browser packages, fonts, the stylesheet, words and the collected static files."""
