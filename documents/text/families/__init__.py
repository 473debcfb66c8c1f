"""One module per family of citations; each reads a scene and yields what it found."""
