"""A file of any kind becomes lines with page and position.

Reads: a path. Writes: Source.
"""
