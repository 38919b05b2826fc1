"""Real writers put a document's paragraphs into Word, HTML and PDF files, as offices hand them on."""
