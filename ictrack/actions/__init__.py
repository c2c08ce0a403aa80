"""Everything that writes: one file per write, a command in, a receipt out."""
