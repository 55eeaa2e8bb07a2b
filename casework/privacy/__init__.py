"""What is kept of people, why and how long, for whoever watches over data protection."""
