// Occurrences by day (week, month when there are many) and quad class as stacked bars; above them
// the fires of each situation as bands that change where the fires changed.
import { axisBottom, axisLeft } from 'd3-axis';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { select } from 'd3-selection';
import { utcDay, utcMonday, utcMonth, type CountableTimeInterval } from 'd3-time';
import { utcFormat } from 'd3-time-format';
import { legend, makeSvg, mark, rove } from './marks';

type Day = [string, number, number, number, number, string];
interface Fires {
  name: string;
  page: string;
  steps: [string, number, string][];
}
interface Timeline {
  label: string;
  since: string;
  until: string;
  quads: string[];
  levels: string[];
  days: Day[];
  fires: Fires[];
}

const dayOf = (text: string) => new Date(`${text}T00:00:00Z`);

// The days that hold all but one in a hundred, not before `since`: one slip of the pen in a source must not stretch the
// chart over a century. The table below has every month.
function core(all: Day[], since: string): Day[] {
  const later = all.filter((d) => d[0] >= since);
  const days = later.length ? later : all;
  const total = days.reduce((sum, d) => sum + d[1] + d[2] + d[3] + d[4], 0);
  const cut = total * 0.01;
  const sums = (d: Day) => d[1] + d[2] + d[3] + d[4];
  let first = 0;
  for (let before = 0; first < days.length - 1 && before + sums(days[first]!) <= cut; ++first) before += sums(days[first]!);
  let last = days.length - 1;
  for (let after = 0; last > first && after + sums(days[last]!) <= cut; --last) after += sums(days[last]!);
  return days.slice(first, last + 1);
}

interface Bar {
  begin: Date;
  end: Date;
  name: string;
  counts: number[];
  page: string;
}

function bars(days: Day[], step: CountableTimeInterval, name: (d: Date) => string): Bar[] {
  const out: Bar[] = [];
  for (const d of days) {
    const begin = step.floor(dayOf(d[0]));
    let bar = out[out.length - 1];
    if (!bar || +bar.begin !== +begin) {
      bar = { begin, end: step.offset(begin, 1), name: name(begin), counts: [0, 0, 0, 0], page: d[5] };
      out.push(bar);
    }
    for (let q = 0; q < 4; ++q) bar.counts[q]! += d[q + 1] as number;
  }
  return out;
}

export function drawTimeline(plot: HTMLElement, data: Timeline, width: number) {
  const days = core(data.days, data.since);
  if (!days.length) {
    plot.replaceChildren();
    return;
  }
  const first = dayOf(days[0]![0]);
  const last = utcDay.offset(dayOf(days[days.length - 1]![0]), 1);
  const span = utcDay.count(first, last);
  const room = width - 50;
  const [step, format] =
    span * 4 <= room ? ([utcDay, '%Y-%m-%d'] as const) : span < 4 * room ? ([utcMonday, '%Y-%m-%d'] as const) : ([utcMonth, '%Y-%m'] as const);
  const all = bars(days, step, utcFormat(format));
  const x = scaleUtc([step.floor(first), step.ceil(last)], [36, width - 8]);
  const rowHeight = 33;
  const firesHeight = data.fires.length * rowHeight;
  const barsHeight = 180;
  const height = firesHeight + (firesHeight ? 12 : 0) + barsHeight + 30;
  const svg = makeSvg(plot, width, height, data.label);

  // The fires.
  data.fires.forEach((situation, row) => {
    const top = row * rowHeight;
    const bandTop = top + 16;
    situation.steps.forEach((change, i) => {
      const from = dayOf(change[0]);
      const next = situation.steps[i + 1];
      const to = next ? dayOf(next[0]) : dayOf(data.until);
      const [x0, x1] = x.range() as [number, number];
      const begin = Math.max(x0, Math.min(x1, x(from)));
      const end = Math.max(x0, Math.min(x1, x(to)));
      if (end - begin < 0.5) return;
      const title = `${situation.name}: ${change[0]}${next ? ` – ${next[0]}` : ''} ${data.levels[change[1] - 1]}`;
      mark(svg.append('g'), change[2], title)
        .append('rect')
        .attr('class', `band f${change[1]}`)
        .attr('x', begin)
        .attr('y', bandTop)
        .attr('width', end - begin)
        .attr('height', 14);
    });
    svg
      .append('text')
      .attr('class', 'band-name')
      .attr('x', x.range()[0] as number)
      .attr('y', top + 12)
      .text(situation.name);
  });

  // The bars.
  const top = firesHeight + (firesHeight ? 12 : 0);
  const most = Math.max(1, ...all.map((b) => b.counts.reduce((s, n) => s + n, 0)));
  const y = scaleLinear([0, most], [top + barsHeight, top]).nice();
  for (const bar of all) {
    const title = `${bar.name}: ${data.quads.map((q, i) => `${q} ${bar.counts[i]}`).join(', ')}`;
    const a = mark(svg.append('g'), bar.page, title);
    const left = x(bar.begin);
    const breadth = Math.max(1.5, x(bar.end) - left - 1);
    let sum = 0;
    bar.counts.forEach((count, q) => {
      if (!count) return;
      a.append('rect')
        .attr('class', `q${q + 1}`)
        .attr('x', left)
        .attr('width', breadth)
        .attr('y', y(sum + count))
        .attr('height', y(sum) - y(sum + count));
      sum += count;
    });
  }
  svg
    .append('g')
    .attr('class', 'axis')
    .attr('aria-hidden', 'true')
    .attr('transform', `translate(0,${top + barsHeight})`)
    .call(axisBottom<Date>(x).ticks(Math.max(2, Math.floor(width / 90))).tickFormat((d) => utcFormat(span < 1200 ? '%m-%d' : '%Y-%m')(d)));
  svg.append('g').attr('class', 'axis').attr('aria-hidden', 'true').attr('transform', 'translate(36,0)').call(axisLeft(y).ticks(5, 'd'));
  rove(svg);
  const keys: [string, string][] = data.quads.map((name, i) => [`q${i + 1}`, name]);
  if (data.fires.length) data.levels.forEach((name, i) => keys.push([`f${i + 1}`, name]));
  legend(plot, keys);
  select(plot).classed('drawn', true);
}
