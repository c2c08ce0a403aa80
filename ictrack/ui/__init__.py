"""What the pages are made of: the frame, the page that is being read, the components."""
