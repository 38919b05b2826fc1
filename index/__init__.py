"""Documents become answerable: store, indexes, generations, questions and answers."""
