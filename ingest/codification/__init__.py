"""The official codification (Bộ pháp điển): a release becomes articles with the acts they come from.

`release.py` opens the archive, `subject.py` reads one subject's page (with `wording.py` for text and
`headings.py` for chapters), `source_note.py` reads the note below each article's title, `see_also.py` what
an article refers to, `clauses.py` cuts long texts.

Reads: an archive. Writes: the records of `records.py`.
"""
