"""Tables in, Plotly figures out."""
