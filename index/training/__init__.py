"""The training of the model that comes with the program; anyone can run it again.

    python -m index.training prepare --set corpus.jsonl.xz queries.jsonl qrels.tsv --out PREPARED
    python -m index.training learn --prepared PREPARED --out MODEL

Nothing of the program needs it: it is run when the law or the recipe has changed.
"""
