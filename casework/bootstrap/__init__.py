"""The product starts itself on a bare machine; everything here uses the standard library alone."""
