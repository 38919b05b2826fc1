"""PostgreSQL as the store of more than one machine.

A machine that builds works in a home of its own with the code of one machine, and publishes what it built:
each generation as a schema of tables beside its small files, switched by one row in one transaction.
Servers need no home but a folder for copies of files. `publications.py` is what is published, `opened.py`
what servers open, `writing.py` is for builders, `queue.py` and `working.py` are for files that several
workers read.
"""
