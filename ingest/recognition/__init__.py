"""Images of pages become words with their places: prepared, recognised, doubtful parts read again."""
