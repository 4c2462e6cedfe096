// Who acts toward whom: actors as points, relations as curved arrows, wide where there was much,
// blue for cooperation and red (dashed, for those who do not see it) for conflict.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationLinkDatum, type SimulationNodeDatum } from 'd3-force';
import { legend, makeSvg, mark, rove } from './marks';

interface Node extends SimulationNodeDatum {
  id: string;
  name: string;
  n: number;
  page: string;
}
interface Edge extends SimulationLinkDatum<Node> {
  from: string;
  to: string;
  n: number;
  score: number;
  label: string;
  page: string;
}
interface Network {
  label: string;
  signs: string[];
  nodes: Node[];
  edges: Edge[];
}

const signOf = (score: number) => (score >= 1 ? 'pos' : score <= -1 ? 'neg' : 'zero');

export function drawNetwork(plot: HTMLElement, data: Network, width: number) {
  const inner = Math.max(width, 640);
  // Few actors need little room: a picture of ten is not a screen of paper.
  const height = Math.round(Math.min(760, Math.max(520, inner * 0.62), 240 + 18 * data.nodes.length));
  const svg = makeSvg(plot, inner, height, data.label);
  const most = Math.max(1, ...data.nodes.map((n) => n.n));
  const radius = (n: Node) => 5 + 17 * Math.sqrt(n.n / most);
  // Positions begin in a spiral and forces have no chance in them: the same data give the same picture.
  const nodes = data.nodes.map((n) => ({ id: n.id, name: n.name, n: n.n, page: n.page }) as Node);
  const byId = new Map(nodes.map((n) => [n.id, n]));
  const links = data.edges.map((e) => ({ ...e, source: byId.get(e.from)!, target: byId.get(e.to)! }));
  forceSimulation(nodes)
    .force('link', forceLink<Node, (typeof links)[number]>(links).distance(data.nodes.length < 20 ? 150 : 110).strength((l) => 0.05 + 0.25 * Math.min(1, l.n / 10)))
    .force('repel', forceManyBody<Node>().strength(-420))
    .force('collide', forceCollide<Node>((n) => radius(n) + 16))
    .force('x', forceX<Node>(inner / 2).strength(0.06))
    .force('y', forceY<Node>(height / 2).strength(0.11))
    .stop()
    .tick(320);
  for (const n of nodes) {
    n.x = Math.max(40, Math.min(inner - 40, n.x!));
    n.y = Math.max(24, Math.min(height - 28, n.y!));
  }
  const defs = svg.append('defs');
  for (const sign of ['pos', 'neg', 'zero'])
    defs
      .append('marker')
      .attr('id', `arrow-${sign}`)
      .attr('class', `arrow ${sign}`)
      .attr('viewBox', '0 0 8 8')
      .attr('refX', 7)
      .attr('refY', 4)
      .attr('markerWidth', 7)
      .attr('markerHeight', 7)
      .attr('markerUnits', 'userSpaceOnUse')
      .attr('orient', 'auto')
      .append('path')
      .attr('d', 'M0 0L8 4L0 8z');
  const strongest = Math.max(1, ...links.map((l) => l.n));
  for (const link of [...links].sort((a, b) => a.n - b.n)) {
    const s = link.source;
    const t = link.target;
    const dx = t.x! - s.x!;
    const dy = t.y! - s.y!;
    const length = Math.hypot(dx, dy) || 1;
    // Both directions of a pair bend to their own side.
    const bend = 0.16;
    const cx = (s.x! + t.x!) / 2 - dy * bend;
    const cy = (s.y! + t.y!) / 2 + dx * bend;
    const back = Math.hypot(t.x! - cx, t.y! - cy) || 1;
    const ex = t.x! - ((t.x! - cx) / back) * (radius(t) + 3);
    const ey = t.y! - ((t.y! - cy) / back) * (radius(t) + 3);
    if (length < 2) continue;
    const path = `M${s.x!.toFixed(1)} ${s.y!.toFixed(1)}Q${cx.toFixed(1)} ${cy.toFixed(1)} ${ex.toFixed(1)} ${ey.toFixed(1)}`;
    const a = mark(svg.append('g'), link.page, link.label);
    const breadth = 1 + 5 * Math.sqrt(link.n / strongest);
    a.append('path').attr('class', 'edge-hit').attr('d', path);
    a.append('path')
      .attr('class', `edge ${signOf(link.score)}`)
      .attr('d', path)
      .attr('stroke-width', breadth.toFixed(1))
      .attr('marker-end', `url(#arrow-${signOf(link.score)})`);
  }
  for (const node of [...nodes].sort((a, b) => b.n - a.n)) {
    const a = mark(svg.append('g'), node.page, `${node.name}: ${node.n}`);
    a.attr('class', 'node');
    a.append('circle').attr('cx', node.x!).attr('cy', node.y!).attr('r', radius(node));
    a.append('text').attr('x', node.x!).attr('y', node.y! + radius(node) + 12).attr('text-anchor', 'middle').text(node.name);
  }
  rove(svg);
  legend(plot, data.signs.map((name, i) => [['pos', 'zero', 'neg'][i]!, name]));
}
