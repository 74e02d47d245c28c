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

  function ring(data) {
    var one = data.series[0];
    var option = common("ring");
    option.legend.formatter = function (name) { return name + " " + one.values[data.labels.indexOf(name)]; };
    option.series = [{
      type: "pie", radius: ["45%", "70%"], center: ["50%", "44%"], name: one.label,
      label: { show: false },
      data: data.labels.map(function (label, i) { return { name: label, value: one.values[i], url: one.urls[i] }; })
    }];
    return option;
  }

  function axes(data) {
    var option = common(data.kind), across = data.kind === "across";
    var names = { type: "category", data: data.labels, inverse: across, axisLabel: { fontSize: font().size, hideOverlap: true }, axisTick: { show: false } };
    var numbers = { type: "value", minInterval: 1, axisLabel: { fontSize: font().size }, splitLine: { lineStyle: { color: "#eceff3" } } };
    option.grid = { left: 8, right: 24, top: 16, bottom: data.series.length > 1 ? 36 : 8, containLabel: true };
    option.xAxis = across ? numbers : names;
    option.yAxis = across ? names : numbers;
    if (data.series.length < 2) option.legend.show = false;
    option.series = data.series.map(function (one) {
      return {
        name: one.label, type: data.kind === "line" ? "line" : "bar", barMaxWidth: 28, symbolSize: 7,
        stack: data.kind === "stacked" ? "all" : undefined,
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
    chart.setOption(data.kind === "ring" ? ring(data) : axes(data));
    chart.on("click", function (event) { if (event.data && event.data.url) window.location.href = event.data.url; });
    charts.push(chart);
  }

  document.querySelectorAll("[data-chart]").forEach(draw);
  window.addEventListener("resize", function () { charts.forEach(function (chart) { chart.resize(); }); });
})();
