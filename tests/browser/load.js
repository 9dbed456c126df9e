/* Parts of the page without a browser: each script is run in a context of its own, as the page runs
   it, so that a part that asks for a window or a document is found out. */
"use strict";

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const vm = require("node:vm");

const ROOT = join(__dirname, "..", "..");

/**
 * Run some scripts of `assets/`.
 * @param {...string} names such as "view/state", in the order in which they load
 * @returns {Object} the parts
 */
function load(...names) {
  const context = vm.createContext({ URLSearchParams, TextEncoder, Intl });
  for (const name of ["parts", ...names]) {
    const filename = join(ROOT, "assets", `${name}.js`);
    vm.runInContext(readFileSync(filename, "utf8"), context, { filename });
  }
  return vm.runInContext("parts", context);
}

/** What stands in a file of cases. @param {string} name without its ending */
const cases = (name) =>
  JSON.parse(readFileSync(join(ROOT, "tests", "cases", `${name}.json`), "utf8"));

module.exports = { ROOT, load, cases };
