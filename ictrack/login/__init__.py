"""Who is at the screen: whether logins are set up, the login cookie, and the session behind it."""
