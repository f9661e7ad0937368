"""What a viewer may watch, and where."""
