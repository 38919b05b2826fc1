"""Images of pages become words with their places: prepared, recognised by Tesseract, doubtful parts read again."""
