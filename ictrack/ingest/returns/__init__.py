"""The returns workbook: how it is made, known again, and read."""
