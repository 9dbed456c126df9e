"""A lesson as native, editable PowerPoint slides, and the chart of a view on one slide.

slides(prepare(t).see(), "chain-of-defeats", "https://example.org/timeline/")  # bytes of a .pptx
"""

from timeline.slides.deck import one_slide, slides

__all__ = ["one_slide", "slides"]
