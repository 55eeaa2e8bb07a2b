"""What papers for clients say, in German and in the languages that are read most: a PO file per paper and language."""
