"""Speed, memory and quality, measured against expected values."""
