// What the public does not read: select a passage with the mouse or with Shift and the arrows, then press the button
// or Alt+M. The signs 〖 〗 may still be typed; the originals are never changed.
(function () {
  "use strict";
  var OPEN = "〖", CLOSE = "〗";

  // the text without its signs, and for each sign-free place whether it is hidden
  function read(value) {
    var text = "", hidden = [], inside = false, i, sign;
    for (i = 0; i < value.length; i += 1) {
      sign = value.charAt(i);
      if (sign === OPEN) inside = true;
      else if (sign === CLOSE) inside = false;
      else { text += sign; hidden.push(inside); }
    }
    return { text: text, hidden: hidden };
  }

  function write(found) {
    var value = "", before = false, i;
    for (i = 0; i < found.text.length; i += 1) {
      if (found.hidden[i] && !before) value += OPEN;
      if (!found.hidden[i] && before) value += CLOSE;
      value += found.text.charAt(i);
      before = found.hidden[i];
    }
    return before ? value + CLOSE : value;
  }

  // a place in the area's value as a place in the text without signs
  function place(value, at) {
    return value.slice(0, at).split(OPEN).join("").split(CLOSE).join("").length;
  }

  function mark(area, hide) {
    var found = read(area.value), i;
    var first = place(area.value, area.selectionStart), end = place(area.value, area.selectionEnd);
    if (first === end) return false;
    for (i = first; i < end; i += 1) found.hidden[i] = hide;
    area.value = write(found);
    area.dispatchEvent(new Event("input", { bubbles: true }));
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
    return true;
  }

  function button(words, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-secondary btn-sm";
    made.textContent = words;
    made.addEventListener("mousedown", function (event) { event.preventDefault(); }); // keeps the selection
    made.addEventListener("click", act);
    return made;
  }

  document.querySelectorAll("textarea[data-marks]").forEach(function (area) {
    var bar = document.createElement("div"), told = document.createElement("span");
    bar.className = "mark-bar";
    told.className = "muted";
    told.setAttribute("role", "status");
    function act(hide) {
      return function () {
        told.textContent = mark(area, hide) ? (hide ? "已遮盖。" : "已取消遮盖。") : "请先选中文字。";
      };
    }
    bar.append(button("遮盖选中文字（Alt+M）", act(true)), button("取消遮盖（Alt+Shift+M）", act(false)), told);
    area.parentNode.insertBefore(bar, area);
    area.addEventListener("keydown", function (event) {
      if (!event.altKey || event.code !== "KeyM") return;
      event.preventDefault();
      act(!event.shiftKey)();
    });
  });
})();
