"""Where marks and labels have room: rows, sides and scales, in pixels; no colours, no Plotly."""
