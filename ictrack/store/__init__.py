"""The only place that knows DuckDB: opening, questions by name, and commits."""
