"""Ways out for what a timeline knows, in formats that others read."""
