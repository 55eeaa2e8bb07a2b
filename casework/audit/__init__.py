"""Who did or saw what, when: appended, chained, never changed."""
