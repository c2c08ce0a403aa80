"""The checks of ictrack; `python -m tests` runs what this machine can run of them."""
