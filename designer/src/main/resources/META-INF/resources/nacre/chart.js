// Draws ECharts from a static file: nothing here is bundled, so no Node is needed to build.
// Options come without colours; they are taken from the page, so that charts follow the theme.
let loading;
const library = () => (loading ??= import(new URL('_static/echarts/6.0.0/dist/echarts.esm.min.js', document.baseURI).href));

const palette = ['#14707a', '#7a5ea8', '#d08a2e', '#3f8fc4', '#b3505c', '#5a8f4e', '#8a6d4f', '#5f7480'];

const colour = (style, name, otherwise) => style.getPropertyValue(name).trim() || otherwise;

function themed(host, option) {
  const style = getComputedStyle(host);
  const text = colour(style, '--lumo-secondary-text-color', '#5a6c76');
  const line = colour(style, '--nacre-line', '#e2e7ea');
  const number = new Intl.NumberFormat(document.documentElement.lang || undefined, { maximumFractionDigits: 2 });
  const short = new Intl.NumberFormat(document.documentElement.lang || undefined, { notation: 'compact', maximumFractionDigits: 1 });
  const axisNumber = (v) => (Math.abs(v) < 1e5 ? number : short).format(v);
  option.color = palette;
  option.textStyle = { fontFamily: style.fontFamily, color: text };
  option.animationDuration = 300;
  option.tooltip = { confine: true, ...option.tooltip };
  if (option.legend) option.legend = { textStyle: { color: text }, itemWidth: 12, itemHeight: 8, icon: 'roundRect', type: 'scroll', ...option.legend };
  for (const axis of [option.xAxis].flat().filter(Boolean)) {
    axis.axisLine = { lineStyle: { color: line } };
    axis.axisTick = { show: false };
    axis.axisLabel = { color: text, hideOverlap: true };
  }
  for (const axis of [option.yAxis].flat().filter(Boolean)) {
    axis.splitLine = { show: axis.position !== 'right', lineStyle: { color: line } };
    axis.axisLabel = { color: text, formatter: axisNumber };
  }
  for (const series of option.series ?? []) {
    const sign = series.sign ?? '';
    series.tooltip = { valueFormatter: (v) => (v == null ? '–' : sign + number.format(v)) };
    if (series.type === 'pie') {
      series.itemStyle = { borderColor: colour(style, '--nacre-surface', '#fff'), borderWidth: 2 };
    }
  }
  return option;
}

window.nacreChart = async (host, json) => {
  const lib = await library();
  if (!host.isConnected) return;
  let chart = host.nacreChart;
  if (!chart || chart.isDisposed()) {
    chart = host.nacreChart = lib.init(host, null, { renderer: 'svg' });
    new ResizeObserver(() => chart.resize()).observe(host);
    const tell = (series, item) => host.dispatchEvent(new CustomEvent('chart-click', { detail: { series, item } }));
    chart.on('click', (e) => tell(e.seriesIndex ?? 0, e.dataIndex ?? 0));
    // anywhere above a point opens it: points themselves are small for a finger
    chart.getZr().on('click', (e) => {
      if (e.target || !chart.getOption().xAxis) return;
      const at = [e.offsetX, e.offsetY];
      if (chart.containPixel('grid', at)) tell(0, chart.convertFromPixel({ seriesIndex: 0 }, at)[0]);
    });
  }
  chart.setOption(themed(host, JSON.parse(json)), true);
};
