"""One MP4 file of a recording, made of the takes that it plays from."""
