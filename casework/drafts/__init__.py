"""What was typed and not sent yet: kept sealed every few seconds, and put back into its form."""
