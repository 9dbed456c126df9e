"""How far apart two colours are to the eye: the measure of WCAG 2.2."""

from __future__ import annotations


def contrast(one: str, other: str, flare: float = 0.05) -> float:
    """Contrast ratio of two `#RRGGBB` colours, 1…21 (WCAG 2.2, relative luminance).

    Args:
        flare: the light of the room that the screen sends back, where its own white sends 1.
            WCAG's is that of an office with a monitor.
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + flare) / (dark + flare)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
