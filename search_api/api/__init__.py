"""The HTTP interface: `/v1`, health, and what every answer over HTTP has in common."""
