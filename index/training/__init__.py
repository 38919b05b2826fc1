"""The program's own model and weights are made here; nothing of it runs when the program is used."""
