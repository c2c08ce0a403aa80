"""What a view says, as typed and frozen data: shared by pages, figures and reports."""
