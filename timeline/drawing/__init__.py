"""What a chart is drawn from: colours, frame, ticks, what is in sight. Plotly is in `plotly/`."""
