"""Notebooks: the whole page in a cell (`page`), and charts that ask nobody for anything (`chart`).

    import timeline
    t = timeline.load("data/events.yaml")
    timeline.show(t, view="lane=germany")       # the page itself, with its filters and evidence
    timeline.figure(t, view="lane=germany")     # the chart alone, in the notebook's own output

Both work without a network, in JupyterLab and VS Code, in what nbconvert and Quarto make of a
notebook, and stay in it when it is saved. No other figure of the notebook is touched.
"""
