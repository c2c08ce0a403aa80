"""What performance is claimed, and the commands that show it."""
