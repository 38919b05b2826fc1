"""People and programs ask: command line, HTTP and page, three faces of the same functions."""
