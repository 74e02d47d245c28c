// Before the first paint: the large type a reader chose last time.
(function () {
  "use strict";
  try {
    if (localStorage.getItem("large") === "1") document.documentElement.setAttribute("data-large", "");
  } catch (error) { /* storage may be switched off */ }
})();
