"""The chart as a Plotly figure: its traces in the order of painting."""
