"""What somebody's life is like here: dated, voluntary statements on language, courses, school, work and benefits."""
