import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageOf, type BundlePackages } from '../../server/labs/prove/light-ground.ts';

/** Where an import is found in its package: `helpers/zod`, or `index`. */
const fileOf = (name: string): string => name.slice(packageOf(name).length + 1) || 'index';

/**
 * Puts packages together with Vite, one file for each import and what they share beside them: an object of one package
 * stays the same object in another. Node finds them as it finds packages.
 */
export const bundlePackages: BundlePackages = async (imports, { packages, into }) => {
  // Only proofs need it, and it is slow to load.
  const { build } = await import('vite');
  await build({
    configFile: false,
    envFile: false,
    logLevel: 'error',
    root: path.dirname(packages),
    publicDir: false,
    ssr: { noExternal: true, resolve: { conditions: ['node'], mainFields: ['main'] } },
    build: {
      ssr: true,
      outDir: into,
      minify: false,
      target: 'node24',
      rolldownOptions: {
        input: Object.fromEntries(imports.map((name) => [`${packageOf(name)}/${fileOf(name)}`, name])),
        // What a program says of an error is the name of its class.
        output: { entryFileNames: '[name].js', chunkFileNames: '.shared/[name]-[hash].mjs', keepNames: true },
      },
    },
  });
  mkdirSync(into, { recursive: true });
  for (const [name, own = []] of Object.entries(Object.groupBy(imports, packageOf)))
    writeFileSync(path.join(into, name, 'package.json'), JSON.stringify(manifestOf(name, own, packages)));
};

function manifestOf(name: string, imports: readonly string[], packages: string): object {
  const { version } = JSON.parse(readFileSync(path.join(packages, name, 'package.json'), 'utf8')) as {
    version: string;
  };
  const exports = imports.map((one) => [`.${one.slice(name.length)}`, `./${fileOf(one)}.js`] as const);
  return { name, version, type: 'module', exports: Object.fromEntries(exports) };
}
