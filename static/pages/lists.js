// Lists: "/" goes to the search box; an open column chooser or menu closes on Escape or a click beside it.
(function () {
  "use strict";

  var POPS = ".column-choice[open], .popdown[open]";

  function typing(node) {
    return node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      var box = document.querySelector("[data-search-key]");
      if (box) { event.preventDefault(); box.focus(); box.select(); }
    }
    if (event.key === "Escape") {
      document.querySelectorAll(POPS).forEach(function (choice) {
        choice.open = false;
        choice.querySelector("summary").focus();
      });
    }
  });

  // Rows to tick: one box for the whole page, and how many are ticked.
  document.addEventListener("change", function (event) {
    var form = event.target.closest("form.bulk");
    if (!form) return;
    var boxes = form.querySelectorAll("input[name=pick]");
    if (event.target.matches("[data-pick-all]")) {
      boxes.forEach(function (box) { box.checked = event.target.checked; });
    }
    form.querySelector("[data-picked]").textContent = form.querySelectorAll("input[name=pick]:checked").length;
  });

  document.addEventListener("click", function (event) {
    var filters = event.target.closest("[data-filters]");
    if (filters) filters.setAttribute("aria-expanded", String(filters.form.classList.toggle("filters-open")));
    document.querySelectorAll(POPS).forEach(function (choice) {
      if (!choice.contains(event.target)) choice.open = false;
    });
  });
})();
