"""Who may do what: permissions, the role matrix, and a guard that refuses what nobody declared."""
