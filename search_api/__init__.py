"""People and programs ask: the command line, the HTTP interface and the page, three faces of the same functions."""
