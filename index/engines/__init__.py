"""Search engines behind the one protocol of `index.records.Engine`; the embedded one is the default."""
