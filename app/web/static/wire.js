// The wire goes on while it is open. What is on the page is renewed where it stands; what is new is put on top when the
// reader is there, and offered where not, so that nobody loses their place.
(() => {
  "use strict";
  const list = document.getElementById("wire");
  const offer = document.getElementById("fresh");
  if (!list?.dataset.live) return;
  const waiting = new Map();
  let mark = list.dataset.mark;
  let asking = false;
  let again = false;

  const isAtTop = () => window.scrollY < 80 && !document.querySelector("[data-key].chosen");

  function putOnTop() {
    list.querySelector(".empty")?.remove();
    for (const row of [...waiting.values()].reverse()) list.prepend(row);
    waiting.clear();
    offer.hidden = true;
    window.wirewatchTimes(list);
  }

  function take(rows) {
    for (const row of rows.reverse()) {
      const shown = document.getElementById(row.id);
      if (shown) {
        if (shown.classList.contains("chosen")) row.classList.add("chosen");
        const hadFocus = shown.contains(document.activeElement);
        shown.replaceWith(row);
        if (hadFocus) row.querySelector("a").focus({ preventScroll: true });
      } else {
        waiting.delete(row.id);
        waiting.set(row.id, row);
      }
    }
    window.wirewatchTimes(list);
    if (!waiting.size) return;
    if (isAtTop()) {
      putOnTop();
    } else {
      offer.firstElementChild.textContent = waiting.size === 1 ? "1 new story" : `${waiting.size} new stories`;
      offer.hidden = false;
    }
  }

  async function ask() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    try {
      const address = new URL(list.dataset.live, location.origin);
      address.searchParams.set("since", mark);
      const answer = await fetch(address, { headers: { "HX-Request": "true" } });
      if (!answer.ok) return;
      mark = answer.headers.get("X-Wire-Mark");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      take([...page.querySelectorAll("[data-key]")]);
    } finally {
      asking = false;
      if (again) {
        again = false;
        ask();
      }
    }
  }

  offer.firstElementChild.addEventListener("click", () => {
    putOnTop();
    window.scrollTo({ top: 0 });
  });
  // A browser has six connections to a desk for all of its tabs: only those that are looked at keep one.
  let events = null;

  function listen() {
    if (document.hidden || events) return;
    events = new EventSource("/wire/events");
    events.addEventListener("wire", ask);
    // What came while there was no connection.
    events.addEventListener("open", ask);
  }

  function rest() {
    events?.close();
    events = null;
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  window.addEventListener("pagehide", rest);
  window.addEventListener("pageshow", listen);
  listen();
})();
