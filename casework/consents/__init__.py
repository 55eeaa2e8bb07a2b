"""What somebody allowed to be shared, with whom, what for and until when; and what they took back."""
