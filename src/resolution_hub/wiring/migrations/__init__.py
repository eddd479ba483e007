"""Schema versions, oldest first: a revision module and its SQL file per version."""
