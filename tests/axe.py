"""What axe-core finds in a page."""

from __future__ import annotations

from importlib.resources import files

from playwright.sync_api import Page

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
# every rule, those that axe leaves out unless asked among them: targets of 24 px, names that hold
# the label. Only the contrast of level AAA is not asked for: the projector's theme is for that.
RUN = """(colours) => {
  const rules = Object.fromEntries(axe.getRules().map(({ ruleId }) => [ruleId, { enabled: true }]));
  rules["color-contrast-enhanced"] = { enabled: false };
  rules["color-contrast"].enabled = colours;
  const asked = { resultTypes: ["violations"], rules };
  return axe.run(document, asked).then((found) => found.violations);
}"""


def violations(page: Page, *, colours: bool = True) -> list[str]:
    """Every violation axe-core reports, with its places.

    To reckon the contrast of all `colours` takes longer than all else: a page that has been looked
    at in one width needs it in no other.
    """
    # the page's policy allows no script but its own, so axe comes in by the debugger
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, colours)
    return [
        f"{one['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for one in found
        for node in one["nodes"]
    ]
