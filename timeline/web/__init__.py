"""The page: layout, callbacks, panels, and what serves them. The only part that knows Dash."""
