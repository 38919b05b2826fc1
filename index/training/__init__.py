"""The training of the model that comes with the program; anyone can run it again.

    python -m index.training --corpus corpus.jsonl.xz --queries queries.jsonl --qrels qrels.tsv --out FOLDER

Nothing of the program needs it: it is run when the law or the recipe has changed.
"""
