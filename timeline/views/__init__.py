"""The table of the events, and the views of it: a query, a mask, a sentence."""
