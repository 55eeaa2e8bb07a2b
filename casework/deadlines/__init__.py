"""Legal clocks: what runs for whom, until when, and who has seen to it."""
