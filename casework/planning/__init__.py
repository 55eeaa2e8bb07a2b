"""What other offices report, and what the town owes them: reported stocks and the quota."""
