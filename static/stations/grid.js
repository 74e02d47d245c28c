// A page of lines: Enter and the arrows up and down move to the same field of the next or the former line.
(function () {
  "use strict";
  document.addEventListener("keydown", function (event) {
    var step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    var cell = event.target.closest("form[data-lines] td");
    if (!step || !cell || event.target.tagName !== "INPUT" || event.isComposing) return;
    event.preventDefault();
    var row = cell.parentNode[step > 0 ? "nextElementSibling" : "previousElementSibling"];
    var field = row && row.children[cell.cellIndex].querySelector("input");
    if (field) { field.focus(); field.select(); }
  });
})();
