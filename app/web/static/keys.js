// j and k go through a list, o opens, s silences, / searches.
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("[data-key]")];
  const chosen = () => document.querySelector("[data-key].chosen");

  function choose(row) {
    chosen()?.classList.remove("chosen");
    row.classList.add("chosen");
    row.querySelector("a")?.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const all = rows();
    const at = all.indexOf(chosen());
    const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
    if (next) choose(next);
  }

  const actions = {
    j: () => step(1),
    k: () => step(-1),
    o: () => { if (chosen()?.dataset.open) location.assign(chosen().dataset.open); },
    s: () => { if (chosen()?.dataset.silence) location.assign(chosen().dataset.silence); },
    "/": () => {
      const box = document.getElementById("query");
      if (box) box.focus();
      else location.assign("/search");
    },
  };

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    const action = actions[event.key];
    if (!action || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    action();
  });
})();
