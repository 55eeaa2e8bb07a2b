"""Integration plans: goals in the client's words, their states, and the reviews."""
