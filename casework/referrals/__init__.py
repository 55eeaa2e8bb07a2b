"""People sent on to a partner, every state that went through, and the feedback that is due."""
