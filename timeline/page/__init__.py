"""The page: what it knows, its HTML, its controls, and the scripts it carries."""
