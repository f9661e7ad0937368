"""Who carries the pictures: the embedded engine, or one that is there already."""
