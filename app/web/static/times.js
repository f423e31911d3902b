// Times in the reader's own zone. The page gives them in UTC, which stays in the title.
(() => {
  "use strict";
  const whole = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
  const today = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });

  function show(root) {
    for (const element of root.querySelectorAll("time[datetime]:not([data-day])")) {
      const at = new Date(element.dateTime);
      if (!Number.isNaN(at.getTime())) {
        const isToday = at.toDateString() === new Date().toDateString();
        element.textContent = (isToday ? today : whole).format(at);
      }
    }
  }

  window.wirewatchTimes = show;
  show(document);
  document.addEventListener("htmx:afterSwap", () => show(document));
})();
