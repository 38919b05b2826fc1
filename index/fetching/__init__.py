"""Official texts of catalogued acts, taken politely from the addresses that sources recorded for them."""
