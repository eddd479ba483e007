"""The facts that an act is ruled on, found in what the hub knows of one customer at one moment."""
