// Makes a select searchable: one with data-search-url asks the server, one with data-pick searches its own options.
// The select stays in the form and keeps the value; the box beside it is a combobox for keyboard and screen reader.
(function () {
  "use strict";
  var serial = 0;

  function make(tag, attributes, text) {
    var node = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { node.setAttribute(name, attributes[name]); });
    if (text !== undefined) node.textContent = text;
    return node;
  }

  // behind its box; said again after htmx has settled, which puts an element's attributes back as they were sent
  function hide(select) {
    select.classList.add("pick-native");
    select.tabIndex = -1;
    select.setAttribute("aria-hidden", "true");
    var input = select.parentNode.querySelector("input");
    if (input) input.classList.toggle("is-invalid", select.classList.contains("is-invalid"));
  }

  function enhance(select) {
    if (select.parentNode.classList.contains("pick")) { hide(select); return; }
    var id = "pick-" + (serial += 1);
    var url = select.dataset.searchUrl;
    var box = make("div", { "class": "pick" });
    var chosen = make("div", { "class": "pick-chosen" });
    var input = make("input", {
      type: "text", "class": "form-control", role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": id, placeholder: select.dataset.placeholder || "输入文字查找"
    });
    var list = make("ul", { id: id, "class": "pick-list", role: "listbox" });
    var options = [], current = -1, timer = null, asked = 0;
    list.hidden = true;
    select.parentNode.insertBefore(box, select);
    box.append(chosen, input, list, select);
    hide(select);
    if (select.id) {
      var label = document.querySelector('label[for="' + select.id + '"]');
      input.id = select.id + "-pick";
      if (label) label.htmlFor = input.id;
    }
    ["aria-describedby", "aria-invalid", "aria-required"].forEach(function (name) {
      if (select.hasAttribute(name)) input.setAttribute(name, select.getAttribute(name));
    });
    if (select.classList.contains("is-invalid")) input.classList.add("is-invalid");
    if (select.disabled) input.disabled = true;

    function show() {
      chosen.replaceChildren();
      if (!select.multiple) {
        var one = select.selectedOptions[0];
        input.value = one && one.value ? one.textContent.trim() : "";
        return;
      }
      Array.prototype.forEach.call(select.selectedOptions, function (option) {
        var chip = make("button", { type: "button", "class": "chip", "aria-label": "去掉 " + option.textContent.trim() }, option.textContent.trim() + " ×");
        chip.addEventListener("click", function () { option.selected = false; changed(); input.focus(); });
        chosen.append(chip);
      });
      input.value = "";
    }

    function changed() {
      show();
      select.dispatchEvent(new Event("change", { bubbles: true }));
      select.dispatchEvent(new Event("input", { bubbles: true }));
    }

    function close() {
      list.hidden = true;
      current = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function mark(index) {
      current = index;
      Array.prototype.forEach.call(list.children, function (item, i) {
        item.setAttribute("aria-selected", String(i === index));
        if (i === index) {
          input.setAttribute("aria-activedescendant", item.id);
          item.scrollIntoView({ block: "nearest" });
        }
      });
    }

    // what was chosen stands in the box; looked for as it stands, nothing else would be offered
    function untouched() {
      var one = select.multiple ? null : select.selectedOptions[0];
      return Boolean(one && one.value) && input.value.trim() === one.textContent.trim();
    }

    function open(found, more) {
      options = found;
      list.replaceChildren();
      found.forEach(function (option, i) {
        var item = make("li", { role: "option", id: id + "-" + i, "aria-selected": "false" }, option.label);
        item.addEventListener("mousedown", function (event) { event.preventDefault(); take(i); });
        list.append(item);
      });
      if (!found.length || more) {
        list.append(make("li", { "class": "pick-none", role: "presentation" }, found.length ? "还有更多，请继续输入" : "没有找到"));
      }
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      if (!found.length) return;
      mark(untouched() ? found.findIndex(function (option) { return String(option.value) === select.value; }) : 0);
    }

    function take(index) {
      var option = options[index];
      if (!option) return;
      var value = String(option.value);
      var node = Array.prototype.find.call(select.options, function (one) { return one.value === value; });
      if (!node) {
        node = new Option(option.label, value);
        select.append(node);
      }
      if (select.multiple) node.selected = true; else select.value = value;
      close();
      changed();
    }

    function look() {
      var text = untouched() ? "" : input.value.trim();
      if (!url) {
        var all = Array.prototype.filter.call(select.options, function (option) {
          return option.value && !(select.multiple && option.selected) &&
            option.textContent.toLowerCase().indexOf(text.toLowerCase()) >= 0;
        });
        open(all.slice(0, 50).map(function (option) { return { value: option.value, label: option.textContent.trim() }; }), all.length > 50);
        return;
      }
      var turn = (asked += 1);
      fetch(url + (url.indexOf("?") < 0 ? "?" : "&") + "q=" + encodeURIComponent(text), { headers: { Accept: "application/json" }, credentials: "same-origin" })
        .then(function (answer) { if (!answer.ok) throw new Error(answer.status); return answer.json(); })
        .then(function (answer) { if (turn === asked && document.activeElement === input) open(answer.results, answer.more); })
        .catch(function () { if (turn === asked) { open([], false); list.firstChild.textContent = "查找失败，请稍后再试"; } });
    }

    input.addEventListener("input", function (event) {
      event.stopPropagation(); // typing in the box is no change of the form yet
      clearTimeout(timer);
      timer = setTimeout(look, url ? 250 : 0);
    });
    input.addEventListener("change", function (event) { event.stopPropagation(); });
    input.addEventListener("focus", function () { input.select(); });
    input.addEventListener("click", function () { if (list.hidden) look(); });
    chosen.addEventListener("mousedown", function (event) { event.preventDefault(); }); // or blur redraws what is clicked
    input.addEventListener("blur", function () {
      clearTimeout(timer);
      asked += 1;
      close();
      if (!select.multiple && !input.value.trim() && select.value) { select.value = ""; changed(); }
      show();
    });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) { look(); return; }
        var step = event.key === "ArrowDown" ? 1 : -1;
        if (options.length) mark((current + step + options.length) % options.length);
      } else if (event.key === "Enter" && !list.hidden) {
        event.preventDefault();
        take(current);
      } else if (event.key === "Escape" && !list.hidden) {
        event.stopPropagation();
        close();
        show();
      } else if (event.key === "Backspace" && select.multiple && !input.value && select.selectedOptions.length) {
        select.selectedOptions[select.selectedOptions.length - 1].selected = false;
        changed();
      }
    });
    show();
  }

  function all(root) { root.querySelectorAll("select[data-search-url], select[data-pick]").forEach(enhance); }

  all(document);
  ["htmx:afterSwap", "htmx:afterSettle"].forEach(function (name) {
    document.addEventListener(name, function (event) { all(event.target); });
  });
})();
