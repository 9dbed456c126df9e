"""What is said of a date, an excerpt, a disagreement and an arrow, worded once for every surface.

The panel, an event's page, the stage, the sheets, slides and their notes, and Markdown print what
these functions say; the browser gets it with the document.
"""
