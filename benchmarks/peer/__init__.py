"""The same questions in other programs, asked of the same rows: what `benchmarks/peers.py` measures."""
