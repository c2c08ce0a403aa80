"""From a file as people send it to rows that are proven, or to every problem that it has."""
