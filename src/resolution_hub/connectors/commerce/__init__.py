"""Shop systems."""
