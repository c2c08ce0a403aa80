"""The documents of the repository are kept true: parts of them are made from the code."""
