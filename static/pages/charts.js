// Draws every [data-chart] from the JSON beside it. The table behind it holds the same numbers.
(function () {
  "use strict";
  var COLOURS = ["#b3261e", "#1d4f91", "#c98a1b", "#2f7d4f", "#6b4fa8", "#13807c", "#7b8798", "#d0665f"];
  var charts = [];

  function font() {
    var style = getComputedStyle(document.body);
    return { size: parseFloat(style.fontSize) * 0.85, family: style.fontFamily };
  }

  function common(kind) {
    var text = font();
    return {
      color: COLOURS,
      animation: false,
      textStyle: { fontFamily: text.family, fontSize: text.size, color: "#3d4654" },
      tooltip: { trigger: kind === "ring" ? "item" : "axis", renderMode: "richText", confine: true },
      legend: { bottom: 0, type: "scroll", textStyle: { fontSize: text.size } },
      aria: { enabled: true }
    };
  }

  function ring(data, node) {
    var one = data.series[0];
    var option = common("ring");
    // a line for each label: official names of classes are too long to stand beside one another
    Object.assign(option.legend, {
      type: "plain", orient: "vertical", left: "center",
      formatter: function (name) { return name + " " + one.values[data.labels.indexOf(name)]; }
    });
    Object.assign(option.legend.textStyle, { width: node.clientWidth - 64, overflow: "truncate" });
    option.series = [{
      type: "pie", radius: ["34%", "56%"], center: ["50%", "32%"], name: one.label,
      label: { show: false },
      data: data.labels.map(function (label, i) { return { name: label, value: one.values[i], url: one.urls[i] }; })
    }];
    return option;
  }

  function axes(data, node) {
    var option = common(data.kind), across = data.kind === "across";
    var names = { type: "category", data: data.labels, inverse: across, axisLabel: { fontSize: font().size, hideOverlap: true }, axisTick: { show: false } };
    if (data.kind === "bar" || data.kind === "stacked") {
      // every bar keeps its name: a long one takes several lines
      Object.assign(names.axisLabel, {
        interval: 0, hideOverlap: false, overflow: "break",
        width: Math.max(font().size * 2, (node.clientWidth - 64) / data.labels.length - 4)
      });
    }
    var numbers = { type: "value", minInterval: 1, axisLabel: { fontSize: font().size }, splitLine: { lineStyle: { color: "#eceff3" } } };
    option.grid = { left: 8, right: 24, top: 16, bottom: data.series.length > 1 ? 36 : 8, containLabel: true };
    option.xAxis = across ? numbers : names;
    option.yAxis = across ? names : numbers;
    if (data.series.length < 2) option.legend.show = false;
    option.series = data.series.map(function (one) {
      return {
        name: one.label, type: data.kind === "line" ? "line" : "bar", barMaxWidth: 28, symbolSize: 7,
        stack: data.kind === "stacked" ? "all" : undefined,
        label: { show: data.kind === "bar" && data.series.length === 1, position: "top", fontSize: font().size },
        data: one.values.map(function (value, i) { return { value: value, url: one.urls[i] }; })
      };
    });
    return option;
  }

  function draw(node) {
    var source = document.getElementById(node.dataset.chart);
    if (!source || typeof echarts === "undefined") return;
    var data = JSON.parse(source.textContent);
    if (data.kind === "across") node.style.height = Math.max(12, data.labels.length * 2 + 3) + "rem";
    var chart = echarts.init(node, null, { renderer: "canvas" });
    chart.setOption(data.kind === "ring" ? ring(data, node) : axes(data, node));
    chart.on("click", function (event) { if (event.data && event.data.url) window.location.href = event.data.url; });
    charts.push(chart);
  }

  document.querySelectorAll("[data-chart]").forEach(draw);
  window.addEventListener("resize", function () { charts.forEach(function (chart) { chart.resize(); }); });
})();
