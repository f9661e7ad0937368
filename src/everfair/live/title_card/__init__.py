"""The card that a recording opens with: what it is, when and where it was, who speaks, and whose fair it is."""
