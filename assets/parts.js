/* What the scripts of the page give one another: each adds one part, called as its file is, and takes
   the others from here. The page sends them as one script (timeline/page/bundle.py), in which this is
   no name of the window's; while debugging they are loaded one by one, this one first. What hosts
   and readers may rely on is `window.timeline` alone (page/page.js). */
"use strict";

// biome-ignore lint/correctness/noUnusedVariables: all other scripts use it
const parts = {};
