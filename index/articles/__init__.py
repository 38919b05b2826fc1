"""Search over articles of law: tens of thousands of short texts, each with its act and its title.

The codification is searched by it, and so is any set in the BEIR layout that `cancu evaluate` is given.
"""
