"""The demo fair's own shows: what they are, their pictures and sounds, and who sends them."""
