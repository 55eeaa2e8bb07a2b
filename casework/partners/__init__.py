"""Partners of the office, and the referrals of people to them."""
