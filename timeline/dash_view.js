/* The component `TimelineView` of any Dash app: a frame, and what it tells as properties. */
(function (home) {
  "use strict";

  const FOLDER = "_timeline-view/"; // as FOLDER of timeline/dash.py
  const standing = new Map(); // the ids on this page, each with how many components bear it
  const keyOf = (id) => (id === undefined ? null : JSON.stringify(id));

  /* The app may stand under any path; Dash writes which into its page. */
  function address(page, view) {
    const config = JSON.parse(document.getElementById("_dash-config").textContent);
    const query = (view || "").replace(/^[?#]+/, "");
    return `${config.requests_pathname_prefix}${FOLDER}${page}${query && `#${query}`}`;
  }

  function TimelineView(props) {
    const { createElement, useEffect, useRef, useState } = window.React;
    const frame = useRef(null);
    const line = useRef(null);
    const tell = useRef(null);
    tell.current = props.setProps;
    // what it begins with: another address would load the whole page again
    const [begun] = useState(props);
    const [twice, setTwice] = useState(false);
    const key = keyOf(props.id);

    useEffect(() => {
      if (key === null) return undefined;
      const others = standing.get(key) || 0;
      standing.set(key, others + 1);
      setTwice(others > 0);
      if (others) console.error(`Two timelines of this page have the id ${key}: give each its own.`);
      return () => standing.set(key, standing.get(key) - 1);
    }, [key]);

    useEffect(() => {
      if (twice) return undefined;
      const told = (news) => tell.current(news);
      const talk = window.timelineFrame.talk(frame.current, begun, told);
      line.current = talk;
      return () => talk.end();
    }, [twice]);

    useEffect(() => {
      if (line.current) line.current.want(props);
    }, [props.view, props.event]);

    if (twice) {
      return createElement("p", { role: "alert" },
        `This timeline is not shown: another one on this page has the id ${key}. Give each its own.`);
    }
    return createElement("iframe", {
      id: typeof props.id === "string" ? props.id : key,
      ref: frame,
      title: props.title,
      src: address(begun.page, begun.view),
      sandbox: props.sandbox,
      allow: props.allow,
      style: { display: "block", width: "100%", height: `${props.height}px`, border: 0 },
    });
  }

  home.TimelineView = TimelineView;
})((window.timeline_dash = window.timeline_dash || {}));
