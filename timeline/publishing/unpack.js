/* Opens the one file: inflates what is packed in it, puts the data into their places and starts the
   scripts, in their order, from addresses of their own, which are what the file's policy lets run.

   Written in the oldest words that do it, so that a browser too old for the page can say so. */
(function () {
  "use strict";
  var ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    + "!#$%&()*+-;,=>?@^_`{|}~"; // as in timeline/publishing/one_file.py

  function say(words) {
    var note = document.createElement("p");
    note.className = "unscripted";
    note.setAttribute("role", "alert");
    note.textContent = words + " The chronicle below is complete.";
    document.documentElement.removeAttribute("data-scripted");
    var main = document.querySelector("main");
    main.insertBefore(note, main.firstChild);
  }

  /** Base 85: five characters for four bytes, a fifteenth less than base 64. */
  function bytesOf(text) {
    var places = new Uint8Array(128);
    var i, j, value;
    for (i = 0; i < 85; i += 1) places[ALPHABET.charCodeAt(i)] = i;
    var size = Math.floor(text.length * 4 / 5);
    var bytes = new Uint8Array(size + 4);
    var at = 0;
    for (i = 0; i < text.length; i += 5) {
      value = 0;
      for (j = 0; j < 5; j += 1) {
        value = value * 85 + (i + j < text.length ? places[text.charCodeAt(i + j)] : 84);
      }
      bytes[at] = value >>> 24;
      bytes[at + 1] = value >>> 16;
      bytes[at + 2] = value >>> 8;
      bytes[at + 3] = value;
      at += 4;
    }
    return bytes.subarray(0, size);
  }

  function start(scripts, k) {
    if (k === scripts.length) return;
    var script = document.createElement("script");
    script.src = URL.createObjectURL(new Blob([scripts[k]], { type: "text/javascript" }));
    script.onload = function () {
      URL.revokeObjectURL(script.src);
      start(scripts, k + 1);
    };
    script.onerror = function () { say("This browser does not let the page's own scripts run."); };
    document.body.appendChild(script);
  }

  if (typeof DecompressionStream !== "function" || !("popover" in document.body)) {
    say("This browser is too old to unpack the chart. Open the file in a newer one: "
      + "Firefox 125, Chrome or Edge 114, Safari 17, or later.");
    return;
  }
  var pack = document.getElementById("packed");
  var inflated = new Blob([bytesOf(pack.textContent)]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  new Response(inflated).json().then(function (packed) {
    pack.remove();
    Object.keys(packed.blocks).forEach(function (id) {
      document.getElementById(id).textContent = packed.blocks[id];
    });
    start(packed.scripts, 0);
  }, function () { say("This copy of the file is damaged; make or fetch it again."); });
})();
