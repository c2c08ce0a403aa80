"""Pictures of the app, and the script that takes them."""
