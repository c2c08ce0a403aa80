"""The invented programme: any size, every field filled, the same bytes from the same seed."""
