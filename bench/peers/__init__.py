"""Other programs that people would use, asked the same questions over the same articles on the same machine.

None of them is needed to run Căn Cứ: they live in a virtual environment of their own (`make peers`), and
nothing outside this package imports them.
"""
