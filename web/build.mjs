// Builds dist/: three scripts that any page may load (no modules: a page opened from a folder may not import), the
// style and the icon. `npm run build` (or `node build.mjs FOLDER`); the result is committed, so that nobody needs Node to run Bongsu.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'vite';

const require = createRequire(import.meta.url);
const dist = process.argv[2] ?? 'dist';
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
for (const name of ['theme', 'site', 'charts'])
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: dist,
      emptyOutDir: false,
      target: 'es2020',
      copyPublicDir: false,
      lib: { entry: `src/${name}.ts`, formats: ['iife'], name: `bongsu_${name}`, fileName: () => `${name}.js` },
    },
  });
for (const file of ['site.css', 'icon.svg']) copyFileSync(`src/${file}`, `${dist}/${file}`);

// Countries by the codes that events use (ISO 3166 alpha-3) instead of numbers. What has no code keeps its shape only.
const world = JSON.parse(readFileSync(require.resolve('world-atlas/countries-110m.json'), 'utf8'));
const codes = require('i18n-iso-countries/codes.json');
const alpha3 = new Map(codes.map(([, three, number]) => [number, three]));
for (const shape of world.objects.countries.geometries) {
  shape.id = alpha3.get(shape.id) ?? '';
  delete shape.properties;
}
delete world.objects.land;
writeFileSync(`${dist}/world.js`, `/* Natural Earth by world-atlas; see NOTICE */bongsuWorld(${JSON.stringify(world)});\n`);
