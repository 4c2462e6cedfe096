// Horizontal stacked bars, one a paragraph of the ledger.
import { scaleLinear } from 'd3-scale';
import { legend, makeSvg, mark, rove } from './marks';

interface Bars {
  label: string;
  series: string[];
  bars: { name: string; about: string; n: number[]; page: string }[];
}

export function drawBars(plot: HTMLElement, data: Bars, width: number) {
  const rowHeight = 26;
  const nameWidth = Math.min(190, Math.floor(width * 0.42));
  const svg = makeSvg(plot, width, data.bars.length * rowHeight + 4, data.label);
  const total = (n: number[]) => n.reduce((s, k) => s + k, 0);
  const x = scaleLinear([0, Math.max(1, ...data.bars.map((b) => total(b.n)))], [nameWidth + 8, width - 40]);
  data.bars.forEach((bar, row) => {
    const title = `${bar.name} (${bar.about}): ${data.series.map((s, i) => `${s} ${bar.n[i]}`).join(', ')}`;
    const group = svg.append('g');
    const a = mark(group, bar.page, title);
    const top = row * rowHeight;
    a.append('rect').attr('class', 'hit').attr('x', 0).attr('y', top).attr('width', width).attr('height', rowHeight);
    a.append('text').attr('class', 'bar-name').attr('x', nameWidth).attr('y', top + 17).attr('text-anchor', 'end').text(bar.name);
    let sum = 0;
    bar.n.forEach((count, i) => {
      if (!count) return;
      a.append('rect').attr('class', `l${i + 1}`).attr('x', x(sum)).attr('y', top + 4).attr('width', x(sum + count) - x(sum)).attr('height', rowHeight - 8);
      sum += count;
    });
    // Outside the link, whose name says it in words.
    group.append('text').attr('aria-hidden', 'true').attr('class', 'bar-count').attr('x', x(sum) + 5).attr('y', top + 17).text(sum);
  });
  rove(svg);
  legend(plot, data.series.map((name, i) => [`l${i + 1}`, name]));
}
