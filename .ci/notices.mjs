// Writes resources/THIRD-PARTY-NOTICES.md: every package that ships with Cairn, with its licence text.
// `node .ci/notices.mjs` after a change of dependencies; `--check` (in npm test) fails when the file is out of date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = path.join(root, 'resources', 'THIRD-PARTY-NOTICES.md');
const lock = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));

/** Development packages whose code Vite puts into the interface. */
const BUNDLED = [
  '@fontsource-variable/geist',
  '@fontsource-variable/geist-mono',
  '@tanstack/react-query',
  '@trpc/client',
  'cmdk',
  'dompurify',
  'eventsource-parser',
  'lucide-react',
  'marked',
  'mermaid',
  'monaco-editor',
  'radix-ui',
  'react',
  'react-dom',
  'react-resizable-panels',
  'uplot',
  'wouter',
];
/** Ship beside the app: the runtime, and the desktop shell's own. */
const RUNTIMES = ['node', 'electron'];

/** The lockfile's key of a package as seen from another one, by Node's lookup: nearest node_modules first. */
function resolve(from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('/node_modules/')))) {
    const key = `${base ? `${base}/` : ''}node_modules/${name}`;
    if (lock.packages[key]) return key;
    if (!base) return undefined;
  }
}

function collect() {
  const found = new Map();
  const queue = [...Object.keys(lock.packages[''].dependencies), ...BUNDLED].map((name) => resolve('', name));
  while (queue.length > 0) {
    const key = queue.pop();
    if (!key || found.has(key)) continue;
    const entry = lock.packages[key];
    found.set(key, entry);
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies }))
      queue.push(resolve(key, name));
  }
  for (const name of RUNTIMES) found.set(`node_modules/${name}`, lock.packages[`node_modules/${name}`]);
  return found;
}

function licenceText(key) {
  const folder = path.join(root, key);
  if (!existsSync(folder)) return null;
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? readFileSync(path.join(folder, file), 'utf8').trim() : null;
}

const packages = [...collect()]
  .map(([key, entry]) => ({ key, name: key.slice(key.lastIndexOf('node_modules/') + 13), ...entry }))
  .filter((entry) => entry.name !== 'empty-npm-package')
  .toSorted((a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version));
const heads = packages.map((p) => `${p.name} ${p.version} (${p.license ?? 'see text'})`);

if (process.argv.includes('--check')) {
  const have = existsSync(out) ? readFileSync(out, 'utf8') : '';
  const missing = heads.filter((head) => !have.includes(`- ${head}\n`));
  if (missing.length > 0) {
    console.error(
      `These packages are not in resources/THIRD-PARTY-NOTICES.md:\n  ${missing.join('\n  ')}\nRun: node .ci/notices.mjs`,
    );
    process.exitCode = 1;
  }
} else {
  const texts = Map.groupBy(packages, (p) => licenceText(p.key));
  texts.delete(null);
  const sections = [...texts].map(
    ([text, list]) => `## ${list.map((p) => p.name).join(', ')}\n\n\`\`\`\n${text}\n\`\`\`\n`,
  );
  writeFileSync(
    out,
    `# Third-party notices\n\nCairn ships with these packages. Its practice model is Cairn's own work (resources/models/README.md).\n\n${heads.map((h) => `- ${h}\n`).join('')}\n${sections.join('\n')}`,
  );
  console.log(`${packages.length} packages`);
}
