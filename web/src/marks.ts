// What the charts share: SVG with a name for screen readers, links as marks, arrow keys from mark to mark.
import { select, type Selection } from 'd3-selection';

export type Svg = Selection<SVGSVGElement, unknown, null, undefined>;

export function makeSvg(plot: HTMLElement, width: number, height: number, label: string): Svg {
  plot.replaceChildren();
  return select(plot)
    .append('svg')
    .attr('viewBox', `0 0 ${width} ${height}`)
    .attr('width', width)
    .attr('height', height)
    .attr('role', 'group')
    .attr('aria-label', label);
}

// One stop for the tab key; the arrow keys lead on. With several hundred marks nobody tabs through.
export function rove(svg: Svg) {
  const marks = () => [...svg.node()!.querySelectorAll<SVGAElement>('a')];
  marks().forEach((mark, i) => mark.setAttribute('tabindex', i === 0 ? '0' : '-1'));
  svg.on('keydown', (event: KeyboardEvent) => {
    const all = marks();
    const here = all.indexOf(document.activeElement as unknown as SVGAElement);
    if (here < 0) return;
    const steps: Record<string, number> = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 };
    const next = all[steps[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    all[here]!.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  });
}

// A link as a mark; `title` is what pointing shows and what a screen reader says.
export function mark<T extends Element>(parent: Selection<T, unknown, null, undefined>, href: string, title: string) {
  const a = parent.append('a').attr('href', href).attr('aria-label', title);
  a.append('title').text(title);
  return a;
}

export function legend(plot: HTMLElement, items: [string, string][]) {
  const list = document.createElement('ul');
  list.className = 'legend';
  for (const [className, text] of items) {
    const li = document.createElement('li');
    const swatch = document.createElement('span');
    swatch.className = `swatch ${className}`;
    li.append(swatch, text);
    list.append(li);
  }
  plot.append(list);
}
