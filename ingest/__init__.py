"""A file becomes a Document. The stages, in order, are the architecture of this room."""
