"""Who may see and do what: roles, what they allow, and the rights of one reader."""
