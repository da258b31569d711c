// Draws ECharts from a static file: nothing here is bundled, so no Node is needed to build.
let loading;
const echarts = () => (loading ??= import('/_static/echarts/6.0.0/dist/echarts.esm.min.js'));

window.nacreChart = async (host, option) => {
  const lib = await echarts();
  if (!host.isConnected) return;
  let chart = host.nacreChart;
  if (!chart) {
    chart = host.nacreChart = lib.init(host, null, { renderer: 'svg' });
    host.nacreSize = new ResizeObserver(() => chart.resize());
    host.nacreSize.observe(host);
    chart.on('click', (e) =>
      host.dispatchEvent(new CustomEvent('chart-click', { detail: { series: e.seriesIndex ?? 0, item: e.dataIndex ?? 0 } })));
  }
  chart.setOption(option, true);
};
