// Before the first paint: the large type a reader chose last time.
(function () {
  "use strict";
  document.documentElement.classList.add("js");
  try {
    if (localStorage.getItem("large") === "1") document.documentElement.setAttribute("data-large", "");
  } catch (error) { /* storage may be switched off */ }
})();
