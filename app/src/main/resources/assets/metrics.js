// Draws each chart of the page from the table below it, in the colours of the stylesheet. Without this script, or when
// it cannot draw, the tables are opened instead.
'use strict';

(() => {
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const span = (ms) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let drawn = [];

  function read(table) {
    const series = [...table.tHead.rows[0].cells]
      .map((cell, column) => ({ name: cell.textContent, colour: cell.dataset.series, column }))
      .filter((one) => one.colour);
    const rows = [...table.tBodies[0].rows];
    return {
      labels: rows.map((row) => row.cells[0].textContent),
      series: series.map((one) => ({
        ...one,
        values: rows.map((row) => {
          const value = row.cells[one.column].dataset.value;
          return value === '' ? null : Number(value);
        }),
      })),
    };
  }

  function draw(canvas) {
    const lines = canvas.dataset.chart === 'lines';
    const { labels, series } = read(document.getElementById(canvas.dataset.table));
    const shown = series.filter((one) => lines || one.values.some((value) => value > 0));
    const text = colour('--text-soft');
    const line = colour('--line');
    const ticks = { color: text, maxRotation: 0, autoSkip: true, autoSkipPadding: 14 };
    canvas.parentElement.hidden = false;
    return new Chart(canvas, {
      type: lines ? 'line' : 'bar',
      data: {
        labels,
        datasets: shown.map((one) => ({
          label: one.name,
          data: one.values,
          borderColor: colour(one.colour),
          backgroundColor: colour(one.colour),
          borderWidth: lines ? 2 : 0,
          borderDash: lines && one.name === 'p95' ? [5, 4] : [],
          pointRadius: 2.5,
          pointHoverRadius: 5,
          spanGaps: true,
          tension: 0,
          maxBarThickness: 42,
        })),
      },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: calm.matches ? false : { duration: 250 },
        interaction: { mode: 'index', intersect: false },
        plugins: {
          legend: {
            display: shown.length > 1,
            align: 'end',
            labels: { color: text, boxWidth: 14, boxHeight: lines ? 0 : 10 },
          },
          tooltip: {
            callbacks: lines
              ? { label: (item) => `${item.dataset.label}: ${item.raw === null ? 'none' : span(item.raw)}` }
              : {},
          },
        },
        scales: {
          x: { stacked: !lines, ticks, grid: { display: false }, border: { color: line } },
          y: {
            stacked: !lines,
            beginAtZero: true,
            ticks: lines ? { color: text, maxTicksLimit: 6, callback: span } : { color: text, precision: 0, maxTicksLimit: 6 },
            grid: { color: line },
            border: { display: false },
          },
        },
      },
    });
  }

  function all() {
    drawn.forEach((chart) => chart.destroy());
    drawn = [...document.querySelectorAll('canvas[data-chart]')].map(draw);
  }

  if (typeof Chart === 'undefined') {
    document.querySelectorAll('.chart-card details').forEach((table) => { table.open = true; });
    return;
  }
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  all();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', all);
})();
