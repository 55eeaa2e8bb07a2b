"""Names as they sound: the same name meets itself under every spelling and in every script.

`letters` turns writing into sounds, `words` cuts a name into words, `keys` finds candidates, `likeness` compares.
"""
