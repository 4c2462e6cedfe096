// Countries shaded by how many occurrences happened there, or by how many they are a party of. The
// shapes come in a script of their own, which only pages with a map load.
import { geoNaturalEarth1, geoPath } from 'd3-geo';
import { scaleSqrt } from 'd3-scale';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { makeSvg, mark, rove } from './marks';

type World = Topology<{ countries: GeometryCollection }>;
interface Layer {
  id: string;
  name: string;
  countries: { code: string; n: number; label: string; page: string }[];
}
interface MapData {
  label: string;
  layers: Layer[];
}

declare global {
  interface Window {
    bongsuWorld: (world: World) => void;
  }
}

const here = (document.currentScript as HTMLScriptElement | null)?.src ?? '';
let world: Promise<World> | undefined;
function loadWorld(): Promise<World> {
  world ??= new Promise((resolve, reject) => {
    window.bongsuWorld = resolve;
    const script = document.createElement('script');
    script.src = here.replace(/charts\.js.*$/, 'world.js');
    script.onerror = () => reject(new Error(script.src));
    document.head.append(script);
  });
  return world;
}

let chosen = '';

export function drawMap(plot: HTMLElement, data: MapData, width: number) {
  void loadWorld().then((shapes) => {
    plot.replaceChildren();
    const fields = document.createElement('fieldset');
    const holder = document.createElement('div');
    const legendText = document.createElement('legend');
    legendText.textContent = data.label;
    fields.append(legendText);
    chosen ||= data.layers.find((l) => l.countries.length)?.id ?? '';
    for (const layer of data.layers) {
      const label = document.createElement('label');
      const input = document.createElement('input');
      input.type = 'radio';
      input.name = 'map-layer';
      input.checked = layer.id === chosen;
      input.addEventListener('change', () => {
        chosen = layer.id;
        drawLayer(holder, data.label, layer, shapes, width);
      });
      label.append(input, ` ${layer.name}`);
      fields.append(label);
    }
    plot.append(fields, holder);
    const layer = data.layers.find((l) => l.id === chosen);
    if (layer) drawLayer(holder, data.label, layer, shapes, width);
  });
}

function drawLayer(holder: HTMLElement, label: string, layer: Layer, shapes: World, width: number) {
  const inner = Math.max(width, 600);
  const countries = feature(shapes, shapes.objects.countries);
  const projection = geoNaturalEarth1().rotate([-150, 0]).fitWidth(inner, { type: 'Sphere' });
  const path = geoPath(projection);
  const height = Math.ceil(path.bounds({ type: 'Sphere' })[1][1]);
  const svg = makeSvg(holder, inner, height, `${label}: ${layer.name}`);
  svg.append('path').attr('class', 'sea').attr('d', path({ type: 'Sphere' }));
  const byCode = new Map(layer.countries.map((c) => [c.code, c]));
  const depth = scaleSqrt([1, Math.max(2, ...layer.countries.map((c) => c.n))], [0.22, 1]);
  const plain = svg.append('g').attr('aria-hidden', 'true');
  for (const shape of countries.features) {
    const country = byCode.get(String(shape.id ?? ''));
    const d = path(shape);
    if (!d) continue;
    if (!country) plain.append('path').attr('class', 'land').attr('d', d);
    else mark(svg.append('g'), country.page, country.label).append('path').attr('class', 'land hit-country').attr('fill-opacity', depth(country.n).toFixed(2)).attr('d', d);
  }
  rove(svg);
}
