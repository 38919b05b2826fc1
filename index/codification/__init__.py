"""The codification in a home: a store of its own, how a release gets into it, how it is read.

    import_release(home, Path("BoPhapDien.zip"))          # goes on where a killed import stopped
    with reading.open(home) as codification:               # cheap, shared between threads
        codification.by_provision("49/2020/NĐ-CP", "5")

Reads: a release. Writes: `<home>/codification/articles.sqlite`.
"""
