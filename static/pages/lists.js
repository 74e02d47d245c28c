// Lists: "/" goes to the search box; an open column chooser closes on Escape or a click beside it.
(function () {
  "use strict";

  function typing(node) {
    return node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      var box = document.querySelector("[data-search-key]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
    if (event.key === "Escape") {
      document.querySelectorAll(".column-choice[open]").forEach(function (choice) {
        choice.open = false;
        choice.querySelector("summary").focus();
      });
    }
  });

  document.addEventListener("click", function (event) {
    var filters = event.target.closest("[data-filters]");
    if (filters) filters.setAttribute("aria-expanded", String(filters.form.classList.toggle("filters-open")));
    document.querySelectorAll(".column-choice[open]").forEach(function (choice) {
      if (!choice.contains(event.target)) choice.open = false;
    });
  });
})();
