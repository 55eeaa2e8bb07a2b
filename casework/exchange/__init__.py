"""Lists in: what towns keep in Excel today, read, checked and taken over whole or not at all."""
