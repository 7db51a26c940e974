/** Charts of the pages as SVG: one message each, every value written beside what it is of. The table with the same figures stands beside. */
import { createRequire } from 'node:module';
import type { EChartsCoreOption, init as InitFunction } from 'echarts';

interface Point {
  readonly name: string;
  /** Canonical decimal; null: there is no figure. */
  readonly value: string | null;
  /** The value as a person reads it. */
  readonly shown: string;
}

/** Widths in pixels a chart is drawn for: a desk, and a phone. */
export const CHART_WIDTHS = { wide: 720, narrow: 340 } as const;
export type ChartWidth = keyof typeof CHART_WIDTHS;

const INK = '#1b1f24';
const LINE = '#d1d9e0';
const BAR = '#0b57d0';
const BAR_HEIGHT = 26;
export const LINE_HEIGHT = 220;
/** Height in pixels of a chart of so many bars. */
export const barsHeight = (bars: number): number => bars * BAR_HEIGHT + 16;

const require = createRequire(import.meta.url);
/** One file made for browsers: the library's hundreds of modules take fifteen times as long to load. */
const library = (): { readonly init: typeof InitFunction } => require('echarts/dist/echarts.common.min.js');

const TEXT = { color: INK, fontSize: 12, fontFamily: 'system-ui, sans-serif' };

function drawn(width: ChartWidth, height: number, option: EChartsCoreOption): string {
  const size = { width: CHART_WIDTHS[width], height };
  const chart = library().init(null, null, { renderer: 'svg', ssr: true, ...size });
  try {
    chart.setOption({ animation: false, backgroundColor: '#ffffff', textStyle: TEXT, ...option });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

const labelled = (points: readonly Point[], position: 'right' | 'top') => ({
  ...TEXT,
  show: true,
  position,
  formatter: ({ dataIndex }: { readonly dataIndex: number }) => points[dataIndex]?.shown ?? '',
});

/** Lengths only: the label is the exact value. */
const lengths = (points: readonly Point[]): (number | null)[] =>
  points.map(({ value }) => (value === null ? null : Number(value)));

/** One bar for each, the first on top. */
export function barChart(points: readonly Point[], width: ChartWidth): string {
  const names = width === 'wide' ? 228 : 150;
  return drawn(width, barsHeight(points.length), {
    grid: { left: names + 12, right: width === 'wide' ? 90 : 56, top: 8, bottom: 8 },
    xAxis: { type: 'value', show: false },
    yAxis: {
      type: 'category',
      inverse: true,
      data: points.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...TEXT, width: names, overflow: 'truncate', interval: 0 },
    },
    series: [
      {
        type: 'bar',
        barWidth: '60%',
        itemStyle: { color: BAR },
        label: labelled(points, 'right'),
        data: lengths(points),
      },
    ],
  });
}

/** One line from the first to the last; where there is no figure it is broken. */
export const lineChart = (points: readonly Point[], width: ChartWidth): string =>
  drawn(width, LINE_HEIGHT, {
    grid: { left: 56, right: 56, top: 32, bottom: 40 },
    xAxis: {
      type: 'category',
      data: points.map(({ name }) => name),
      axisLine: { lineStyle: { color: LINE } },
      axisTick: { show: false },
      axisLabel: { ...TEXT, width: 96, overflow: 'break', hideOverlap: true },
    },
    yAxis: { type: 'value', show: false, scale: false },
    series: [
      {
        type: 'line',
        lineStyle: { color: BAR, width: 2 },
        itemStyle: { color: BAR },
        symbol: 'circle',
        symbolSize: 8,
        label: labelled(points, 'top'),
        data: lengths(points),
      },
    ],
  });
