"""What is kept of figures: answers as they left the house, and the views of lists and figures somebody wants back."""
