"""Retrieval is measured: questions with known articles are asked, and what is found is scored."""
