// Search over the index that lies beside the pages as scripts: a page opened from a folder may load
// those where it may not fetch. Only the parts that a query needs are loaded.
import { partOf, unpackNumbers, wantedOf, type Wanted } from './terms';

interface Sizes {
  parts: number;
  together: number;
  targets: number;
}
type Shown = (string | number)[];

const loading = new Map<string, Promise<void>>();
const parts = new Map<number, Map<string, string>>();
const blocks = new Map<string, Shown[]>();
let sizes: Sizes | undefined;

declare global {
  interface Window {
    bongsuSearch: (sizes: Sizes) => void;
    bongsuIndex: (part: number, lines: string) => void;
    bongsuShown: (lang: string, block: number, shown: Shown[]) => void;
  }
}
window.bongsuSearch = (s) => {
  sizes = s;
};
window.bongsuIndex = (part, lines) => {
  const terms = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const blank = line.lastIndexOf(' ');
    if (blank > 0) terms.set(line.slice(0, blank), line.slice(blank + 1));
  }
  parts.set(part, terms);
};
window.bongsuShown = (lang, block, shown) => {
  blocks.set(`${lang}-${block}`, shown);
};

function load(url: string): Promise<void> {
  let promise = loading.get(url);
  if (!promise) {
    promise = new Promise((resolve, reject) => {
      const script = document.createElement('script');
      script.src = url;
      script.onload = () => resolve();
      script.onerror = () => {
        loading.delete(url);
        reject(new Error(url));
      };
      document.head.append(script);
    });
    loading.set(url, promise);
  }
  return promise;
}

async function find(wanted: Wanted, index: string, count: number): Promise<Set<number>> {
  const part = partOf(wanted.term, count);
  await load(`${index}index-${part}.js`);
  const terms = parts.get(part) ?? new Map<string, string>();
  const found = new Set<number>();
  const take = (packed: string) => {
    for (const n of unpackNumbers(packed)) found.add(n);
  };
  if (wanted.beginning) {
    for (const [term, packed] of terms) if (term.startsWith(wanted.term)) take(packed);
  } else {
    const packed = terms.get(wanted.term);
    if (packed) take(packed);
  }
  return found;
}

export async function search(query: string, index: string): Promise<number[]> {
  const wanted = wantedOf(query);
  if (!wanted.length) return [];
  await load(`${index}sizes.js`);
  const sets = await Promise.all(wanted.map((w) => find(w, index, sizes!.parts)));
  sets.sort((a, b) => a.size - b.size);
  return [...sets[0]!].filter((n) => sets.every((set) => set.has(n))).sort((a, b) => a - b);
}

const most = 50;

function element(tag: string, className: string, text: string) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  e.textContent = text;
  return e;
}

function line(shown: Shown): HTMLLIElement {
  const [path, kind, title] = shown as string[];
  const li = document.createElement('li');
  const link = element('a', '', title!) as HTMLAnchorElement;
  link.href = path!;
  if (kind !== 'event') {
    li.className = 'ev';
    li.append(element('span', 'kind', String(shown[3])), ' ', link);
    return li;
  }
  const [, , , when, certainty, certaintyCode, quad, lang, quote] = shown as string[];
  li.className = `ev q${quad}`;
  const quoted = element('q', 'found', quote!);
  quoted.lang = lang!;
  li.append(element('span', 'when', when!), ' ', link, ' ', element('span', `tag c-${certaintyCode}`, certainty!), quoted);
  return li;
}

export function startSearch() {
  const list = document.getElementById('results');
  const status = document.getElementById('found');
  const field = document.getElementById('q') as HTMLInputElement | null;
  if (!list || !status || !field) return;
  const index = list.dataset.index!;
  const lang = list.dataset.lang!;
  let turn = 0;

  async function show() {
    const mine = ++turn;
    const query = field!.value.trim();
    if (!query) {
      list!.replaceChildren();
      status!.textContent = '';
      return;
    }
    try {
      const found = await search(query, index);
      const first = found.slice(0, most);
      const needed = [...new Set(first.map((n) => Math.floor(n / sizes!.together)))];
      await Promise.all(needed.map((b) => load(`${index}${lang}-${b}.js`)));
      if (mine !== turn) return;
      list!.replaceChildren(
        ...first.map((n) => {
          const block = Math.floor(n / sizes!.together);
          return line(blocks.get(`${lang}-${block}`)![n - block * sizes!.together]!);
        }),
      );
      const text = found.length === 0 ? status!.dataset.none : found.length > most ? status!.dataset.many : status!.dataset.some;
      status!.textContent = text!.replace('%n', String(found.length)).replace('%m', String(most));
    } catch {
      if (mine === turn) status!.textContent = status!.dataset.failed!;
    }
  }

  const asked = new URLSearchParams(location.search).get('q');
  if (asked) field.value = asked;
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(show, 200);
  });
  field.form?.addEventListener('submit', (event) => {
    event.preventDefault();
    const url = new URL(location.href);
    url.searchParams.set('q', field.value);
    try {
      history.replaceState(null, '', url);
    } catch {
      // Some browsers refuse that for pages opened from a folder; the results show all the same.
    }
    void show();
  });
  if (field.value) void show();
}
