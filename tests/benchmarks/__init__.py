"""Measurements: what the common pages cost, beside the same pages on unsealed columns, in one run."""
