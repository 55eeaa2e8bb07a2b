"""The funding evidence („Verwendungsnachweis“): what the work was in a period, for whoever pays for it."""
