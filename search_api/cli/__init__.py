"""The commands, one module a group, and how they speak."""
