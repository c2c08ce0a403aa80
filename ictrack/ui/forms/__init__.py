"""The forms and widgets that write: each draws, and hands what was filled in to an action."""
