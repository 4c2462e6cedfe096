// Charts of a page: each <figure class="chart"> has its data in a script beside it and a table that
// stays for those who would rather read. All marks are links, in SVG: they can be reached by
// keyboard, opened in a new tab, printed, and follow the page's colours.
import { drawBars } from './bars';
import { drawMap } from './map';
import { drawNetwork } from './network';
import { drawTimeline } from './timeline';

// Each knows the shape of its own data (src/report/site/).
type Draw = (plot: HTMLElement, data: never, width: number) => void;
const kinds: Record<string, Draw> = { timeline: drawTimeline, bars: drawBars, network: drawNetwork, map: drawMap };

function setUp(figure: HTMLElement) {
  const draw = kinds[figure.dataset.kind ?? ''];
  const source = document.getElementById(figure.dataset.source ?? '');
  const plot = figure.querySelector<HTMLElement>('.plot');
  if (!draw || !source || !plot) return;
  const data = JSON.parse(source.textContent ?? '') as never;
  let drawn = 0;
  const redraw = () => {
    const width = Math.floor(plot.clientWidth);
    if (width === 0 || width === drawn) return;
    drawn = width;
    draw(plot, data, width);
  };
  redraw();
  figure.querySelector('details')?.removeAttribute('open');
  new ResizeObserver(() => requestAnimationFrame(redraw)).observe(plot);
}

for (const figure of document.querySelectorAll<HTMLElement>('figure.chart')) setUp(figure);
