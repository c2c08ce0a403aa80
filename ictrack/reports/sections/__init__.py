"""The sections of the convening report, one module each: from what was read to sentences and tables."""
