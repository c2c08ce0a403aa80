"""The commands as data: parsed once, carried out here or by the running app, with one outcome."""
