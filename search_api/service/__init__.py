"""What keeps a running server safe and seen: who may ask, how much at once, what is counted and logged."""
