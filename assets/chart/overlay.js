/* The ring and the slip of paper that point at an event; HTML, so that hovering redraws nothing. */
parts.overlay = (() => {
  /** @param {HTMLElement} host the element that the chart stands in */
  function overlay(host) {
    const ring = document.createElement("div");
    const slip = document.createElement("div");
    ring.className = "chart-ring";
    slip.className = "chart-slip";
    for (const element of [ring, slip]) {
      element.hidden = true;
      element.setAttribute("aria-hidden", "true");
      host.append(element);
    }

    /** @param {string} title @param {...(string | undefined)} lines */
    function write(title, ...lines) {
      slip.replaceChildren();
      const strong = document.createElement("strong");
      strong.textContent = title;
      slip.append(strong);
      for (const words of lines) {
        if (!words) continue;
        const span = document.createElement("span");
        span.textContent = words;
        slip.append(span);
      }
      slip.hidden = false;
    }

    /**
     * Beside a point, on the side that has room, within the host.
     * @param {Drawn} now @param {number} x @param {number} y @param {number} away px
     */
    function place(now, x, y, away) {
      const { width, height } = now.frame;
      const w = slip.offsetWidth;
      const h = slip.offsetHeight;
      const left = x + away + w <= width ? x + away : Math.max(0, x - away - w);
      slip.style.left = `${Math.max(0, Math.min(left, width - w))}px`;
      slip.style.top = `${Math.max(0, Math.min(y - h / 2, height - h))}px`;
    }

    return {
      hide() {
        ring.hidden = true;
        slip.hidden = true;
      },
      /** @param {Doc} doc @param {Prepared} prepared @param {Drawn} now @param {number} i @param {string} calendar */
      event(doc, prepared, now, i, calendar) {
        const { frame, scene } = now;
        const at = scene.x(prepared.m[i]);
        const y = frame.top + frame.rowY(i);
        if (
          !frame.bands[prepared.lane[i]] ||
          scene.x(prepared.x1[i]) < 0 ||
          scene.x(prepared.x0[i]) > frame.plotWidth
        ) {
          this.hide();
          return;
        }
        const x = frame.gutter + Math.min(frame.plotWidth, Math.max(0, at));
        const d = 2 * (prepared.r[i] + 4) * frame.ts;
        ring.hidden = at < 0 || at > frame.plotWidth;
        Object.assign(ring.style, {
          left: `${x - d / 2}px`,
          top: `${y - d / 2}px`,
          width: `${d}px`,
          height: `${d}px`,
        });
        write(doc.columns.title[i], parts.told.listed(doc, i, calendar));
        place(now, x, y, d / 2 + 3);
      },
      /** @param {Doc} doc @param {Drawn} now @param {Link} link @param {number} x @param {number} y */
      link(doc, now, link, x, y) {
        ring.hidden = true;
        const claim = link.claims[0];
        const who = claim && parts.told.who(doc, claim);
        const said = claim ? `${who.voice}${who.source}${claim.lead} “${claim.exact}”` : "";
        const [words] = doc.relations[link.relation];
        const head = [
          doc.columns.label[link.from],
          words,
          doc.columns.label[link.to],
          link.contested && doc.said.contested,
        ];
        write(head.filter(Boolean).join(" "), said, link.warning);
        place(now, x, y, 14);
      },
      /** @param {Drawn} now @param {string} text @param {number} x @param {number} y */
      note(now, text, x, y) {
        ring.hidden = true;
        write(text);
        place(now, x, y, 14);
      },
    };
  }

  return overlay;
})();
