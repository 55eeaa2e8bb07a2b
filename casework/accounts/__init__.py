"""Those who work with Casework: their accounts, sign-in and sessions."""
