import path from 'node:path';
import { build, defineConfig, type BuildEnvironmentOptions, type Plugin } from 'vite';

function bundle(name: string, format: 'es' | 'cjs', outDir: string): BuildEnvironmentOptions {
  return {
    ssr: true,
    target: 'node24',
    outDir,
    minify: false,
    rolldownOptions: {
      input: { [name]: path.resolve('electron', 'shell', `${name}.ts`) },
      external: ['electron', /^node:/],
      output: { format, entryFileNames: format === 'es' ? '[name].js' : '[name].cjs' },
    },
  };
}

/** The shell is an ES module, but a sandboxed preload script has to be CommonJS: a second, tiny build. */
function preloadBeside(): Plugin {
  let outDir = '';
  return {
    name: 'preload-beside',
    configResolved: (config) => void (outDir = config.build.outDir),
    async closeBundle() {
      const options = { ...bundle('preload', 'cjs', outDir), emptyOutDir: false };
      await build({ configFile: false, logLevel: 'warn', build: options, ssr: { noExternal: true } });
    },
  };
}

/** Bundles the Electron shell, so that the packed archive needs two files of ours and no packages. */
export default defineConfig({
  plugins: [preloadBeside()],
  build: { ...bundle('main', 'es', 'dist/shell'), emptyOutDir: true },
  ssr: { noExternal: true },
});
