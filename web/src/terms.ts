// Terms of the search index; the same as src/report/site/search_terms.cc makes of the texts.
// tests/data/search-terms.tsv holds both to the same answers.

function within(c: number, first: number, last: number) {
  return c >= first && c <= last;
}

function fold(c: number): number {
  if (within(c, 0xff01, 0xff5e)) c -= 0xfee0;
  if (within(c, 0x41, 0x5a) || (within(c, 0xc0, 0xde) && c !== 0xd7) || within(c, 0x391, 0x3a9) || within(c, 0x410, 0x42f))
    return c + 0x20;
  if (within(c, 0x400, 0x40f)) return c + 0x50;
  return c;
}

type Kind = '' | 'word' | 'cjk';

function kindOf(c: number): Kind {
  if (within(c, 0x30, 0x39) || within(c, 0x61, 0x7a)) return 'word';
  if (c < 0xc0 || c === 0xd7 || c === 0xf7) return '';
  if (
    within(c, 0x1100, 0x11ff) || within(c, 0x3041, 0x3096) || within(c, 0x30a1, 0x30fa) || c === 0x30fc ||
    within(c, 0x3131, 0x318e) || c === 0x3005 || c === 0x3007 || within(c, 0x31f0, 0x31ff) ||
    within(c, 0x3400, 0x4dbf) || within(c, 0x4e00, 0x9fff) || within(c, 0xac00, 0xd7a3) ||
    within(c, 0xf900, 0xfaff) || within(c, 0xff66, 0xff9f) || within(c, 0x20000, 0x3ffff)
  )
    return 'cjk';
  if (within(c, 0x2000, 0x2bff) || within(c, 0x3000, 0x33ff) || within(c, 0xd800, 0xf8ff) || c >= 0xfe00) return '';
  return 'word';
}

// Terms of a text of the index.
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  let run: string[] = [];
  let kind: Kind = '';
  const end = () => {
    if (kind === 'word' && run.length > 1) terms.push(run.join(''));
    if (kind === 'cjk') {
      for (let i = 0; i + 1 < run.length; ++i) terms.push(run.slice(i, i + 2).join(''));
      terms.push(run[run.length - 1]!);
    }
    run = [];
  };
  for (const character of text) {
    const c = fold(character.codePointAt(0)!);
    const next = kindOf(c);
    if (next !== kind) {
      if (run.length) end();
      kind = next;
    }
    if (kind) run.push(String.fromCodePoint(c));
  }
  if (run.length) end();
  return terms;
}

// What a query asks for: terms to be there as they are, or as the beginning of one. A run of two
// characters and more of Korean or Japanese is found by its neighbours alone; words and single
// characters are beginnings.
export interface Wanted {
  term: string;
  beginning: boolean;
}
export function wantedOf(query: string): Wanted[] {
  const out: Wanted[] = [];
  const terms = termsOf(query);
  terms.forEach((term, i) => {
    const cjk = kindOf(term.codePointAt(0)!) === 'cjk';
    const characters = [...term];
    if (!cjk) out.push({ term, beginning: true });
    else if (characters.length === 2) out.push({ term, beginning: false });
    else {
      // The last character of a longer run is in its last pair already.
      const before = terms[i - 1];
      if (!before || [...before].length !== 2 || [...before][1] !== term || kindOf(before.codePointAt(0)!) !== 'cjk')
        out.push({ term, beginning: true });
    }
  });
  return out;
}

export function partOf(term: string, count: number): number {
  const [first, second] = [...term].map((c) => c.codePointAt(0)!);
  if (first === undefined) return 0;
  if (kindOf(first) === 'cjk' || second === undefined) return first % count;
  return (first * 31 + second) % count;
}

const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const valueOf = new Map([...digits].map((c, i) => [c, i]));

export function unpackNumbers(packed: string): number[] {
  const out: number[] = [];
  let before = 0;
  let number = 0;
  let scale = 1;
  for (const character of packed) {
    const value = valueOf.get(character) ?? 0;
    number += (value & 31) * scale;
    scale *= 32;
    if (value < 32) {
      before += number;
      out.push(before);
      number = 0;
      scale = 1;
    }
  }
  return out;
}
