"""People and programs ask: the command line, HTTP and the page are three faces of the same functions."""
