"""What leaves ictrack: downloads and documents."""
