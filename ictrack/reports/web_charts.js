"use strict";
// Draws the charts of a report as the reader's screen is, light or dark, wide or narrow; for paper, light.
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const narrow = matchMedia("(max-width: 30rem)");
  const config = { displayModeBar: false, responsive: true };
  // What fits between the margins of A4, in CSS pixels.
  const paper = { theme: "light", width: 670 };
  const legendRow = 20;

  // On a phone the legend takes a row for each name, and words under upright bars stand in one line each.
  function narrowed({ data, layout }) {
    const names = data.filter((bars) => bars.showlegend).length;
    const more = legendRow * (names - Math.ceil(names / 2));
    const margin = { ...layout.margin, t: layout.margin.t + more, r: 16 };
    const xaxis = { ...layout.xaxis };
    if (xaxis.ticktext) xaxis.ticktext = xaxis.ticktext.map((words) => words.replaceAll("<br>", " "));
    return { ...layout, xaxis, margin, height: layout.height + more };
  }

  function draw({ theme, width }) {
    for (const figure of Object.values(figures)) {
      const { data, layout } = figure[theme];
      const fitted = narrow.matches && !width ? narrowed(figure[theme]) : layout;
      // Plotly writes into what it is given.
      const copy = JSON.parse(JSON.stringify({ data, layout: { ...fitted, width } }));
      Plotly.react(figure.place, copy.data, copy.layout, config);
    }
  }

  const drawForScreen = () => draw({ theme: dark.matches ? "dark" : "light" });

  function save(key) {
    const { data, layout } = JSON.parse(JSON.stringify(figures[key].light));
    const { height } = layout;
    Plotly.downloadImage({ data, layout }, { format: "png", width: paper.width, height, scale: 2, filename: key });
  }

  drawForScreen();
  for (const media of [dark, narrow]) media.addEventListener("change", drawForScreen);
  addEventListener("beforeprint", () => draw(paper));
  addEventListener("afterprint", drawForScreen);
  for (const button of document.querySelectorAll("button[data-chart]")) {
    button.hidden = false;
    button.addEventListener("click", () => save(button.dataset.chart));
  }
})();
